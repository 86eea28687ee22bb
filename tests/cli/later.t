# C5.1: without a ledger of claims, what a 事例 expects of claims is checked, told and counted; it has neither passed nor failed.
$ mkdir m && printf '%s\n' '出典 手引『手引』。' '台帳 利用者（9行まで）：' '  受給者番号：文字列（鍵）。' '台帳 支給決定（9行まで）：' '  決定番号：整数（鍵）。' '  利用者：利用者。' '  期間：期間（期間）。' '台帳 請求（9行まで）：' '  番号：整数（鍵）。' '  利用者：利用者。' '予定 確認月（支給決定）：期間の初日の月から期間の末日の月まで' '  モ：その月が期間の末日の月。' '  なし：それ以外。' >m/a.naze
$ printf '%s\n' '' '事例 一月 令和6年10月1日' '  利用者 甲：受給者番号は甲。' '  支給決定 1：利用者は甲、期間は令和6年10月1日から令和6年11月30日まで。' '  請求 1：利用者は甲。' '  確認月（1）は' '  | 令和6年10月 | 令和6年11月 |' '  | なし        | モ          |' '  期待' '  | 番号 | 結果 | 単位 |' '  |-----:|------|-----:|' '  |    1 | 可   |  300 |' '  合計 300単位。' >>m/a.naze; naze test m
> 請求と予定の期待 2件は、まだ判定していません
> 1 passed, 0 failed
$ naze test --all --rules m
> ✓ 一月  a.naze:15
>     確認月（令和6年10月）  期待 「なし」  a.naze:21
>     確認月（令和6年11月）  期待 モ  a.naze:21
>     番号 1  期待 可  まだ判定していません  a.naze:25
>     合計  期待 300単位  まだ判定していません  a.naze:26
> 請求と予定の期待 2件は、まだ判定していません
> 1 passed, 0 failed
$ naze test --lang en --rules m
> 2 expectations about claims and schedules: not judged yet
> 1 passed, 0 failed
$ naze test --format json --rules m | jq -c '.later, .failed, (.cases[0].expectations[] | [.question, .passed, .later])'
> 2
> 0
> ["確認月（令和6年10月）",true,false]
> ["確認月（令和6年11月）",true,false]
> ["番号 1",false,true]
> ["合計",false,true]
# The claim, the row, the month and the mark must be there.
$ sed 's/^  |    1 |/  |    7 |/' m/a.naze >b.naze; naze test b.naze
> ✗ 一月  b.naze:15
> b.naze:25:8: 誤り: 7：台帳「請求」に「7」の行がありません [N0520]
>   25 |   |    7 | 可   |  300 |
>      |        ^ その行を事例に足すか、鍵を直してください
>      なぜ: 指している行が事例にないと、その先の事実を読めません。
> 0 passed, 1 failed
? 1
$ sed 's/^  確認月（1）は/  確認月（8）は/' m/a.naze >b.naze; naze test b.naze
> ✗ 一月  b.naze:15
> b.naze:19:7: 誤り: 8：台帳「支給決定」に「8」の行がありません [N0520]
>   19 |   確認月（8）は
>      |           ^ その行を事例に足すか、鍵を直してください
>      なぜ: 指している行が事例にないと、その先の事実を読めません。
> 0 passed, 1 failed
? 1
$ sed 's/| モ          |/| 毎          |/; s/| 可 /| 化 /' m/a.naze >b.naze; naze test b.naze
> ✗ 一月  b.naze:15
> b.naze:21:17: 誤り: この予定に「毎」という印はありません [N0615]
>   21 |   | なし        | 毎          |
>      |                   ^^ 予定に書いた印の名にしてください
>      なぜ: 印の表は、月の下にその月の印を書きます。
> b.naze:25:12: 誤り: 期待する答えとして読めません [N0612]
>   25 |   |    1 | 化   |  300 |
>      |            ^^ 「1は可。」のように書いてください
>      なぜ: 右に書けるのは、可・不可・対象外・要照会・一部可・不明か、値です。
> 0 passed, 1 failed
? 1
$ sed 's/| 令和6年11月 |/| 令和6年13月 |/' m/a.naze >b.naze; naze test b.naze
! b.naze:20:15: 誤り: 「令和6年13月」という日は暦にありません [N0108]
!   20 |   | 令和6年10月 | 令和6年13月 |
!      |                   ^^^^^^^^^^^ 月と日を確かめてください
! 規則に誤りがあるため、判定していません。
? 4
