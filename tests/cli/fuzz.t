# A 検証 that breaks: found, shrunk to the facts that are needed, kept, and replayed. F1.1 F1.2 F1.4 F1.5
$ naze fuzz fuzz --only property --seed 3 --time 1 | grep -v '事例'; cat naze-fuzz/*.json
>   ✗ 検証の破れ   検証 高得点なら支給   破れる人がいる
>     場所    規則.naze:16
>     例      基準日 令和6年10月14日
>             点数 13点
>             在宅 ない
>     再現    naze fuzz --replay --keep naze-fuzz --rules fuzz
>     直し方  規則か検証を直す
> {
>   "説明": "naze fuzz property: 検証 高得点なら支給",
>   "基準日": "2024-10-14",
>   "利用者": {
>     "氏名": "甲",
>     "点数": 13,
>     "在宅": false
>   }
> }
$ naze fuzz fuzz --replay --lang en | grep -v seed
>   ✗ property broken   検証 高得点なら支給   somebody breaks it
>     at      規則.naze:16
>     case    基準日 令和6年10月14日
>             点数 13点
>             在宅 ない
>     replay  naze fuzz --replay --keep naze-fuzz --rules fuzz
>     how     mend the rules or the 検証
>   cases kept 1, of these still so 1
# Mended, the case that was kept shows nothing any more; what it is no case of is named. F1.5
$ sed -i 's/かつ点数が13点以上/かつ点数が9点以下/' fuzz/規則.naze; naze fuzz fuzz --replay | grep -v 種
>   残してある事例 1件、うち今も起こるもの 0件
$ echo '{"説明": "naze fuzz property: 検証 何か", "利用者": {"氏名": "甲"}}' >naze-fuzz/property-0.json; naze fuzz fuzz --replay | grep -v 種
>   残してある事例 2件、うち今も起こるもの 0件
>   今の規則に合わない事例: naze-fuzz/property-0.json
# One seed, one case; kinds, 検証 and declarations choose. F1.3 F1.6
$ naze fuzz fuzz --only 高得点 --seed 4 --time 1 --keep other >/dev/null; ls other 2>/dev/null
? 2
$ naze fuzz fuzz --only 何か
! naze: 何か という種類も検証も判定もありません。種類は property、knowledge、order、proof、evaluators
? 3
$ naze fuzz fuzz --accepted ok.txt --accept 試し --seed 3 --time 1 --only property --keep more >/dev/null; naze fuzz fuzz --seed 3 --time 1 --format json | jq -c '[.findings[].kind]'
> []
