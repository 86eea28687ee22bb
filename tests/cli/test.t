# The last line stands alone, in every language.
$ naze test
> 3 passed, 0 failed
$ naze test A0
> 2 passed, 0 failed
$ naze test rules 行動
> 1 passed, 0 failed
$ naze test --all A02
> ✓ A02  事例.naze:10
>     利用可否（重度訪問介護）  期待 不明  事例.naze:12
> 1 passed, 0 failed
$ sed -i 's/（居宅介護）は可/（居宅介護）は不可/' rules/事例.naze; naze test
> ✗ A01  事例.naze:1
>     利用可否（居宅介護）  期待 不可  実際 可  事例.naze:4
> 2 passed, 1 failed
? 1
$ naze test --lang en A01
> ✗ A01  事例.naze:1
>     利用可否（居宅介護）  expected 不可  actual 可  事例.naze:4
> 0 passed, 1 failed
? 1
$ naze test --format json A01 | jq -r '.failed, .cases[0].expectations[1].actual'
> 1
> 可
# For build servers: a suite a file, a case that failed with its lines, one that cannot be judged as an error. C5.2
$ naze test --format junit
> <?xml version="1.0" encoding="UTF-8"?>
> <testsuites name="naze" tests="3" failures="1" errors="0" skipped="0">
>   <testsuite name="rules/事例.naze" tests="3" failures="1" errors="0" skipped="0">
>     <testcase name="A01" classname="rules/事例.naze" file="rules/事例.naze" line="1">
>       <failure message="利用可否（居宅介護）  期待 不可  実際 可  事例.naze:4">利用可否（居宅介護）  期待 不可  実際 可  事例.naze:4
> </failure>
>     </testcase>
>     <testcase name="行動10点" classname="rules/事例.naze" file="rules/事例.naze" line="6"/>
>     <testcase name="A02" classname="rules/事例.naze" file="rules/事例.naze" line="10"/>
>   </testsuite>
> </testsuites>
? 1
$ sed -i 's/^事例 A02.*/&\n  利用者 乙：歩数は3歩。/' rules/事例.naze; naze test --format junit --lang en A02
> <?xml version="1.0" encoding="UTF-8"?>
> <testsuites name="naze" tests="1" failures="0" errors="1" skipped="0">
>   <testsuite name="rules/事例.naze" tests="1" failures="0" errors="1" skipped="0">
>     <testcase name="A02" classname="rules/事例.naze" file="rules/事例.naze" line="10">
>       <error message="歩数: ledger “利用者” has no field “歩数”">N0505: 歩数: ledger “利用者” has no field “歩数”  事例.naze:11
> </error>
>     </testcase>
>   </testsuite>
> </testsuites>
? 1
$ naze why 居宅介護 --format junit
! naze: --format junit があるのは test、dmn-test だけです
! 使い方は naze help why
? 3
$ naze test B99
> 0 passed, 0 failed
! naze: その名前の事例はありません
? 3
