$ printf '%s\n' '重度訪問介護' '行動関連項目=10' '事実' '消す' 'そんな問い' '終わり' | naze repl --case A01 | grep -c .
> 1
