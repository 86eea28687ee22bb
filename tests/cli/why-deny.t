# The verdict first, what decided it, and how far it is from a yes.
$ naze why 重度訪問介護 --case A01
> 不可  重度訪問介護（令和6年10月1日現在、規則 令和3年4月版）
>
> 決め手  この2つで決まる。ほかの項目がどうであっても変わらない。
>   ✗ 歩行          「できる」  「できる」以外が必要    麻痺基準  区分.naze:19
>   ✗ 行動関連項目  8点         10点以上が必要 あと2点  行動基準  区分.naze:15
> 印  区分4 × 重度訪問介護 は ★  圏域ガイド §9、MTX-02
> 関わらない項目  生年月日、障害支援区分、麻痺肢数、移乗
> 規則の指紋  …
? 1

# The same from a JSON file, and in English.
$ naze why 重度訪問介護 --case A01.json | head -n 1
> 不可  重度訪問介護（令和6年10月1日現在、規則 令和3年4月版）
$ naze why 重度訪問介護 --case A01.json --lang en | head -n 1
> Denied  重度訪問介護 (as of 2024-10-01, rules of 2021-04-01)
