# C1.6: born after the day of the question: no age is counted, the path is named.
$ naze why 年齢 --case A01.json --as-of 1985-06-30
! 誤り: 利用者[0].生年月日：生年月日（昭和60年7月1日）が、判定する日（昭和60年6月30日）より後です [N0542]
!     直し方: 年や元号の書き違いでないか確かめてください。正しければ、生まれた日からあとの基準日で尋ねます
!     なぜ: 年齢が0歳を下回り、「18歳未満」のような条件がそのまま当たってしまいます。
! 事実に誤りがあるため、判定していません。
? 5
$ naze why 年齢 --case A01.json --as-of 1985-06-30 --lang en
! error: 利用者[0].生年月日: the date of birth (昭和60年7月1日) is after the day of the question (昭和60年6月30日) [N0542]
!     how: check its year and era; if it is right, ask as of a day on or after it
!     why: The age would be below zero, and a condition such as “under 18” would simply hold.
! Nothing was decided, because the facts have errors.
? 5
$ naze why 年齢 --case A01.json --as-of 1985-07-01 | head -n 1
> 0歳  年齢（昭和60年7月1日現在）
$ naze need 重度訪問介護=可 --case A01 --as-of 1985-06-30
! 誤り: 生年月日（rules/事例.naze:2）：生年月日（昭和60年7月1日）が、判定する日（昭和60年6月30日）より後です [N0542]
!     直し方: 年や元号の書き違いでないか確かめてください。正しければ、生まれた日からあとの基準日で尋ねます
!     なぜ: 年齢が0歳を下回り、「18歳未満」のような条件がそのまま当たってしまいます。
! 事実に誤りがあるため、判定していません。
? 5
$ naze what-if 年齢 --case A01 生年月日=2030-01-01 / 生年月日=2010-01-01
>   もしも               結果          変わった判定
>   （今のまま）         39歳          —
>   生年月日=2030-01-01  読めない変更
>   生年月日=2010-01-01  39歳 → 14歳  —
? 5
$ printf '%s\n' '事例「後に生まれた人」 令和6年10月1日' '  利用者 丁：生年月日は令和7年1月1日。' '  年齢は0歳。' >rules/b.naze; naze test
> ✗ 後に生まれた人  b.naze:1
> 誤り: 生年月日（rules/b.naze:2）：生年月日（令和7年1月1日）が、判定する日（令和6年10月1日）より後です [N0542]
>     直し方: 年や元号の書き違いでないか確かめてください。正しければ、生まれた日からあとの基準日で尋ねます
>     なぜ: 年齢が0歳を下回り、「18歳未満」のような条件がそのまま当たってしまいます。
> 3 passed, 1 failed
? 1
$ sed -i 's/令和6年10月1日$/令和7年1月1日/' rules/b.naze; naze test
> 4 passed, 0 failed
# C8.1: a question that cannot be read, for an empty case: why, and the nearest name.
$ naze case 重度訪門介護
! 誤り: 「重度訪門介護」という表・規則・条件・定義はありません [N0601]
!   1 | 重度訪門介護
!     | ^^^^^^^^^^^^ もしかして「重度訪問介護」
? 3
$ naze case 重度訪門介護 --lang en
! error: there is no table, rule, condition or definition “重度訪門介護” [N0601]
!   1 | 重度訪門介護
!     | ^^^^^^^^^^^^ did you mean “重度訪問介護”?
? 3
$ naze case '利用可否（'
! 誤り: 文が途中で終わっています [N0152]
!   1 | 利用可否（
!     |           ^ 続けて書けるのは 名前や値 です
? 3
$ naze case 天気
! 誤り: 「天気」という表・規則・条件・定義はありません [N0601]
!   1 | 天気
!     | ^^^^ 尋ねられるものは naze list で見られます
? 3
