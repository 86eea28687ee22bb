# Exit status 3: what was typed cannot be understood, and the nearest word is offered.
$ naze 2>&1 | head -n 1
> naze（なぜ） 規則を表のまま書き、答えとその理由を出す。
$ naze 2>/dev/null
? 3
$ naze wy
! naze: wy という動詞はありません。もしかして why
! 使い方は naze help
? 3
$ naze why 居宅介護 --cse A01
! naze: --cse という指定はありません。もしかして --case
! 使い方は naze help why
? 3
$ naze why 居宅介護 --cse A01 --lang en
! naze: unknown option --cse; did you mean --case?
! see naze help why
? 3
$ naze why
! naze: 引数が足りません（QUESTION[=OUTCOME]）
! 使い方は naze help why
? 3
$ naze why 居宅介護 余分
! naze: 余分な引数です: 余分
! 使い方は naze help why
? 3
$ naze why 居宅介護 --case
! naze: --case に値がありません
! 使い方は naze help why
? 3
$ naze why 居宅介護 --format xml
! naze: --format xml: 使えない値です（text|json|html|csv|kokuho|sarif|junit）
? 3
$ naze need 居宅介護=可 --format html
! naze: --format html があるのは why、month、verify、diff、mutate、cover、fuzz だけです
! 使い方は naze help need
? 3
$ naze why 居宅介護 --all=1
! naze: --all に値はありません
! 使い方は naze help why
? 3
$ naze why 居宅介護 --depth -1
! naze: --depth -1: 使えない値です（N）
? 3
$ naze why 居宅介護 --case B99
! naze: 「B99」という事例はありません
!   ある事例: A01、行動10点、A02
? 3
$ naze why "$(printf '\377')"
! naze: UTF-8 でない引数です: �
! 使い方は naze help why
? 3
$ naze --version
> naze 0.1
