# What a revision changes: for whom, which way, by how much, with one smallest region and its case. W1.1 W1.2 W1.3 W1.4 W1.6 W1.8 W1.9
$ naze diff diff/前.naze diff/後.naze --cases out --count diff/事例.json | sed 's/（[0-9.]*秒）/（秒）/'; cat out/wider-1.json
> 結果が変わる判定 2、変わらないと証明した判定 3（秒）
>   △ 広がる   条件 高得点   成り立たない → 成り立つ　事例では 3件中 2件
>     場所    後.naze:15   本 §1
>     例      点数 8点から9点まで
>     再現    naze why '高得点' --case out/wider-1.json --rules diff/後.naze
>   ・ 加わる   条件 新設   前にはなかった
>     場所    後.naze:40   本 §6
>   呼んでいるものが変わった判定 2
>     ・ 条件 対象者   広がる   成り立たない → 成り立つ
>     ・ 規則 支給   広がる   不可 → 可、不可 → 要照会
>   事例では 3件中 2件が変わる
> {
>   "基準日": "2024-10-01",
>   "利用者": {
>     "氏名": "甲",
>     "点数": 8
>   }
> }
! naze: diff/事例.json: 1件の事例は、どちらかの規則に合わず数えていません
$ naze why 高得点 --case out/wider-1.json --rules diff/前.naze | head -1; naze why 高得点 --case out/wider-1.json --rules diff/後.naze | head -1
> 当たらない  高得点（令和6年10月1日現在）
> 当たる  高得点（令和6年10月1日現在）
# Two dates of one: the same person, that much earlier. W1.5
$ naze diff diff/前.naze@R3.4.1 diff/前.naze@R6.4 --lang en | sed 's/([0-9.]* s)/(s)/'
> 1 changed, 5 proved unchanged (s)
>   ・ other   判定表 手当   100円 → 120円（＋20）、300円 → 280円（－20）
>     at      前.naze:26   本 §3
>     case    区分 低
# Two readings.
$ naze diff diff/前.naze 'diff/前.naze#在宅の意味=いつも' | sed 's/（[0-9.]*秒）/（秒）/'
> 結果が変わる判定 1、変わらないと証明した判定 5（秒）
>   △ 狭まる   条件 在宅者   成り立つ → 成り立たない
>     場所    前.naze:34   本 §4
>     例      在宅 ある
>             単身 ある
# Nothing changes; what is no day or no reading.
$ naze diff diff/前.naze diff/前.naze | sed 's/（[0-9.]*秒）/（秒）/'; naze diff diff/前.naze diff/前.naze >/dev/null
> 結果が変わる判定 0、変わらないと証明した判定 6（秒）
$ naze diff diff/前.naze@R3.13.1 diff/前.naze
! naze: R3.13.1: そのような日や解釈の選択はありません
? 3
$ naze diff diff/前.naze 'diff/前.naze#在宅の意味=昨日'
! naze: 在宅の意味=昨日: そのような日や解釈の選択はありません
? 3
# Accepted changes are not new; JSON. W1.9
$ naze diff diff/前.naze diff/後.naze --accepted ok.txt --accept 告示のとおり >/dev/null; cat ok.txt; naze diff diff/前.naze diff/後.naze --accepted ok.txt | sed 's/（[0-9.]*秒）/（秒）/'; naze diff diff/前.naze diff/後.naze --format json | jq -c '[.changed, .unchanged], .through, (.findings[] | [.kind, .key, .facts])'
> wider 条件 高得点  成り立たない → 成り立つ	告示のとおり
> added 条件 新設  前にはなかった	告示のとおり
> 結果が変わる判定 0、変わらないと証明した判定 3（秒）
>   呼んでいるものが変わった判定 2
>     ・ 条件 対象者   広がる   成り立たない → 成り立つ
>     ・ 規則 支給   広がる   不可 → 可、不可 → 要照会
>   認めたもの 2件
> [2,3]
> ["条件 対象者   広がる   成り立たない → 成り立つ","規則 支給   広がる   不可 → 可、不可 → 要照会"]
> ["wider","wider 条件 高得点  成り立たない → 成り立つ","点数 8点から9点まで"]
> ["added","added 条件 新設  前にはなかった",null]
# What hangs on rows that a case may have is not called proved. W1.7
$ sed 's/点数が10点以上/利用者のうち単身があるものの件数が2件以上/' diff/前.naze >rows.naze; sed 's/2件以上/3件以上/' rows.naze >rows2.naze; naze diff rows.naze rows2.naze | sed 's/（[0-9.]*秒）/（秒）/'
> 結果が変わる判定 0、変わらないと証明した判定 3（秒）
>   変わらないと証明できなかった判定 3
>     ？ 条件 高得点（行の数による）
>     ？ 条件 対象者（行の数による）
>     ？ 規則 支給（行の数による）
