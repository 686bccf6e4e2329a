#!/bin/bash
# test/run.sh [PART ...] -- runs the parts of test/part in order and adds up their last lines.
#
# A part is a script that prints what failed and ends with "N passed, N failed". Its whole output
# stays in build/check/PART.log. A part that ends without that line counts as one failure.
set -u
cd "$(dirname "$0")/.." || exit 2
export SILANG_SHARED=${SILANG_SHARED:-$PWD/../shared}
logs=build/check
mkdir -p "$logs"
passed=0 failed=0
began=$SECONDS

names=("$@")
[ $# -gt 0 ] || mapfile -t names < <(cd test/part && ls)
for part in "${names[@]}"; do
    at=$SECONDS
    printf '%-14s ' "$part"
    "test/part/$part" >"$logs/$part.log" 2>&1
    code=$?
    read -r p f < <(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$logs/$part.log" | tail -n 1)
    p=${p:-0} f=${f:-}
    [ -n "$f" ] || { f=1 && echo "(ended with code $code before its count)" >>"$logs/$part.log"; }
    [ "$code" -eq 0 ] || [ "$f" -gt 0 ] || f=1
    passed=$((passed + p)) failed=$((failed + f))
    printf '%5d passed, %d failed  (%d s)\n' "$p" "$f" $((SECONDS - at))
    grep -E '^ *skipped:' "$logs/$part.log" | sort -u | sed 's/^ */    /'
    [ "$f" -eq 0 ] || tail -n 60 "$logs/$part.log" | sed 's/^/    | /'
done
printf 'in %d s; output of each part: %s\n' $((SECONDS - began)) "$logs"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
