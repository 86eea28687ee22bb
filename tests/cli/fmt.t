# In place, as a filter, as a check, as a difference; a file with mistakes stays as it is.
$ naze fmt --check rules
! rules/事例.naze: 誤りがあるため、そのままにしました
! rules/利用可否.naze: 誤りがあるため、そのままにしました
! rules/区分.naze: 誤りがあるため、そのままにしました
? 4
$ sed -i 's/| 生活介護     |/| 生活介護 |/' rules/利用可否.naze; naze fmt --check rules
! rules/事例.naze: 誤りがあるため、そのままにしました
! rules/利用可否.naze: 誤りがあるため、そのままにしました
! rules/区分.naze: 誤りがあるため、そのままにしました
? 4
$ naze fmt --diff rules
! rules/事例.naze: 誤りがあるため、そのままにしました
! rules/利用可否.naze: 誤りがあるため、そのままにしました
! rules/区分.naze: 誤りがあるため、そのままにしました
? 4
$ naze fmt --stdout rules/利用可否.naze | grep 生活介護 | tail -n 1
> | 生活介護 | ×    | ×    | ■    | ○    | ○    | ○    | MTX-08 |
! rules/利用可否.naze: 誤りがあるため、そのままにしました
$ chmod 640 rules/利用可否.naze; ln -s rules/利用可否.naze link.naze; naze fmt link.naze; stat -c '%a %F' rules/利用可否.naze link.naze; naze fmt --check rules
> 640 regular file
> 777 symbolic link
! link.naze: 誤りがあるため、そのままにしました
! rules/事例.naze: 誤りがあるため、そのままにしました
! rules/利用可否.naze: 誤りがあるため、そのままにしました
! rules/区分.naze: 誤りがあるため、そのままにしました
? 4
$ ls -A rules
> 事例.naze
> 利用可否.naze
> 区分.naze
$ printf '条件 高齢：年齢が65歳以上。' | naze fmt
> 条件 高齢：年齢が65歳以上。
! 標準入力: 誤りがあるため、そのままにしました
? 4
$ printf '条件 ：：。\n' >bad.naze; naze fmt bad.naze 2>&1 | tail -n 1; cat bad.naze
> bad.naze: 誤りがあるため、そのままにしました
> 条件 ：：。
$ naze fmt bad.naze 2>/dev/null
? 4
$ chmod 440 rules/区分.naze; printf '\n\n\n' >>bad.naze; naze fmt nowhere.naze
! naze: nowhere.naze: 見つかりません
? 6
