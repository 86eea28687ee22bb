# Places that no case decides, each with a case that would; what cannot matter does not count. K1.1 K1.2 K1.3 K1.4
$ naze cover mutate --all | sed 's/（[0-9.]*秒）/（秒）/'
>   △ 境目   条件 高得点   点数が10点以上   境目ちょうど
>     場所    規則.naze:9   本 §1
>     例      点数 10点
>   △ 境目   条件 高得点   点数が10点以上   境目の隣
>     場所    規則.naze:9   本 §1
>     例      点数 9点
>   △ 条件   判定表 手当（ある、単身）   単身がある   成り立たずに決める
>     場所    規則.naze:24   本 §4
>     例      在宅 ある
>             単身 ない
>   △ 条件   判定表 手当（ある、単身）   単身がない   成り立って決める
>     場所    規則.naze:25   本 §4
>     例      在宅 ある
>             単身 ない
>   △ 条件   判定表 手当（ある、在宅）   在宅がある   成り立って決める
>     場所    規則.naze:25   本 §4
>     例      在宅 ある
>             単身 ない
>   △ 行   判定表 手当（ある、手当）   300円
>     場所    規則.naze:24   本 §4
>     例      在宅 ある
>             単身 ある
>   △ 行   判定表 手当（ある、手当）   200円
>     場所    規則.naze:25   本 §4
>     例      在宅 ある
>             単身 ない
>   △ 行   判定表 手当（ある、手当）   200円
>     場所    規則.naze:25   本 §4
>     例      在宅 ある
>             単身 ない
>   △ 行   判定表 手当（ない、手当）   0円
>     場所    規則.naze:26   本 §4
>     例      在宅 ない
>   △ 行                             2／6       33%
>   △ 条件                           8／11      72%  起こり得ない 5
>   △ 境目                           2／4       50%  起こり得ない 2
> 見るところ 28 · 事例が決めている 12 · 起こり得ない 7 · 事例がない 9（うち認めたもの 0）· 試していない 0 · 事例 2件（秒）
# The cases found, as 事例 with the answer left open; naze test fails until it is written. K2.1
$ naze cover mutate --propose 案.naze >/dev/null; cat 案.naze
> # 足りない事例の案。＿＿に、資料が言う答えを書いてください（今の規則の答えではなく）。埋まるまで naze test は通りません。
>
> # 条件 高得点  点数が10点以上   境目ちょうど  規則.naze:9  本 §1
> 事例 「案1」 令和6年10月1日
>   利用者 甲：点数は10点。
>   高得点は＿＿。
>
> # 条件 高得点  点数が10点以上   境目の隣  規則.naze:9  本 §1
> 事例 「案2」 令和6年10月1日
>   利用者 甲：点数は9点。
>   高得点は＿＿。
>
> # 判定表 手当（ある、単身）  単身がある   成り立たずに決める  規則.naze:24  本 §4
> # 判定表 手当（ある、単身）  単身がない   成り立って決める  規則.naze:25  本 §4
> # 判定表 手当（ある、在宅）  在宅がある   成り立って決める  規則.naze:25  本 §4
> # 判定表 手当（ある、手当）  200円  規則.naze:25  本 §4
> 事例 「案3」 令和3年4月1日
>   利用者 甲：在宅がある、単身がない。
>   手当は＿＿。
>
> # 判定表 手当（ある、手当）  300円  規則.naze:24  本 §4
> 事例 「案4」 令和3年4月1日
>   利用者 甲：在宅がある、単身がある。
>   手当は＿＿。
>
> # 判定表 手当（ある、手当）  200円  規則.naze:25  本 §4
> 事例 「案5」 令和6年4月1日
>   利用者 甲：在宅がある、単身がない。
>   手当は＿＿。
>
> # 判定表 手当（ない、手当）  0円  規則.naze:26  本 §4
> 事例 「案6」 令和3年4月1日
>   利用者 甲：在宅がない。
>   手当は＿＿。
>
$ naze test mutate/規則.naze 案.naze | tail -1
> 0 passed, 6 failed
$ sed -i '/^  高得点は/s/＿＿/可/' 案.naze; naze test mutate/規則.naze 案.naze 案1 案2
> ✗ 案2  案.naze:9
>     高得点  期待 可  実際 当たらない  案.naze:11
> 1 passed, 1 failed
? 1
# Cases that decide nothing and notice nothing alone. K2.2
$ cp -r mutate more-cases; sed 's/高得点者/もう一人/; s/^事例 もう一人/事例 「もう一人」/' mutate/事例.naze | sed '/低得点者/,$d' >more-cases/もう一人.naze; naze cover more-cases --idle --lang en | tail -4 | sed 's/([0-9.]* s)/(s)/'
>   cases that decide and notice nothing alone: 2
>     ・ もう一人  もう一人.naze:1
>     ・ 高得点者  事例.naze:1
> places 28 · decided by cases 12 · cannot matter 7 · missing 9 (accepted 0) · not tried 0 · cases 3 (s)
# Limits, exclusions and records of 加算. K1.1
$ naze cover month/規則.naze --only clause --all --lang en | grep -v "^    " | sed 's/([0-9.]* s)/(s)/'
>   △ limit, exclusion, record   加算 連携加算 の 種類ごとの要件   「記録（訪問） 時と内容」   by holding
>   △ limit, exclusion, record   加算 連携加算 の 種類ごとの要件   「記録（会議参加） 時と内容」   by holding
>   △ limit, exclusion, record   加算 連携加算 の 種類ごとの要件   「記録（情報提供） 内容」   by holding
>   ・ limit, exclusion, record   加算 連携加算 の 記録（訪問） 時と内容   内容が空欄   by holding
>   ・ limit, exclusion, record   加算 連携加算 の 記録（訪問） 時と内容   内容が空欄   by not holding
>   ・ limit, exclusion, record   加算 連携加算 の 記録（訪問） 時と内容   終了時刻が空欄   by holding
>   ・ limit, exclusion, record   加算 連携加算 の 記録（訪問） 時と内容   終了時刻が空欄   by not holding
>   ・ limit, exclusion, record   加算 サービス利用支援費 の 上限まで   「上限 月1回」   by holding
>   ・ limit, exclusion, record   加算 サービス利用支援費 の 上限まで   「上限 月1回」   by not holding
>   ・ limit, exclusion, record   加算 連携加算 の 種類ごとの要件   「記録（訪問） 時と内容」   by not holding
>   ・ limit, exclusion, record   加算 連携加算 の 種類ごとの要件   「記録（会議参加） 時と内容」   by not holding
>   ・ limit, exclusion, record   加算 連携加算 の 種類ごとの要件   「記録（情報提供） 内容」   by not holding
>   ・ limit, exclusion, record   加算 連携加算 の 上限まで   「上限 種類ごとに月1回」   by holding
>   ・ limit, exclusion, record   加算 連携加算 の 上限まで   「上限 種類ごとに月1回」   by not holding
>   ・ limit, exclusion, record   加算 連携加算 の 種類ごとの併給不可   「併給不可（訪問） 同じ支援業務の会議加算」   by holding
>   ・ limit, exclusion, record   加算 連携加算 の 種類ごとの併給不可   「併給不可（訪問） 同じ支援業務の会議加算」   by not holding
>   ・ limit, exclusion, record   加算 同行加算 の 上限まで   「上限 月3回」   by holding
>   ・ limit, exclusion, record   加算 同行加算 の 上限まで   「上限 月3回」   by not holding
>   ・ limit, exclusion, record   加算 同行加算 の 上限まで   「上限 病院ごとに月1回」   by holding
>   ・ limit, exclusion, record   加算 同行加算 の 上限まで   「上限 病院ごとに月1回」   by not holding
>   △ limit, exclusion, record       0／20       0%
> places 20 · decided by cases 0 · cannot matter 0 · missing 20 (accepted 0) · not tried 0 · cases 0 (s)
# Tables in colour, with signs; JSON. K2.3 K2.4
$ naze cover mutate 手当 --format html | grep -A6 '<h2>判定表 手当'
> <h2>判定表 手当</h2>
> <table class="cover">
> <tr><th></th><th>在宅</th><th>単身</th><th>手当</th></tr>
> <tr><th>ある</th><td class="c-met"><b>✓</b> 在宅がある</td><td class="c-half"><b>◐</b> 単身がある</td><td class="c-none"><b>✗</b> 300円</td></tr>
> <tr><th>ある</th><td class="c-none"><b>✗</b> 在宅がある</td><td class="c-none"><b>✗</b> 単身がない</td><td class="c-none"><b>✗</b> 200円</td></tr>
> <tr><th>ない</th><td class="c-met"><b>✓</b> 在宅がない</td><td></td><td class="c-none"><b>✗</b> 0円</td></tr>
> </table>
> <h2>判定表 手当</h2>
> <table class="cover">
> <tr><th></th><th></th><th></th><th>手当</th></tr>
> <tr><th>ある</th><td></td><td></td><td class="c-met"><b>✓</b> 320円</td></tr>
> <tr><th>ある</th><td></td><td></td><td class="c-none"><b>✗</b> 200円</td></tr>
> <tr><th>ない</th><td></td><td></td><td class="c-met"><b>✓</b> 0円</td></tr>
> </table>
$ naze cover mutate --format json --jobs 2 | jq -c '[.places, .met, .never, .missing], .files[0].file'
> [28,12,7,9]
> "mutate/規則.naze"
$ naze cover mutate --accepted ok.txt --accept 試し >/dev/null; naze cover mutate --accepted ok.txt >/dev/null
