# A proof stands by itself: with its facts beside it, with the facts named, and not when it was touched, nor what stands around it (P1.7).
$ naze why 重度訪問介護 --case A01 --format json >p.json; naze check-proof p.json | sed 's/（.*//'
> ✓ 証明は規則と事実から成り立つ
$ naze why 重度訪問介護 --case A01 --format json | jq '.results[0].proof' >bare.json; naze check-proof bare.json --case A01 | sed 's/（.*//'
> ✓ 証明は規則と事実から成り立つ
$ naze why 重度訪問介護 --case A01 --format json | jq '.results[0].outcome = "allow"' >outside.json; naze check-proof outside.json
> ✗ 「outcome」が証明の言うことと違う
? 1
$ naze why 重度訪問介護 --case A01 --format json | jq '.results[0].date = "2024-10-02"' >outside.json; naze check-proof outside.json --lang en
> ✗ “date” is not what the proof says
? 1
$ naze check-proof bare.json
! naze: 証明に事実が付いていません。--case で指定してください
? 3
$ sed 's/"outcome": *"不可"/"outcome": "可"/' bare.json >forged.json; naze check-proof forged.json --case A01 >/dev/null
? 1
$ jq 'del(.steps[8])' bare.json >cut.json; naze check-proof cut.json --case A01 >/dev/null
? 1
$ naze check-proof bare.json --case A02 >/dev/null
? 1
$ naze check-proof nowhere.json
! naze: nowhere.json: 見つかりません
? 6
