# A month judged claim by claim, the right set, records that are missing and what was not claimed. M1.1 M2.1 M3.1 M3.2 M3.3 M3.4 M3.5 M3.6 M1.8
$ naze month month/2024-10 --rules month/規則.naze
> 利用者 0000000001  可 2件 1,972単位 · 不可 2件 · 不明 0件 · 20,903円
>   1  10/03  連携加算（訪問）      可    300    S1
>   2  10/14  連携加算（会議参加）  不可  －     記録（会議参加） 時と内容（終了時刻が空欄（S2））
>   3  10/17  サービス利用支援費    可    1,672  S1 ＋主任加算 100
>   4  10/18  サービス利用支援費    不可  －     上限 月1回（請求3で使った）
>   正しくて最も多い請求  1、3  1,972単位
> 利用者 0000000002  可 0件 0～300単位 · 不可 0件 · 不明 2件 · 0～3,180円
>   6  10/05  連携加算（情報提供）  不明  0～150  根拠記録のうち方法が文書であるものがある ほか1 ※提供日が支給決定の期間の外にある
>   5  10/21  連携加算（情報提供）  不明  0～150  上限 種類ごとに月1回（請求6が分からない）
>   正しくて最も多い請求  5  150単位。不明がどれも可なら  6、5  300単位
>
> 事業所 2400000001  可 2件 1,972～2,272単位 · 不可 2件 · 不明 2件 · 20,903～24,083円
> ほかに 支払済・返戻・取下げ 1件（事実として数え、判定していない）
>
> 足りない記録
>   2  連携加算（会議参加）  終了時刻が空欄（S2）
>   6  連携加算（情報提供）  根拠記録がない
>
> まだ請求していないもの
>   0000000001  10/03  同行加算  300  S1
>   0000000001  10/14  会議加算  100  S2
>   0000000002  10/21  会議加算  100  S3
>
> 読み込みと点検  誤り 2件、注意 0件
>   誤り  利用者.csv:4  利用者0000000003: 支給決定がない
>   誤り  請求.csv:7  請求6: 提供日が支給決定の期間の外にある
? 5
# The same month as JSON and as SQLite gives the same, byte for byte; only where findings stand differs. M1.1 M1.3
$ naze month month/2024-10 --rules month/規則.naze --format json | jq 'del(.findings)' >csv.json; naze month month/2024-10.json --rules month/規則.naze --format json | jq 'del(.findings)' | cmp - csv.json
# The order of lines and of files changes nothing. M1.4
$ mkdir other; for f in month/2024-10/*.csv; do n=$(basename $f); head -n 1 $f >other/$n; tail -n +2 $f | sort -r >>other/$n; done; naze month other --rules month/規則.naze --format json | jq 'del(.findings)' | cmp - csv.json
# CP932 with CRLF, too. M1.2
$ mkdir cp; for f in month/2024-10/*.csv; do sed 's/^\xef\xbb\xbf//; s/$/\r/' $f | iconv -f UTF-8 -t CP932 >cp/$(basename $f); done; naze month cp --rules month/規則.naze --format json | jq 'del(.findings)' | cmp - csv.json
# What spreadsheets do is taken in, with a note. M1.5
$ mkdir sheet; cp month/2024-10/*.csv sheet; sed -i 's/2024-10-0/2024\/10\//; s/2024-10-/2024\/10\//; s/提供日/サービス提供日/' sheet/請求.csv; sed -i 's/^\(S., *\)0*/\1/; s/11:00/11:00:00/' sheet/支援記録.csv; printf ',,,,,,\n,,,,,,\n' >>sheet/支援記録.csv; sed -i 's/1$/１/' sheet/事業所.csv; naze month sheet --rules month/規則.naze --format json | jq 'del(.findings)' | cmp - csv.json; naze month sheet --rules month/規則.naze | sed -n '/^読み込み/,$p'
> 読み込みと点検  誤り 2件、注意 6件
>   誤り  利用者.csv:4  利用者0000000003: 支給決定がない
>   誤り  請求.csv:7  請求6: 提供日が支給決定の期間の外にある
>   注意  事業所.csv:2  主任者: 全角の英数字を半角として読みました（1か所）
>   注意  支援記録.csv:2  利用者: 先頭の0が落ちた番号を、相手の番号に合わせました（4か所）
>   注意  支援記録.csv:2  終了時刻: 時刻の形を読み替えました（2か所）
>   注意  支援記録.csv:6  空の行 2行を読み飛ばしました
>   注意  請求.csv:1  「サービス提供日」を「提供日」として読みました
>   注意  請求.csv:2  サービス提供日: 日付の形を読み替えました（7か所）
# Each mistake is a finding with its file and line, and the rest is judged. M1.6
$ mkdir bad; cp month/2024-10/*.csv bad; printf '1,0000000001,2400000001,2024-10-03,連携加算,訪問,,S1,今回請求\n8,0000000009,2400000001,2024-10-41,連携加算,訪問,,S1,今回請求\n' >>bad/請求.csv; printf '2,0000000001,2400000001,2024-10-15,連携加算,会議参加,,S2,今回請求\n' >>bad/請求.csv; sed -i '1s/$/,備考/; 3s/$/,\xff\xfe/' bad/支援記録.csv; printf 'x\n1\n' >bad/知らない台帳.csv; naze month bad --rules month/規則.naze
> 利用者 0000000001  可 1件 1,672単位以上 · 不可 1件 · 不明 2件 · 17,723円以上
>   1  10/03  連携加算（訪問）      不明  0～300  上限 種類ごとに月1回（請求8が分からない）
>   3  10/17  サービス利用支援費    可    1,672   S1 ＋主任加算 100
>   4  10/18  サービス利用支援費    不可  －      上限 月1回（請求3で使った）
>   2  ？     連携加算（会議参加）  不明  0以上   請求「2」の提供日がわからない
>   正しくて最も多い請求  3  1,672単位。不明がどれも可なら  1、3  1,972単位
>   正しくて最も多い請求  なし  0単位。不明がどれも可なら  2  0単位
> 利用者 0000000002  可 0件 0～300単位 · 不可 0件 · 不明 2件 · 0～3,180円
>   6  10/05  連携加算（情報提供）  不明  0～150  根拠記録のうち方法が文書であるものがある ほか1 ※提供日が支給決定の期間の外にある
>   5  10/21  連携加算（情報提供）  不明  0～150  上限 種類ごとに月1回（請求6が分からない）
>   正しくて最も多い請求  5  150単位。不明がどれも可なら  6、5  300単位
> 利用者 ？  可 0件 0単位以上 · 不可 0件 · 不明 1件 · 0円以上
>   8  ？  連携加算（訪問）  不明  0以上  請求「8」の提供日がわからない
>   正しくて最も多い請求  なし  0単位。不明がどれも可なら  8  0単位
>
> 事業所 2400000001  可 1件 1,672単位以上 · 不可 1件 · 不明 5件 · 17,723円以上
> ほかに 支払済・返戻・取下げ 1件（事実として数え、判定していない）
>
> 足りない記録
>   6  連携加算（情報提供）  根拠記録がない
>
> まだ請求していないもの
>   0000000001  10/03  同行加算  300  S1
>   0000000001  10/03  会議加算  100  S1
>   0000000002  10/21  会議加算  100  S3
>
> 読み込みと点検  誤り 9件、注意 0件
>   誤り  利用者.csv:4  利用者0000000003: 支給決定がない
>   誤り  支援記録.csv:1  「備考」という欄は、台帳「支援記録」にありません。読み飛ばしました
>   誤り  支援記録.csv:3  文字として読めないバイトがあります（UTF-8 でも CP932 でもない）
>   誤り  知らない台帳.csv  「知らない台帳」という台帳はありません。読み飛ばしました
>   誤り  請求.csv:7  請求6: 提供日が支給決定の期間の外にある
>   誤り  請求.csv:9  「1」の行が二度あります（同じ内容は2行目）。一度だけ数えました
>   誤り  請求.csv:10  請求「8」の利用者：台帳「利用者」に「0000000009」の行がありません
>   誤り  請求.csv:10  請求「8」の提供日：「2024-10-41」という日はありません
>   誤り  請求.csv:11  「2」の行が、違う内容で二度あります（もう一つは3行目）。食い違う欄は示されていないものとしました
? 5
# A column that is missing is not given; an empty cell is 空欄 where the field may be blank. M1.7
$ mkdir part; cp month/2024-10/*.csv part; cut -d, -f1-7,9 month/2024-10/請求.csv >part/請求.csv; naze month part --rules month/規則.naze | sed -n 1,5p
> 利用者 0000000001  可 1件 1,672～2,272単位 · 不可 1件 · 不明 2件 · 17,723～24,083円
>   1  10/03  連携加算（訪問）      不明  0～300  根拠記録のうち方法が面接であるものがある ほか1
>   2  10/14  連携加算（会議参加）  不明  0～300  根拠記録のうち方法が会議であるものがある ほか1
>   3  10/17  サービス利用支援費    可    1,672   ＋主任加算 100
>   4  10/18  サービス利用支援費    不可  －      上限 月1回（請求3で使った）
# Names and numbers are hidden in every form. M4.1
$ for f in text json csv html; do naze month month/2024-10 --rules month/規則.naze --mask --format $f | grep -c -e 0000000001 -e 2400000001 -e 試験 -e S1; done; naze month month/2024-10 --rules month/規則.naze --mask | head -n 3
> 0
> 0
> 0
> 0
> 利用者 利用者1  可 2件 1,972単位 · 不可 2件 · 不明 0件 · 20,903円
>   1  10/03  連携加算（訪問）      可    300    支援記録1
>   2  10/14  連携加算（会議参加）  不可  －     記録（会議参加） 時と内容（終了時刻が空欄（支援記録2））
# CSV for a spreadsheet. M4.2
$ naze month month/2024-10 --rules month/規則.naze --format csv | sed 's/^\xef\xbb\xbf/BOM /; s/\r$/ CRLF/' | head -n 4
> BOM 事業所,利用者,番号,提供日,請求したもの,結果,単位,多くて,正しい請求,理由,付加,根拠記録,点検 CRLF
> 2400000001,"=""0000000001""",1,2024-10-03,連携加算（訪問）,可,300,300,○,S1,,S1, CRLF
> 2400000001,"=""0000000001""",2,2024-10-14,連携加算（会議参加）,不可,0,0,,記録（会議参加） 時と内容（終了時刻が空欄（S2））,,S2, CRLF
> 2400000001,"=""0000000001""",3,2024-10-17,サービス利用支援費,可,1672,1672,○,S1,主任加算 100,S1, CRLF
# Outcomes and totals alone. M3.7
$ naze month month/2024-10 --rules month/規則.naze --judge-only | grep -c "正しくて\|まだ"; naze month month/2024-10 --rules month/規則.naze --judge-only --format json | jq "has(\"right\"), has(\"unclaimed\")"
> 0
> false
> false
# HTML and English. M4.2
$ naze month month/2024-10 --rules month/規則.naze --format html | grep -c '<tr>'; naze month month/2024-10 --rules month/規則.naze --lang en | head -n 3
> 15
> User 0000000001  allowed 2, 1,972 units · denied 2 · unknown 0 · 20,903 yen
>   1  10/03  連携加算（訪問）      Allowed  300    S1
>   2  10/14  連携加算（会議参加）  Denied   －     記録（会議参加） 時と内容（終了時刻が空欄（S2））
# Into a file, replaced in one step. M4.3
$ echo old >out.json; naze month month/2024-10 --rules month/規則.naze --format json -o out.json; jq -r .months[0] out.json; ls | grep -c naze-
> 2024-10
> 0
? 1
$ naze month month/2024-10 --rules month/規則.naze -o nowhere/x
! naze: nowhere/x: 見つかりません
? 6
# Months asked; past months are facts. M2.2
$ naze month month/2024-10 --rules month/規則.naze --month 2024-09 | tail -n 3; naze month month/2024-10 --rules month/規則.naze --month 10月
>
> 読み込みと点検  誤り 1件、注意 0件
>   誤り  利用者.csv:4  利用者0000000003: 支給決定がない
! naze: --month 10月: 月として読めません（2024-10、R6.10）
? 3
$ naze month month/2024-10 --rules month/規則.naze --month R6.10 --complete 支給決定=2020-01..2030-12 | sed -n 1p; naze month month/2024-10 --rules month/規則.naze --complete 支給=1
> 利用者 0000000001  可 2件 1,972単位 · 不可 2件 · 不明 0件 · 20,903円
! naze: --complete 支給=1: 使えない値です（台帳=2024-04..2024-09）
? 3
# Usage.
$ naze month
! naze: 引数が足りません（DIR|FILE）
! 使い方は naze help month
? 3
$ naze month nowhere --rules month/規則.naze
! naze: nowhere: 見つかりません
? 6
$ naze month month/2024-10 --rules rules
! naze: 規則に請求の台帳（（費目）の項目をもつ台帳）がありません
? 3
# A claim asked by itself, and among all with the rows found by key, has the same answer. M2.3
$ jq '."完結" += [{"台帳": "請求"}, {"台帳": "支援記録"}] | ."基準日" = "2024-10-31"' month/2024-10.json >one.json; for n in 1 2 3 4 5 6; do naze why "請求（$n）" --case one.json --rules month/規則.naze --format json | jq -r '.results[0] | .outcome, (.clauses[] | .state, .clause, .detail)'; done >one; naze month month/2024-10.json --rules month/規則.naze --format json | jq -r '.claims | sort_by(.number)[] | .outcome, (.clauses[] | .state, .clause, .detail)' | sed 's/^yes$/holds/; s/^no$/fails/' | cmp - one
# The right set of a user does not hang on who was looked at before, nor does what is said of an office. S8.15
$ mkdir alone; cp month/席/*.csv alone; sed -i '/^1,0000000001/d' alone/請求.csv; for d in month/席 alone; do naze month $d --rules month/席.naze --month 2024-10 | grep 正しく; done
>   正しくて最も多い請求  なし  0単位
>   正しくて最も多い請求  2  100単位
>   正しくて最も多い請求  2  100単位
# A part of an 加算 can be asked for by itself, and its proof holds. C6.2
$ jq '."完結" += [{"台帳": "請求"}, {"台帳": "支援記録"}] | ."基準日" = "2024-10-31"' month/2024-10.json >part.json; naze why '請求（1）の連携加算の単位数' --case part.json --rules month/規則.naze | head -n 1; naze why '請求（1）の連携加算の単位数' --case part.json --rules month/規則.naze --format json | jq '.results[0].proof' >part.proof; naze check-proof part.proof --case part.json --rules month/規則.naze | sed 's/（.*//'; naze why '請求（1）の連携加算の名前' --case part.json --rules month/規則.naze
> 300単位  請求（「1」）の連携加算の単位数（令和6年10月31日現在、規則 令和6年4月版）
> ✓ 証明は規則と事実から成り立つ
! 誤り: 「連携加算」に「名前」という列はありません [N0610]
!   1 | 請求（1）の連携加算の名前
!     | ^^^^^^^^^^^^^^^^^^^^^^^^^ 「の」の後には結果の列の名前を書きます
? 3
