$ naze list 条件
> rules/区分.naze
>   15  条件  行動基準  圏域ガイド §9
>   17  条件  麻痺基準  圏域ガイド §9
$ naze list --format json 行動基準 | jq -r '.declarations[] | "\(.kind) \(.name) \(.line)"'
> 条件 行動基準 15
$ naze list そんなものはない
! naze: その種類や名前の宣言はありません
? 3
$ naze show そんなものはない
! naze: 「そんなものはない」という宣言はありません（naze list で確かめられます）
? 3
$ naze show そんなものはない --lang en
! naze: nothing is named そんなものはない (naze list shows the names)
? 3
