#!/bin/bash
# The twelve rules of tests/trial against their first draft and tests/trial/README.md. Ends in "N passed, N failed".
#   trial.sh            every check; then each check on a copy spoilt for it, which it must notice
#   trial.sh --lines    writes the line numbers of README.md anew; what is no longer found is said and kept
# A line of the draft stands in the file of its rule, or has a row in README.md with the line that it became and a reason.
# Blanks, comments and rules of tables do not count.
set -u
cd "$(dirname "$0")/../.."
naze=$(realpath "${NAZE:-${BUILD:-build}/naze}")
tmp=$(mktemp -d "${OUT:-${TMPDIR:-/tmp}}/trial.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C.UTF-8

# What all passes below share: squeezing, the files, the rows of README.md.
read -r -d '' common <<'AWK'
function squeeze(s) {
  sub(/(^|[ \t])#.*$/, "", s)
  gsub(/[ \t\r]/, "", s)
  gsub(/　/, "", s)
  return s
}
function bare(s) { gsub(/「|」/, "", s); return s }
function code(s) { sub(/^`/, "", s); sub(/`$/, "", s); gsub(/\001/, "|", s); return s } # of a cell
function trim(s) { gsub(/^ +| +$/, "", s); return s }
function cells(line,   n, i, part) { # into cell[1..]
  gsub(/\\\|/, "\001", line)
  n = split(line, part, "|")
  for (i = 2; i < n; i++) cell[i - 1] = trim(part[i])
  return n - 2
}
function place(s) { file = s; at = s; sub(/:[0-9]+$/, "", file); sub(/^.*:/, "", at); return s ~ /:[0-9]+$/ }
function declared(s) { return s ~ /^[ \t]*(条件|定義|判定表|表|予定|報酬)[ 「]/ }
function name_of(s) { # of a declaration
  sub(/^[ \t]*(条件|定義|判定表|表|予定|報酬) */, "", s)
  if (s ~ /^「/) { sub(/^「/, "", s); sub(/」.*$/, "", s) } else sub(/(（|：| |　).*$/, "", s)
  return s
}
FILENAME == page { part = /^## / ? $0 : part; if (/^\| /) { row[++rows] = $0; in_part[rows] = part } next }
FILENAME == draft { if (/^## /) rule = sprintf("%02d", $2 + 0); else { first[FNR] = $0; of[FNR] = rule; last = FNR } next }
{
  if (FNR == 1) { base = FILENAME; sub(/^.*\//, "", base); number = substr(base, 1, 2); ledger = 0 }
  text[base, FNR] = $0
  lines[base] = FNR
  stands[number, squeeze($0)] = 1
  if (match($0, /(^|[ \t])#/)) { # ＋n counts in comments only
    rest = substr($0, RSTART)
    while (match(rest, /＋[0-9]+/)) { mark[substr(rest, RSTART, RLENGTH)] = 1; rest = substr(rest, RSTART + RLENGTH) }
  }
  if (declared($0)) decl[name_of($0)] = base ":" FNR
  if (/^(条件|判定表|表)[ 「]/ || /^ +(条件|判定表|表)[ 「]/) judged[name_of($0)] = 1
  if (/^[^ \t#]/) ledger = /^台帳 /
  else if (ledger && /：/) { names = $0; sub(/：.*$/, "", names); n = split(trim(names), each, "、"); for (i = 1; i <= n; i++) field[bare(each[i])] = base ":" FNR }
  if (/^ +仮に /) { given = $0; sub(/^ +仮に /, "", given); sub(/は.*$/, "", given); put[bare(trim(given))] = base ":" FNR }
}
AWK

# prints a line a fault
judge() { # folder
  awk -v page="$1/README.md" -v draft="$1/draft.txt" "$common"'
    END {
      for (r = 1; r <= rows; r++) {
        n = cells(row[r])
        if (in_part[r] ~ /Constructs/ && cell[1] ~ /^[0-9]+$/) {
          listed[cell[1] + 0] = 1
          if (!place(cell[3]) || !((file, at) in text)) print "README: ＋" cell[1] ": there is no " cell[3]
          else if (index(squeeze(text[file, at]), squeeze(code(cell[4]))) == 0) print "README: ＋" cell[1] ": " cell[3] " is another line"
        } else if (in_part[r] ~ /Reasons/ && cell[1] !~ /^-+$/) reason[cell[1]] = 1
        else if (in_part[r] ~ /Changed/ && cell[1] ~ /^[0-9]+$/) {
          d = cell[1] + 0
          changed[d] = r
          if (!(d in first) || squeeze(first[d]) != squeeze(code(cell[2]))) print "README: line " d " of the draft is another one"
          else if ((of[d], squeeze(first[d])) in stands) print "README: line " d " of the draft stands as it was"
          if (!place(cell[3]) || !((file, at) in text)) print "README: line " d ": there is no " cell[3]
          else if (squeeze(text[file, at]) != squeeze(code(cell[4]))) print "README: line " d ": " cell[3] " is another line"
          became[d] = code(cell[4])
          k = split(cell[5], each, "、")
          if (k == 0) print "README: line " d " has no reason"
          for (i = 1; i <= k; i++) { used[each[i]] = 1; if (!(each[i] in reason)) print "README: line " d ": no reason is called " each[i] }
        }
      }
      for (w in reason) if (w != "reason" && !(w in used)) print "README: no line has the reason " w
      for (i = 1; i <= 21; i++) {
        if (!(("＋" i) in mark)) print "＋" i ": no file marks it"
        if (!(i in listed)) print "＋" i ": README.md does not list it"
      }
      for (d = 1; d <= last; d++) {
        if (!(d in first)) continue
        if (!((of[d], squeeze(first[d])) in stands) && !(d in changed)) print "draft.txt:" d ": neither stands nor has a row: " trim(first[d])
        if (!declared(first[d])) continue
        name = name_of(first[d])
        if (name in field) print "draft.txt:" d ": " name " is derived there and a fact in " field[name]
        if (!(name in decl) && !((d in became) && declared(became[d]))) print "draft.txt:" d ": " name " is not declared"
      }
      for (name in decl) if (name in field) print decl[name] ": " name " is derived and a fact in " field[name]
      for (name in put) if (name in judged || !(name in decl)) print put[name] ": 仮に puts " name ", which is derived from facts"
    }' "$1/README.md" "$1/draft.txt" "$1"/*.naze
  "$naze" check "$1" >"$tmp/out" 2>&1 && tail -n 1 "$tmp/out" | grep -q '誤り 0件、注意 0件' || sed 's/^/naze check: /' "$tmp/out"
  "$naze" fmt --check "$1" >"$tmp/out" 2>&1 || sed 's/^/naze fmt --check: /' "$tmp/out"
  "$naze" test "$1" >"$tmp/out" 2>&1 && tail -n 1 "$tmp/out" | grep -qE '^[1-9][0-9]* passed, 0 failed$' || sed 's/^/naze test: /' "$tmp/out"
}

renumber() {
  awk -v page=tests/trial/README.md -v draft=tests/trial/draft.txt "$common"'
    function hit(i, want, whole,   s) {
      s = squeeze(text[file, i])
      return whole ? s == want : s != "" && index(s, want) > 0
    }
    function nearest(want, whole,   i) { # line of the file that place() named
      for (i = 0; i <= lines[file]; i++) {
        if (at > i && hit(at - i, want, whole)) return at - i
        if (hit(at + i, want, whole)) return at + i
      }
      return 0
    }
    END {
      while ((getline line < page) > 0) {
        if (line ~ /^## /) part = line
        if (line ~ /^\| [0-9]+ \|/) {
          cells(line)
          old = cell[3]
          to = place(old) ? nearest(squeeze(code(cell[4])), part ~ /Changed/) : 0
          i = index(line, "| " old " |")
          if (to && i) line = substr(line, 1, i + 1) file ":" to substr(line, i + 2 + length(old))
          else print "not found: " line > "/dev/stderr"
        }
        print line
      }
    }' tests/trial/README.md tests/trial/draft.txt tests/trial/*.naze >"$tmp/page" && cp "$tmp/page" tests/trial/README.md
}
if [ "${1:-}" = --lines ]; then
  renumber
  exit
fi

passed=0 failed=0
bad=$(judge tests/trial)
if [ -z "$bad" ]; then passed=$(grep -c '^| [0-9]* |' tests/trial/README.md); else
  printf '%s\n' "$bad"
  failed=$(printf '%s\n' "$bad" | wc -l)
fi

# ---- each check notices what it is for ----
notices() { # what must be said, file, sed script
  rm -rf "$tmp/copy"
  cp -r tests/trial "$tmp/copy"
  sed -i "$3" "$tmp/copy"/$2
  if cmp -s "$tmp/copy"/$2 tests/trial/$2; then
    failed=$((failed + 1))
    echo "nothing was spoilt in $2 by: $3"
  elif judge "$tmp/copy" | grep -qF -- "$1"; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "not noticed: $1 ($2: $3)"
  fi
}
notices '＋14: no file marks it' 03_* 's/＋14//g'
notices '＋19: README.md does not list it' README.md '/^| 19 | drawn/d'
notices 'is another line' README.md 's/^\(| 14 .*naze:\)[0-9]*/\11/'
notices 'there is no 05_' README.md 's/\(05_[^:]*\):23 /\1:9999 /'
notices 'neither stands nor has a row' README.md '/^| 206 |/d'
notices 'neither stands nor has a row' 07_* '/利用者ごとに月1回/d'
notices 'of the draft is another one' README.md '/^| 206 |/s/順位/順番/'
notices 'stands as it was' 00_* 's/^台帳 機関（99行まで）：/台帳 機関：/'
notices 'no reason is called' README.md '/^| 206 |/s/| rank |/| taste |/'
notices '利用中 is derived there and a fact' 00_* 's/^  計画案交付日\|^  相談種別：相談種別。/  利用中：有無。\n&/'
notices '包括基準 is not declared' 01_* 's/包括基準/包括の基準/g'
notices '仮に puts 利用中, which is derived' 05_* 's/^  請求（1）の利用中は可。/  仮に 利用中は可。/'
notices 'naze check: ' 04_* 's/計画案交付日/計画案公布日/'
notices 'naze test: ' 03_* 's/は290人÷7員。/は291人÷7員。/'
notices 'naze fmt --check: ' 12_* 's/| S1       |/| S1 |/'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
