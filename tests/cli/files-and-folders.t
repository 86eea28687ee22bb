# What cannot be read is exit status 6, what cannot be found on the way is said with its name.
$ naze check --rules nowhere
! naze: nowhere: 見つかりません
? 6
$ naze why 居宅介護 --case nowhere.json
! naze: nowhere.json: 見つかりません
? 6
$ mkdir empty; naze check --rules empty
! naze: 規則ファイル（*.naze）がありません
? 3
$ mkdir loop; ln -s ../loop loop/again; naze check --rules loop
! naze: loop/again: リンクが上のフォルダに戻っています
? 6
$ ln -s gone.naze dangling.naze; naze check --rules dangling.naze
! naze: dangling.naze: 見つかりません
? 6
$ truncate -s 17M huge.naze; naze check --rules huge.naze
! naze: huge.naze: 大きすぎます（上限 16 MiB）
? 6
$ naze check --rules /dev/zero
! naze: /dev/zero: 大きすぎます（上限 16 MiB）
? 6
$ mkfifo pipe.naze; naze check --rules pipe.naze --format json | jq .files
> 1
$ mkdir d; mkfifo d/pipe.naze; mkdir d/.hidden; cp rules/区分.naze d/.hidden/; naze check --rules d
! naze: 規則ファイル（*.naze）がありません
? 3
$ printf '\0\0\0' >zeros.naze; naze check --rules zeros.naze >/dev/null
? 4
$ NAZE_RULES=rules/区分.naze:rules/利用可否.naze naze check
> 2ファイル: 誤り 0件、注意 0件
$ naze check --rules rules/区分.naze --rules=rules/利用可否.naze
> 2ファイル: 誤り 0件、注意 0件
$ naze why 居宅介護 --case A01 >/dev/full
! naze: 出力できませんでした
? 6
$ naze why 居宅介護 --case A01 --rules rules --lang en >/dev/full
! naze: the output could not be written
? 6
