# One answer in three forms; the JSON holds the whole proof, the HTML needs nothing else.
$ naze why 重度訪問介護 --case A01 --format json | jq -c '.results[0] | [.outcome, .date, .mark, .decisive.exact, [.decisive.facts[] | [.fact, .actual, .need, .distance, .state]], (.proof.steps | length > 10)]'
> ["deny","2024-10-01","★",true,[["歩行","「できる」","「できる」以外",null,"no"],["行動関連項目","8点","10点以上","あと2点","no"]],true]
$ naze why 重度訪問介護 --case A01 --format json | jq -c '[.question, (.fingerprint | length), (.results | length), .case["基準日"]]'
> ["重度訪問介護",64,1,"2024-10-01"]
$ naze why 利用可否 --case A01 --format json | jq -c '[.results[] | [.short, .outcome]]'
> [["居宅介護","allow"],["重度訪問介護","deny"],["行動援護","deny"],["生活介護","allow"]]
$ naze why 重度訪問介護 --case A01 --format json >/dev/null
? 1
$ naze why 重度訪問介護 --case A01 --format html >p.html; grep -c '<script\|<link\|http' p.html
> 0
? 1
$ grep -o '<html lang="[a-z]*">\|<h1.*' p.html | head -n 2
> <html lang="ja">
> <h1 class="deny">不可 <span class="title">利用可否（重度訪問介護）</span></h1>
$ sed -n '/<ul class="tree">/,/^<h2>/p' p.html | sed 's/<[^>]*>/ /g; s/  */ /g' | grep '[^ ]'
>  ✗ 区分4 × 重度訪問介護 は ★ 圏域ガイド §9、MTX-02 利用可否.naze:8 
>  ・ 障害支援区分 区分4 利用可否.naze:3 
>  ✗ ★ 次のいずれか 利用可否.naze:14 
>  ✗ 麻痺基準 次のすべて 圏域ガイド §9 区分.naze:17 
>  ✓ 麻痺肢数 2肢 2肢以上 区分.naze:18 
>  ✗ 歩行 「できる」 「できる」以外 区分.naze:19 
>  ✓ 移乗 部分支援 「できる」以外 区分.naze:20 
>  ✗ 行動基準 行動関連項目 8点 10点以上 あと2点 圏域ガイド §9 区分.naze:15 
>  関わらない項目 
$ naze what-if 居宅介護 --case A01 歩行=部分支援 --format json | jq -c '.alternatives[0]'
> {"change":"歩行=部分支援","judged":true,"outcome":"allow","結果":"可","mark":"○","differs":false,"otherRows":[{"row":"重度訪問介護","was":"不可","is":"可"}]}
$ naze show 行動基準 --format json | jq -r .text
> # rules/区分.naze:15
> 条件 行動基準：行動関連項目が10点以上。
>   根拠 圏域ガイド §9。
>
$ naze case 行動援護 >empty.json; jq -c . empty.json; naze why 行動援護 --case empty.json --as-of 2024-10-01 | head -n 1
> {"基準日":"？","利用者":{"障害支援区分":"？","行動関連項目":"？","選べる値":{"障害支援区分":["区分1","区分2","区分3","区分4","区分5","区分6"],"行動関連項目":"0点から24点まで"}}}
> 不明  行動援護（令和6年10月1日現在、規則 令和3年4月版）
