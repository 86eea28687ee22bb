# 要照会, 対象外, rules in conflict, 推定, 確認, 解釈: each has its look and its exit status.
$ naze why 送迎 --case 別宅者 --rules more
> 要照会  送迎（令和6年10月1日現在）
> 照会先  市町村
> 照会すること  居所の扱い
>
> 決め手  これだけで決まる。ほかの項目がどうであっても変わらない。
>   ✓ 居所  別宅  送迎  規則.naze:26
> 関わらない項目  点数
> 根拠  窓口手引 5頁
> 規則の指紋  …
? 2
$ naze why 送迎 --case 入所者 --rules more
> 対象外  送迎（令和6年10月1日現在）
> 理由  施設が送る
>
> 決め手  これだけで決まる。ほかの項目がどうであっても変わらない。
>   ✓ 居所  入所施設  送迎  規則.naze:27
> 関わらない項目  点数、同居
> 根拠  窓口手引 5頁
> 規則の指紋  …
? 1
$ naze why 矛盾 --case 入所者 --rules more
> 判定できない  矛盾（令和6年10月1日現在）
> 理由  ただし書の衝突
>
> 決め手  これだけで決まる。ほかの項目がどうであっても変わらない。
>   ✓ 点数  27点  点数＋1点が21点以上  矛盾  規則.naze:36
> わけ  計算できない（ただし書の衝突）
> 関わらない項目  居所、同居
> 規則の指紋  …
? 4
$ naze why 矛盾 --case 在宅者 --rules more
> 可  矛盾（令和6年10月1日現在）
>
> 決め手  これだけで決まる。ほかの項目がどうであっても変わらない。
>   ✗ 点数  15点  点数＋1点が21点以上でない  矛盾  規則.naze:36
> 関わらない項目  居所
> 規則の指紋  …
$ naze why 配食 --case 在宅者 --rules more
> 対象外  配食（令和6年10月1日現在）  推定による  最後に確認した改定: 令和6年3月
> 決め手  推定だけ。示された事実にはよらない。
> 関わらない項目  居所、点数、同居
> 根拠  窓口手引 6頁
> 規則の指紋  …
? 1
$ naze why 配食 --case 在宅者 --rules more --strict
> 不明  配食（令和6年10月1日現在）  最後に確認した改定: 令和6年3月
> 分からないわけ  配食は、令和6年3月より後の改定を確かめていない
> 規則の指紋  …
? 2
$ naze why 重度 --case 在宅者 --rules more
> 当たらない  重度（令和6年10月1日現在）
>
> 決め手  これだけで決まる。ほかの項目がどうであっても変わらない。
>   ✗ 点数  15点  基準点以上でない  重度  規則.naze:21
> 関わらない項目  居所
> 解釈で変わる  「数え方」を少ない方（窓口手引 4頁）と読むと 当たる
> 根拠  窓口手引 3頁
> 規則の指紋  …
$ naze why 重度 --case 在宅者 --rules more --reading 数え方=少ない方
> 当たる  重度（令和6年10月1日現在）
>
> 決め手  これだけで決まる。ほかの項目がどうであっても変わらない。
>   ✓ 点数  15点  基準点以上  重度  規則.naze:21
> 関わらない項目  居所
> 解釈  「数え方」は 少ない方  窓口手引 4頁
> 解釈で変わる  「数え方」を多い方（窓口手引 3頁）と読むと 当たらない
> 根拠  窓口手引 4頁
> 規則の指紋  …
$ naze why 重度 --case 在宅者 --rules more --reading 数え方=多い
! 誤り: 解釈：解釈「数え方」に「多い」という選択はありません [N0527]
!     直し方: もしかして「多い方」
? 3
$ naze why 手当 --case 在宅者 --rules more
> 500円  手当（令和6年10月1日現在）
> 決め手  どの事実にもよらない。
> 関わらない項目  居所、点数
> 規則の指紋  …
$ naze why 送迎 --case 別宅者 --rules more --lang en --all
> To be referred  送迎 (as of 2024-10-01)
> Ask  市町村
> About  居所の扱い
>
> Decided by  this fact alone; nothing else could change it.
>   ✓ 居所  別宅  送迎  規則.naze:26
>
> » 送迎 要照会（市町村）『居所の扱い』                        窓口手引 5頁  規則.naze:23
>   » ただし 居所が別宅のとき 要照会（市町村）『居所の扱い』  居所 別宅  別宅  規則.naze:26
>   ✓ ただし 居所が入所施設のとき 対象外  居所 別宅  入所施設  規則.naze:27
>
> Does not matter  点数
> Source  窓口手引 5頁
> Rule set  …
? 2
$ naze why 矛盾 --case 入所者 --rules more --format html >p.html; sed -n 's/.*\(<h1.*\)/\1/p' p.html
> <h1 class="fault">判定できない <span class="title">矛盾</span></h1>
$ naze need 送迎=可 --case 入所者 --rules more --limit 1
> 可 になる変更は、試した範囲（--limit 1）では見つからない
? 7
$ naze need 送迎=可 --case 入所者 --rules more
> 1項目の変更で 可 になるのは次の1通りだけ（ほかの組合せも調べた）
>   1  居所  入所施設 → 自宅
> 確かめ  判定し直して 可
> ※ 結論を分けた事実を示すもので、記録の書き換えを勧めるものではない。
$ naze need 手当=可 --case 入所者 --rules more
> すでに 可
# What is asked about goes with whom to ask, into the proof and through the check of it.
$ naze why 送迎 --case 別宅者 --rules more --format json >p.json; jq -c '.. | objects | select(has("about")) | [.text, .ask, .about]' p.json | sort -u; naze check-proof p.json --case 別宅者 --rules more | sed "s/（.*//"
> ["市町村",null,"居所の扱い"]
> [null,"市町村","居所の扱い"]
> ✓ 証明は規則と事実から成り立つ
$ sed 's/居所の扱い/居所/' p.json >q.json; naze check-proof q.json --case 別宅者 --rules more
> ✗ 証明が成り立たない: 証明の段5：規則と事実から導いたものと違います。導いたもの：{"id":5,"node":13,"op":"outcome","date":"2024-10-01","value":{"is":"referred","text":"市町村","about":"居所の扱い","causes":[{"ask":"市町村","about":"居所の扱い"}]},"kids":[]}
? 1
$ naze why 送迎 --case 別宅者 --rules more --format html | sed -n 's/.*\(<p>照会.*\)/\1/p'
> <p>照会先 市町村</p>
> <p>照会すること 居所の扱い</p>
# 事例: whom alone, or whom and what; another matter is another answer.
$ cp -R more asked; printf '%s\n' '事例 問合 令和6年10月1日' '  利用者 卯：居所は別宅。' '  「送迎」は要照会（市町村）。' '  「送迎」は要照会（市町村）『居所の扱い』。' '  「送迎」は要照会（市町村）『費用』。' '  「送迎」は要照会（県）。' >>asked/規則.naze; naze test 問合 --rules asked
> ✗ 問合  規則.naze:47
>     送迎  期待 要照会（市町村）『費用』  実際 要照会（市町村）『居所の扱い』  規則.naze:51
>     送迎  期待 要照会（県）  実際 要照会（市町村）『居所の扱い』  規則.naze:52
> 0 passed, 1 failed
? 1
