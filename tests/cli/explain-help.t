$ naze help exit
> 終了状態（答えがいくつもあるときは、いちばん注意の要るもの）
>   0    可、値、またはすべてよし
>   1    不可、一部可、対象外、または直すものがある
>   2    不明または要照会
>   3    使い方の誤り
>   4    規則ファイルの誤り（規則どうしの矛盾やすき間も）
>   5    事実の誤り（誤りのない案は判定した）
>   6    入力か出力の失敗
>   7    上限に達して決まらない
>   130  中止（Ctrl-C）
$ naze help need --lang en | head -n 3
> Usage: naze need QUESTION=OUTCOME [options]
>
> Lists every smallest change that gives the wanted outcome; while it is unknown, what to find out next.
$ naze need --help >a; naze help need | cmp - a
$ naze help ned
! naze: ned という動詞はありません。もしかして need
? 3
$ naze explain N9999
! naze: N9999 という番号の誤りはありません（naze explain で一覧）
? 3
$ naze explain --format json | jq -r 'length > 60, (map(.code) | length == (unique | length))'
> true
> true
$ LANG=en_GB.UTF-8 LC_ALL= naze help exit | head -n 1
> Exit status (of several answers, the one that needs most attention)
$ naze explain n302
> N0302  UNKNOWN_NAME
> 何が  「…」という名前はありません
> なぜ  項目、条件、定義、選択肢のどれにも見つかりません。
> どう  もしかして「…」
> 例
>     条件 行動基準：行動関連項日が
> 直すと
>     条件 行動基準：行動関連項目が
$ naze explain UNKNOWN_NAME --lang en | head -n 2
> N0302  UNKNOWN_NAME
> What  there is no name “…”
$ naze explain --format json N0302 | jq -r '.code, .example'
> N0302
> 条件 行動基準：行動関連項日が
