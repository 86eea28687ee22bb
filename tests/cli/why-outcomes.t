# One exit status for each outcome.
$ naze why 居宅介護 --case A01 | head -n 1
> 可  居宅介護（令和6年10月1日現在、規則 令和3年4月1日から）
$ naze why 居宅介護 --case A01 >/dev/null
$ naze why 重度訪問介護 --case A01 >/dev/null
? 1
$ naze why 重度訪問介護 --case A02 >/dev/null
? 2
$ naze why 年齢 --case A01 | head -n 1
> 39歳  年齢（令和6年10月1日現在）
$ naze why 年齢 --case A01 >/dev/null
$ naze why 利用可否 --case A01 | cut -c1-60
> 可    居宅介護
$ naze why 重度訪問介護 --as-of 2024-10-01 | head -n 1
> 不明  重度訪問介護（令和6年10月1日現在、規則 令和3年4月1日から）
