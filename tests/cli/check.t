# Mistakes with their place and a remedy; exit status 4.
$ naze check
> 3ファイル: 誤り 0件、注意 0件
$ sed -i 's/行動関連項目が10/行動関連項日が10/' rules/区分.naze; naze check
> rules/区分.naze:15:9: 誤り: 「行動関連項日」という名前はありません [N0302]
>   15 | 条件 行動基準：行動関連項日が10点以上。
>      |                ^^^^^^^^^^^^ もしかして「行動関連項目」
>   13 |   行動関連項目：0点から24点まで。
>      |   ------------
>      なぜ: 項目、条件、定義、選択肢のどれにも見つかりません。
> 3ファイル: 誤り 1件、注意 0件
? 4
$ naze check --format json | jq -r '.errors, .messages[0].severity, .messages[0].line, .messages[0].fix.text'
> 1
> error
> 15
> 行動関連項目
$ naze why 居宅介護 --case A01 2>&1 | tail -n 1
> 規則に誤りがあるため、判定していません。
$ naze why 居宅介護 --case A01 >/dev/null 2>&1
? 4
