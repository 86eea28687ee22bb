# The claims that are 可 as a file for the 国保連: control, data, end; what comes with a claim is a line of its own. M5.1 M5.2 M5.3
$ naze month month/2024-10 --rules month/規則.naze --rules national/コード.naze --format kokuho >K.CSV; iconv -f CP932 -t UTF-8 K.CSV | sed 's/\r$/ CRLF/'
> 1,1,0,3,J31,0,2400000001,0,1,202411, CRLF
> 2,2,J312,01,202410,242021,2400000001,0000000001,,20241003,529002,300,1,300,10600,3180,"架空・連携（訪問）" CRLF
> 2,3,J312,01,202410,242021,2400000001,0000000001,,20241017,529001,1572,1,1572,10600,16663,"架空・計画" CRLF
> 2,4,J312,01,202410,242021,2400000001,0000000001,,20241017,529006,100,1,100,10600,1060,"架空・主任" CRLF
> 3,5 CRLF
! 誤り  利用者.csv:4  利用者0000000003: 支給決定がない
! 誤り  請求.csv:7  請求6: 提供日が支給決定の期間の外にある
! 注意  請求 6件のうち 4件は、可でないか上のとおりの訳で、書いていません
# Its lines add up to what the report says, in units and in yen. M5.3
$ naze month month/2024-10 --rules month/規則.naze --rules national/コード.naze --format json | jq -c '[.total.units.least, .total.yen.least]'; iconv -f CP932 -t UTF-8 K.CSV | awk -F, '$1 == 2 { u += $14; y += $16 } END { print u, y }'
> [1972,20903]
> 1972 20903
# Read back, each line is a claim again, in a file of any name; what comes from the office is counted anew. M5.4
$ mkdir back; cp month/2024-10/*.csv K.CSV back; rm back/請求.csv; naze month back --rules month/規則.naze --rules national/コード.naze
> 利用者 0000000001  可 1件 1,672～1,972単位 · 不可 0件 · 不明 1件 · 17,723～20,903円
>   241100002  10/03  連携加算（訪問）    不明  0～300  根拠記録のうち方法が面接であるものがある ほか1
>   241100003  10/17  サービス利用支援費  可    1,672   ＋主任加算 100
>   正しくて最も多い請求  241100003  1,672単位。不明がどれも可なら  241100002、241100003  1,972単位
>
> 事業所 2400000001  可 1件 1,672～1,972単位 · 不可 0件 · 不明 1件 · 17,723～20,903円
>
> 足りない記録
>   241100002  連携加算（訪問）  根拠記録がない
>
> まだ請求していないもの
>   0000000001  10/03  同行加算              300  S1
>   0000000001  10/03  会議加算              100  S1
>   0000000002  10/21  連携加算（情報提供）  150  S3
>   0000000002  10/21  会議加算              100  S3
>
> 読み込みと点検  誤り 1件、注意 2件
>   誤り  利用者.csv:4  利用者0000000003: 支給決定がない
>   注意  K.CSV  CP932（Shift_JIS）として読みました
>   注意  K.CSV:4  事業所の加算の明細 1件は、規則から数え直します
? 5
# Each way for such a file to be wrong is a finding with its line; what can be understood is judged. M5.4
$ printf 'rm -rf t; mkdir t; cp back/*.csv t; cat >t/X.CSV; naze month t --rules month/規則.naze --rules national/コード.naze | grep X.CSV:\n' >try; sed -e 's/^1,1,0,3/1,1,0,7/; s/529002/529999/; s/^3,5/3,9/' K.CSV | sh try
>   誤り  X.CSV:1  コントロールレコードのデータ件数が違います（7、正しくは3）
>   誤り  X.CSV:2  国保連コードの表にないサービスコードです: 529999
>   誤り  X.CSV:5  連番が続いていません（9、正しくは5）
>   注意  X.CSV:4  事業所の加算の明細 1件は、規則から数え直します
$ sed -e '2s/,242021,/,242022,/; 2s/,1,300,/,2,300,/; 3s/,20241017,/,20241117,/; 4s/529006/52900a/' K.CSV | sh try
>   誤り  X.CSV:2  市町村番号の検査数字が合いません: 242022
>   誤り  X.CSV:2  単位数×回数がサービス単位数と合いません（300、正しくは600）
>   誤り  X.CSV:3  モニタリング日がサービス提供年月にありません: 20241117
>   誤り  X.CSV:4  欄の形が違います: サービスコード「52900a」
$ sed -e '2s/,2400000001,/,2400000002,/; 3s/,1572,1,/,01572,1,/; 4s/,100,1,/,,1,/' K.CSV | sh try
>   誤り  X.CSV:2  事業所番号がコントロールレコードと違います: 2400000002
>   誤り  X.CSV:2  事業所：台帳「事業所」に「2400000002」の行がありません
>   誤り  X.CSV:3  欄の形が違います: 単位数「01572」
>   誤り  X.CSV:4  欄の形が違います: 単位数「」
$ sed -e '2s/^2,2,/2,2,9,/; 4s/^2,/4,/; 5d' K.CSV | sh try
>   誤り  X.CSV:1  エンドレコードがありません
>   誤り  X.CSV:1  コントロールレコードのデータ件数が違います（3、正しくは2）
>   誤り  X.CSV:2  欄の数が違います（18、正しくは17）
>   誤り  X.CSV:4  レコード種別は 1、2、3 のどれかです: 4
$ sed -e '1s/,202411,/,2024AB,/; 1s/^1,1,/1,4,/' K.CSV | sh try
>   誤り  X.CSV:1  欄の形が違います: 処理対象年月「2024AB」
>   誤り  X.CSV:1  連番が続いていません（4、正しくは1）
>   誤り  X.CSV:2  連番が続いていません（2、正しくは5）
>   注意  X.CSV:4  事業所の加算の明細 1件は、規則から数え直します
$ { sed -n '1p;5p' K.CSV; sed -n '2p;5p' K.CSV; } | sh try
>   誤り  X.CSV:1  コントロールレコードのデータ件数が違います（3、正しくは0）
>   誤り  X.CSV:2  連番が続いていません（5、正しくは2）
>   誤り  X.CSV:3  コントロールレコードとエンドレコードの間にありません
>   誤り  X.CSV:4  コントロールレコードのないエンドレコードです
$ { sed '5d' K.CSV; cat K.CSV; } | sh try
>   誤り  X.CSV:1  エンドレコードがありません
>   誤り  X.CSV:5  同じ事業所の同じ処理対象年月のファイルがもう一つあります。こちらは数えません: 202411
>   注意  X.CSV:4  事業所の加算の明細 1件は、規則から数え直します
$ { head -c 95 K.CSV; printf '\201\001"\r\n3,3\r\n'; } | sh try
>   誤り  X.CSV:1  コントロールレコードのデータ件数が違います（3、正しくは1）
>   誤り  X.CSV:2  文字として読めないバイトがあります（UTF-8 でも CP932 でもない）
>   誤り  X.CSV:2  欄の数が違います（10、正しくは17）
# Two offices in one folder; their files do not get in each other's way. M5.4
$ rm -rf t; mkdir t; cp back/*.csv t; cp K.CSV t/A.CSV; sed 's/2400000001/2400000002/' K.CSV >t/B.CSV; printf '2400000002,10.00,0\n' >>t/事業所.csv; naze month t --rules month/規則.naze --rules national/コード.naze | sed -n '1,/^読み込み/p'
> 利用者 0000000001（2400000001）  可 1件 1,672～1,972単位 · 不可 0件 · 不明 1件 · 17,723～20,903円
>   241100002  10/03  連携加算（訪問）    不明  0～300  根拠記録のうち方法が面接であるものがある ほか1
>   241100003  10/17  サービス利用支援費  可    1,672   ＋主任加算 100
> 利用者 0000000001（2400000002）  可 0件 0～300単位 · 不可 1件 · 不明 1件 · 0～3,000円
>   241100007  10/03  連携加算（訪問）    不明  0～300  根拠記録のうち方法が面接であるものがある ほか2
>   241100008  10/17  サービス利用支援費  不可  －      上限 月1回（請求241100003で使った）
>   正しくて最も多い請求  241100003  1,672単位。不明がどれも可なら  241100002、241100003、241100007  2,272単位
>
> 事業所 2400000001  可 1件 1,672～1,972単位 · 不可 0件 · 不明 1件 · 17,723～20,903円
> 事業所 2400000002  可 0件 0～300単位 · 不可 1件 · 不明 1件 · 0～3,000円
> 合計  可 1件 1,672～2,272単位 · 不可 1件 · 不明 2件 · 17,723～23,903円
>
> 足りない記録
>   241100002  連携加算（訪問）  根拠記録がない
>   241100007  連携加算（訪問）  根拠記録がない
>
> まだ請求していないもの
>   0000000001  10/03  同行加算              300  S1
>   0000000001  10/03  会議加算              100  S1
>   0000000002  10/21  連携加算（情報提供）  150  S3
>   0000000002  10/21  会議加算              100  S3
>
> 読み込みと点検  誤り 1件、注意 4件
# What has no code, or does not fit a field, is not written, and said. M5.2 M5.3
$ mkdir part; cp month/2024-10/*.csv part; sed -i 's/0000000001/U001/' part/*.csv; grep -v 529001 national/コード.naze | sed 's/「529001」、//' >few.naze; naze month part --rules month/規則.naze --rules few.naze --format kokuho
! 誤り  利用者.csv:4  利用者0000000003: 支給決定がない
! 誤り  請求.csv:2  請求1: 国保連の欄に入りません（受給者証番号 U001）
! 誤り  請求.csv:4  請求3: 国保連の欄に入りません（受給者証番号 U001）
! 誤り  請求.csv:4  請求3: 国保連コードの表に、当たる行がありません（サービス利用支援費）
! 誤り  請求.csv:7  請求6: 提供日が支給決定の期間の外にある
! 注意  請求 6件のうち 6件は、可でないか上のとおりの訳で、書いていません
? 5
# A folder of rules without codes; numbers cannot be hidden; the file's name. M5.2 M5.5
$ naze month month/2024-10 --rules month/規則.naze --format kokuho
! 誤り  利用者.csv:4  利用者0000000003: 支給決定がない
! 誤り  請求.csv:7  請求6: 提供日が支給決定の期間の外にある
! naze: 規則に「国保連コード」の表がありません
? 3
$ naze month back --rules month/規則.naze
> 合計  可 0件 0単位 · 不可 0件 · 不明 0件 · 0円
>
> まだ請求していないもの  なし
>
> 読み込みと点検  誤り 1件、注意 1件
>   誤り  K.CSV:1  国保連のファイルですが、規則に「国保連コード」の表がありません
>   注意  K.CSV  CP932（Shift_JIS）として読みました
? 5
$ naze month month/2024-10 --rules month/規則.naze --rules national/コード.naze --format kokuho --mask
! naze: --format kokuho は番号を隠せません
! 使い方は naze help month
? 3
$ naze month month/2024-10 --rules month/規則.naze --rules national/コード.naze --format kokuho -o j312.csv; cmp j312.csv K.CSV
! 誤り  利用者.csv:4  利用者0000000003: 支給決定がない
! 誤り  請求.csv:7  請求6: 提供日が支給決定の期間の外にある
! 注意  請求 6件のうち 4件は、可でないか上のとおりの訳で、書いていません
! 注意  j312.csv  国保連に送るファイルの名前は、英字で始まる8字までの英数字と .CSV です
$ naze month month/2024-10 --rules month/規則.naze --rules national/コード.naze --format kokuho -o J3122411.CSV
! 誤り  利用者.csv:4  利用者0000000003: 支給決定がない
! 誤り  請求.csv:7  請求6: 提供日が支給決定の期間の外にある
! 注意  請求 6件のうち 4件は、可でないか上のとおりの訳で、書いていません
? 5
$ naze why 主任加算 --case month/2024-10.json --rules month/規則.naze --format kokuho
! naze: --format kokuho があるのは month だけです
! 使い方は naze help why
? 3
# A code is used in the months it holds in, written and read. M5.2 M5.4
$ sed -e '/^選択肢 コード名/s/。/、「529007」。/; /^選択肢 項目名/s/。/、適用開始、適用終了。/; s/^| コード.*/&適用開始|適用終了|/; s/^|---.*/&---|---|/; s/^| 「.*/&－|－|/; /^| 「529002/s/－|－|$/『令和6年4月』|『令和6年9月』|/; /^| 「529006/a| 「529007」 | 『架空・連携（訪問）』 | 『連携加算』 | 『訪問』 | 『令和6年10月』 | － |' national/コード.naze >periods.naze; naze month month/2024-10 --rules month/規則.naze --rules periods.naze --format kokuho 2>found >P.CSV; cut -d, -f5,11 P.CSV | sed -n 2,4p; grep コード found
> 202410,529007
> 202410,529001
> 202410,529006
? 1
$ mkdir old; cp month/2024-10/*.csv K.CSV old; rm old/請求.csv; naze month old --rules month/規則.naze --rules periods.naze | grep K.CSV:2
>   誤り  K.CSV:2  サービス提供年月に使えないサービスコードです: 529002
# A month that cannot be read is none: the code is used for nothing.
$ sed 's/令和6年10月』/来年』/' periods.naze >never.naze; naze month month/2024-10 --rules month/規則.naze --rules never.naze --format kokuho 2>&1 >/dev/null | grep 国保連コード
> 誤り  請求.csv:2  請求1: 国保連コードの表に、当たる行がありません（連携加算（訪問））
