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
$ naze test B99
> 0 passed, 0 failed
! naze: その名前の事例はありません
? 3
