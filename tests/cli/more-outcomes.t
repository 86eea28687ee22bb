# 要照会, 対象外, rules in conflict, 推定, 確認, 解釈: each has its look and its exit status.
$ naze why 送迎 --case 別宅者 --rules more
> 要照会
? 2
$ naze why 送迎 --case 入所者 --rules more
> 対象外
? 1
$ naze why 矛盾 --case 入所者 --rules more
> 判定できない
? 4
$ naze why 矛盾 --case 在宅者 --rules more
> 可
$ naze why 配食 --case 在宅者 --rules more
> 対象外
? 1
$ naze why 配食 --case 在宅者 --rules more --strict
> 不明
? 2
$ naze why 重度 --case 在宅者 --rules more
> 当たらない
$ naze why 重度 --case 在宅者 --rules more --reading 数え方=少ない方
> 当たる
$ naze why 重度 --case 在宅者 --rules more --reading 数え方=多い
? 3
$ naze why 手当 --case 在宅者 --rules more
> 500円
$ naze why 送迎 --case 別宅者 --rules more --lang en --all
> To be referred
? 2
$ naze why 矛盾 --case 入所者 --rules more --format html >p.html; sed -n 's/.*\(<h1.*\)/\1/p' p.html
> x
$ naze need 送迎=可 --case 入所者 --rules more --limit 1
? 7
$ naze need 送迎=可 --case 入所者 --rules more
> x
$ naze need 手当=可 --case 入所者 --rules more
> x
