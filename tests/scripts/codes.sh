#!/bin/bash
# The invented codes of the 国保連 (CLM-14) are those of what the rules pay, no fewer and no more: each 報酬 with each 算定区分,
# each 加算 with each 種類 (and each 連携先 where it is claimed apart), for each 相談種別 it is for, from the month it is paid
# from. An 加算 of other services (no 対象, no 主体) has none: it is on no line for 相談支援. M5.2
# Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.." || exit 1
naze=$(realpath "${NAZE:-${BUILD:-build}/naze}")
out=$(mktemp -d "${OUT:-${TMPDIR:-/tmp}}/codes.XXXXXX") || exit 1
trap 'rm -rf "$out"' EXIT
LC_ALL=C.UTF-8
export LC_ALL
passed=0 failed=0
same() { # expected, got: files
  if diff -u "$1" "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}
shown() { "$naze" show "$1" --rules "$2" --lang ja; }
names() { "$naze" list --rules "$2" --format json | jq -r --arg k "$1" '.declarations[] | select(.kind == $k) | .name' | sort -u; }

# 相談種別, 費目, 種類, 連携先, 算定区分, from: what the rules pay
paid() { # rules
  shown 「連携の相手」 "$1" | sed -n 's/^選択肢 .*：\(.*\)。$/\1/p' | sed 's/、/\n/g' >"$out/partners"
  # 算定区分 and from; the oldest table comes first
  shown 基本報酬額 "$1" | awk '
    /^報酬 / { from = ""; if (match($0, /(平成|令和)[0-9元]+年[0-9]+月/)) from = substr($0, RSTART, RLENGTH) }
    /^\| / { split($0, c, "|"); t = c[2]; gsub(/ |※[0-9]+/, "", t); if (t != "算定区分" && !(t in at)) at[t] = from }
    END { for (t in at) print t "\t" at[t] }' >"$out/tiers"
  { names 加算 "$1"; names 報酬 "$1" | grep -v '^基本報酬額$'; } | while read -r n; do
    shown "$n" "$1" | awk -v partners="$out/partners" -v tiers="$out/tiers" '
      function line(kind, partner, tier, from,   i) { for (i = 1; i <= nwho; i++) print who[i] "\t" name "\t" kind "\t" partner "\t" tier "\t" from }
      function month(s) { return match(s, /(平成|令和)[0-9元]+年[0-9]+月/) ? substr(s, RSTART, RLENGTH) : "" }
      function kinds(kind, from) { if (!apart) line(kind, "", "", from); else while ((getline p < partners) > 0) line(kind, p, "", from); close(partners) }
      /^(加算|報酬) / { name = $2; fee = $1 == "報酬"; start = month($0) }
      /^  対象 / { s = $0; sub(/^  対象 /, "", s); sub(/。$/, "", s); nwho = split(s, who, "、") }
      /^  主体 / { nwho = split("計画相談支援、障害児相談支援", who, "、") }
      /^  区別 / { apart = 1 }
      /^  種類$/ { table = 1; head = 1; had = 1; next }
      table && /^  \| / {
        n = split($0, c, "|")
        for (i = 2; i < n; i++) gsub(/^ +| +$/, "", c[i])
        if (head) { for (i = 3; i < n; i++) column[i] = month(c[i]); head = 0; next }
        from = ""
        for (i = 3; i < n && from == ""; i++) if (column[i] != "" && c[i] != "なし") from = column[i]
        kinds(c[2], from)
        next
      }
      table && !/^  \|/ { table = 0 }
      END { if (fee) while ((getline t < tiers) > 0) { split(t, c, "\t"); line("", "", c[1], c[2]) } else if (!had) kinds("", start) }'
  done | sort
}
# the same of the codes
coded() { # rules
  shown 国保連コード "$1" | awk -F'|' '/^\| 5/ {
    for (i = 4; i <= 10; i++) { gsub(/^ +| +$|『|』/, "", $i); if ($i == "－") $i = "" }
    print $4 "\t" $5 "\t" $6 "\t" $7 "\t" $8 "\t" $9 }' | sort
}
paid rules >"$out/paid"
coded rules >"$out/coded"
same "$out/paid" "$out/coded"
same <(echo 95) <(wc -l <"$out/coded")
same /dev/null <(cut -f1-5 "$out/coded" | uniq -d)

# The check sees a kind without a code, and a code without a kind.
cp -R rules "$out/rules"
sed -i '/^| 「529122」/d; s/「529122」、//' "$out/rules/03_報酬と加算/国保連のコード.naze"
coded "$out/rules" >"$out/fewer"
same <(echo 1) <(diff "$out/paid" "$out/fewer" | grep -c '^<')
sed -i '/^  | 情報提供・他   |/d; s/、情報提供・他//g; /（情報提供・他）/d' "$out/rules/03_報酬と加算/連携と集中支援.naze"
paid "$out/rules" >"$out/less"
same <(echo 2) <(diff "$out/less" "$out/coded" | grep '^>' | grep -c 集中支援加算)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
