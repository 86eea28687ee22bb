# In place, as a filter, as a check, as a difference; a file with mistakes stays as it is.
$ naze fmt --check rules
$ sed -i 's/| 生活介護     |/| 生活介護 |/' rules/利用可否.naze; naze fmt --check rules
> rules/利用可否.naze
? 1
$ naze fmt --diff rules
> --- rules/利用可否.naze
> +++ rules/利用可否.naze
> @@ -7,7 +7,7 @@
>  | 居宅介護     | ○    | ○    | ○    | ○    | ○    | ○    | MTX-01 |
>  | 重度訪問介護 | ×    | ×    | ×    | ★    | ★    | ★    | MTX-02 |
>  | 行動援護     | ×    | ×    | ◇    | ◇    | ◇    | ◇    | MTX-04 |
> -| 生活介護 | ×    | ×    | ■    | ○    | ○    | ○    | MTX-08 |
> +| 生活介護     | ×    | ×    | ■    | ○    | ○    | ○    | MTX-08 |
>    凡例
>    ○ 可。
>    × 不可『障害支援区分が足りない』。
$ naze fmt --stdout rules/利用可否.naze | grep 生活介護 | tail -n 1
> | 生活介護     | ×    | ×    | ■    | ○    | ○    | ○    | MTX-08 |
$ chmod 640 rules/利用可否.naze; ln -s rules/利用可否.naze link.naze; naze fmt link.naze; stat -c '%a %F' rules/利用可否.naze link.naze; naze fmt --check rules
> 640 regular file
> 777 symbolic link
$ ls -A rules
> 事例.naze
> 利用可否.naze
> 区分.naze
$ printf '条件 高齢：年齢が65歳以上。' | naze fmt
> 条件 高齢：年齢が65歳以上。
$ printf '条件 ：：。\n' >bad.naze; naze fmt bad.naze 2>&1 | tail -n 1; cat bad.naze
> bad.naze: 誤りがあるため、そのままにしました
> 条件 ：：。
$ naze fmt bad.naze 2>/dev/null
? 4
$ chmod 440 rules/区分.naze; printf '\n\n\n' >>bad.naze; naze fmt nowhere.naze
! naze: nowhere.naze: 見つかりません
? 6
