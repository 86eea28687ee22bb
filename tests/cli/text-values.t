# S4.6: 空欄 and 空欄でない as cells of a decision table. S2.2: a text of the rules is shown, not just called a value.
$ printf '%s\n' '台帳 申請（9行まで）：' '  番号：整数（鍵）。' '  期限：日付または空欄。' '判定表 返事（申請） 上から順' '| 期限       | ⇒ 名    |' '|------------|----------|' '| 空欄でない | 『有』   |' '| 空欄       | 『無』   |' '事例 無' '  申請 1：期限は空欄。' '  返事は『無』。' '事例 有' '  申請 1：期限は令和6年1月1日。' '  返事は『有』。' >a.naze; naze test a.naze
> 2 passed, 0 failed
$ naze why 返事 --rules a.naze --case 有 --as-of R6.10.1 | head -1
> 『有』  返事（令和6年10月1日現在）
$ naze why 返事 --rules a.naze --case 無 --as-of R6.10.1 --format json | jq -r '.results[0].value'
> 『無』
