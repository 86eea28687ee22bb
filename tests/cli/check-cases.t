# 事例 are checked with the rules: what they say of facts and of answers must fit; nothing is judged (T1.9).
$ sed -i 's/（居宅介護）は可/（居宅介護）は不可/' rules/事例.naze; naze check
> 3ファイル: 誤り 0件、注意 0件
$ sed -i '0,/行動関連項目/s//行動関連項日/; 0,/（居宅介護）は/s//（居宅介後）は/' rules/事例.naze; naze check
> rules/事例.naze:2:60: 誤り: 行動関連項日：台帳「利用者」に「行動関連項日」という項目はありません [N0505]
>   2 |   利用者 甲：生年月日は昭和60年7月1日、障害支援区分は区分4、麻痺肢数は2肢、歩行は「できる」、移乗は部分支援、行動関連項日は8点。
>     |                                                                                                              ^^^^^^^^^^^^
>     直し方: もしかして「行動関連項目」
>     なぜ: 読み飛ばすと、入れたつもりの事実が使われません。
> 3ファイル: 誤り 1件、注意 0件
? 4
$ naze check --format json | jq -r '.errors, .messages[].code'
> 1
> N0505
$ naze check --max 1 --lang en
> rules/事例.naze:2:60: error: 行動関連項日: ledger “利用者” has no field “行動関連項日” [N0505]
>   2 |   利用者 甲：生年月日は昭和60年7月1日、障害支援区分は区分4、麻痺肢数は2肢、歩行は「できる」、移乗は部分支援、行動関連項日は8点。
>     |                                                                                                              ^^^^^^^^^^^^
>     how: did you mean “行動関連項目”?
>     why: If it were skipped, a fact would silently go unused.
> 3 files: 1 errors, 0 warnings
? 4
