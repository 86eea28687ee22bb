# What must hold of rules, each with the case that shows it. V1.1 V1.2 V1.3 V1.4 V1.7 V2.1 V2.2 V2.3 V3.1 V3.5 V4.1
$ naze verify verify/規則.naze --cases out | sed 's/（[0-9.]*秒）/（秒）/'
>   ✗ 矛盾   規則 支給   違う答えのただし書が同時に当たる
>     場所    規則.naze:43   本 §2
>     例      基準日 令和6年10月1日
>             在宅 ない
>             単身 ある
>     再現    naze why '支給' --case out/conflict-1.json --rules verify/規則.naze
>     直し方  どちらが先かを、条件か、ただし書の入れ子で書く
>   ✗ すき間   判定表 等級   どの行にも当たらない
>     場所    規則.naze:22   本 §1
>     例      基準日 令和6年10月1日
>             点数 0点
>             在宅 ある
>     再現    naze why '等級' --case out/gap-1.json --rules verify/規則.naze
>     直し方  行を足すか、最後の行を「それ以外」にする
>   ✗ 重なり   判定表 組  1行目と2行目   答えの違う二つの行に当たる
>     場所    規則.naze:35   本 §1
>     例      基準日 令和6年10月1日
>             点数 10点
>             単身 ある
>     再現    naze why '組' --case out/overlap-1.json --rules verify/規則.naze
>     直し方  どちらかの行の条件をせばめるか、表を「上から順」にする
>   ✗ 検証の破れ   検証  単身は支給される   破れる人がいる
>     場所    規則.naze:55   本 §2
>     例      基準日 令和6年10月1日
>             点数 10点
>             在宅 ある
>             単身 ない
>     直し方  規則か検証を直す
>   △ 区分の逆転   表 利用  通所   段階が上がると使えなくなる人がいる
>     場所    規則.naze:49   本 §3
>     例      基準日 令和6年10月1日
>             利用者「甲」の区分 低
>             利用者「乙」の区分 中
>     直し方  表の行を見直す。原資料のとおりなら、認めたものとして残す
>   △ 決して成り立たない条件   条件 満点超  点数が20点超   決して成り立たない
>     場所    規則.naze:19   本 §1
>     直し方  条件の数や組合せを見直す
>   △ 使われない行   判定表 等級  2行目   この行に当たる人はいない
>     場所    規則.naze:27   本 §1
>     直し方  行を消すか、前の行の条件を見直す
>   ・ 読まれない項目   利用者の備考   どの判定も読まない
>     場所    規則.naze:11
>     直し方  項目を消すか、使う規則を書く
>   ・ 使われない定義   条件 満点超   どの規則も事例も使わない
>     場所    規則.naze:19   本 §1
>     直し方  消すか、問う事例を書く
>   ✓ いつも成り立つ条件 ✓ 検査の注意
> 確かめたこと 36件 · 指摘 9件 · 認めたもの 0件 · 決められなかったもの 0件（秒）
# The case that was written shows it. V3.5
$ naze why 等級 --case out/gap-1.json --rules verify/規則.naze
> 判定できない  等級（令和6年10月1日現在）
> 理由  表のすき間
>
> 決め手  この2つで決まる。ほかの項目がどうであっても変わらない。
>   ✗ 点数  0点   10点以上でない  高得点  規則.naze:13
>   ✓ 在宅  ある                  等級    規則.naze:24
> わけ  計算できない（表のすき間）
> 根拠  本 §1
> 規則の指紋  …
? 4
$ naze why 支給 --case out/conflict-1.json --rules verify/規則.naze
> 判定できない  支給（令和6年10月1日現在）
> 理由  ただし書の衝突
>
> 決め手  この2つで決まる。ほかの項目がどうであっても変わらない。
>   ✗ 在宅  ない  あるでない  等級  規則.naze:24
>   ✓ 単身  ある              支給  規則.naze:43
> わけ  計算できない（ただし書の衝突）
> 関わらない項目  点数
> 根拠  本 §2、本 §1
> 規則の指紋  …
? 4
# Only some kinds; a kind there is not. V4.3
$ naze verify verify/規則.naze --only row --only gap --lang en | sed 's/([0-9.]* s)/(s)/'
>   ✗ gap   判定表 等級   no row applies
>     at      規則.naze:22   本 §1
>     case    基準日 令和6年10月1日
>             点数 0点
>             在宅 ある
>     how     add a row, or end the table with それ以外
>   △ dead row   判定表 等級  2行目   nobody meets this row
>     at      規則.naze:27   本 §1
>     how     remove the row, or look at the rows before it
>   ✓ message of the checker
> looked at 8 · findings 2 · accepted 0 · not decided 0 (s)
$ naze verify verify/規則.naze --only holes
! naze: holes という種類はありません。あるのは gap、overlap、conflict、row、mark、never、always、level、property、claim、one-sided、period、record、unused、unread、source、overflow、check
? 3
# What was accepted is not new; what is accepted and no longer there is named. V4.2
$ naze verify verify/規則.naze --accepted ok.txt --accept 試しだから >/dev/null; cat ok.txt; echo 'gap 判定表 無い表	前に認めた' >>ok.txt; naze verify verify/規則.naze --accepted ok.txt | sed 's/（[0-9.]*秒）/（秒）/'
> conflict 規則 支給	試しだから
> gap 判定表 等級	試しだから
> overlap 判定表 組  1行目と2行目	試しだから
> property 検証  単身は支給される	試しだから
> level 表 利用  通所	試しだから
> never 条件 満点超  点数が20点超	試しだから
> row 判定表 等級  2行目	試しだから
> unread 利用者の備考	試しだから
> unused 条件 満点超	試しだから
>   ✓ いつも成り立つ条件 ✓ 検査の注意
>   認めたものの一覧にあるが、もう見つからない: gap 判定表 無い表
> 確かめたこと 36件 · 指摘 0件 · 認めたもの 9件 · 決められなかったもの 0件（秒）
# Messages of the checker are findings; rules with errors are not searched. V1.8
$ sed 's/20点を超える/20円を超える/' verify/規則.naze >broken.naze; naze verify broken.naze | sed 's/（[0-9.]*秒）/（秒）/'; naze verify broken.naze >/dev/null
>   ✗ 検査の注意   N0304   「円」という単位はありません
>     場所    broken.naze:19
>     直し方  「単位 円。」と宣言してください
>   
> 確かめたこと 1件 · 指摘 1件 · 認めたもの 0件 · 決められなかったもの 0件（秒）
? 4
# JSON, SARIF and HTML say the same. V4.1
$ naze verify verify/規則.naze --format json | jq -c '.findings[] | [.kind, .level, .line]'
> ["conflict","error",43]
> ["gap","error",22]
> ["overlap","error",35]
> ["property","error",55]
> ["level","warning",49]
> ["never","warning",19]
> ["row","warning",27]
> ["unread","note",11]
> ["unused","note",19]
$ naze verify verify/規則.naze --format sarif | jq -c '.version, .runs[0].tool.driver.name, (.runs[0].results[] | [.ruleId, .level, .locations[0].physicalLocation.artifactLocation.uri, .locations[0].physicalLocation.region.startLine])'
> "2.1.0"
> "naze verify"
> ["conflict","error","verify/%E8%A6%8F%E5%89%87.naze",43]
> ["gap","error","verify/%E8%A6%8F%E5%89%87.naze",22]
> ["overlap","error","verify/%E8%A6%8F%E5%89%87.naze",35]
> ["property","error","verify/%E8%A6%8F%E5%89%87.naze",55]
> ["level","warning","verify/%E8%A6%8F%E5%89%87.naze",49]
> ["never","warning","verify/%E8%A6%8F%E5%89%87.naze",19]
> ["row","warning","verify/%E8%A6%8F%E5%89%87.naze",27]
> ["unread","note","verify/%E8%A6%8F%E5%89%87.naze",11]
> ["unused","note","verify/%E8%A6%8F%E5%89%87.naze",19]
$ naze verify verify/規則.naze --format html -o page.html; grep -c '<h2' page.html; grep -o '<span class="mark">[^<]*</span>[^<]*' page.html | head -4
> 9
> <span class="mark">✗</span>すき間
> <span class="mark">✗</span>重なり
> <span class="mark">✗</span>矛盾
> <span class="mark">✗</span>使われない行
# Add-ons: one that nobody can claim, an exclusion of which the other side says nothing, a day without a variant. What cannot be proved is
# named, and no finding. V1.5 V1.6 V1.7 V3.2 V3.3 V3.4 V4.3
$ sed 's/要件 主任者が1人以上/要件 主任者が9人を超える/; s/要件 根拠記録がある/要件 根拠記録の件数が61件以上/' month/規則.naze >claims.naze; naze verify claims.naze --accepted seen.txt | sed 's/（[0-9.]*秒）/（秒）/'
>   △ 請求できない加算   加算 会議加算   誰にも請求できない
>     場所    claims.naze:65   手引 4
>     直し方  要件、上限、併給不可、単位数の期間を見直す
>   △ 決して成り立たない条件   加算 主任加算  主任者が9人超   決して成り立たない
>     場所    claims.naze:74   手引 5
>     直し方  条件の数や組合せを見直す
>   △ 片側だけの併給不可   加算 連携加算  会議加算   相手の側に併給不可がない
>     場所    claims.naze:58   手引 2
>     直し方  「相互」と書くか、相手の側にも書く。片側だけでよければ、認めたものとして残す
>   △ 施行日のすき間   加算 連携加算 の  要件  単位数 のはじめの版より前   この日の版がない
>     場所    claims.naze:46
>     直し方  版を足すか、呼ぶ側の期間をせばめる
>   △ 施行日のすき間   加算 連携加算 の  認められる単位数  単位数 のはじめの版より前   この日の版がない
>     場所    claims.naze:46
>     直し方  版を足すか、呼ぶ側の期間をせばめる
>   ・ 読まれない項目   利用者の氏名   どの判定も読まない
>     場所    claims.naze:11
>     直し方  項目を消すか、使う規則を書く
>   ・ 読まれない項目   事業所の地域単価   どの判定も読まない
>     場所    claims.naze:14
>     直し方  項目を消すか、使う規則を書く
>   ・ 読まれない項目   支援記録の利用者   どの判定も読まない
>     場所    claims.naze:22
>     直し方  項目を消すか、使う規則を書く
>   ✓ 使われない行 ✓ いつも成り立つ条件 ✓ 検査の注意
>   決められなかったもの 1件
>     ？ 決して成り立たない条件 加算 会議加算 の  要件  根拠記録の件数が61件以上  claims.naze:68（台帳ごとに 3行までの事例にはない）
> 確かめたこと 53件 · 指摘 8件 · 認めたもの 0件 · 決められなかったもの 1件（秒）
# The report does not hang on how the work is shared. V4.4
$ naze verify month/規則.naze --jobs 1 --format json >1.json; naze verify month/規則.naze --jobs 3 --format json >3.json; cmp 1.json 3.json && jq -c '[.kinds[].looked] | add > 20' 1.json
> true
# Where somebody must be able to, a 事例 shows that somebody is: no search is needed, whatever number of rows it takes. What it assumes (仮に)
# shows nothing. V3.6
$ naze verify verify/合計.naze | tail -3 | sed 's/（[0-9.]*秒）/（秒）/'
>     ？ 決して成り立たない条件 条件 合格  総点が45点以上  合計.naze:13（台帳ごとに 3行までの事例にはない）
>     ？ 決して成り立たない条件 規則 修了  合格  合計.naze:17（台帳ごとに 3行までの事例にはない）
> 確かめたこと 5件 · 指摘 0件 · 認めたもの 0件 · 決められなかったもの 2件（秒）
$ naze verify verify/合計.naze verify/合計の事例.naze | sed 's/（[0-9.]*秒）/（秒）/'
>   ✓ 決して成り立たない条件 ✓ いつも成り立つ条件 ✓ 検査の注意
> 確かめたこと 5件 · 指摘 0件 · 認めたもの 0件 · 決められなかったもの 0件（秒）
$ naze verify verify/合計.naze verify/仮の事例.naze >/dev/null
? 7
