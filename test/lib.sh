# test/lib.sh -- for test scripts: one line a failure, a count at the end. Sourced by bash.
#
#   ok "sentence" command ...        passes when the command does
#   not "sentence" command ...       passes when it fails
#   is "sentence" GOT WANT           the same text
#   has "sentence" TEXT PART         TEXT contains PART
#   lacks "sentence" TEXT PART       TEXT does not contain PART
#   code "sentence" N command ...    the command exits with N
#   skip "why"                       something is not here; says so
#   finish                           prints "N passed, N failed", exits
# $silang is the program under test, $work an empty directory that goes away.
passed=0 failed=0
silang=${SILANG:-$PWD/build/asan/silang}
work=$(mktemp -d "${TMPDIR:-/tmp}/silang-test-XXXXXX")
at_end() { rm -rf "$work"; }
trap at_end EXIT
export LC_ALL=C.UTF-8 TZ=UTC LANG=C.UTF-8

pass() { passed=$((passed + 1)); }
fail() {
    failed=$((failed + 1))
    printf 'FAIL %s\n' "$1"
    [ $# -lt 2 ] || printf '     %s\n' "${@:2}"
}
ok() {
    local name=$1 out
    shift
    if out=$("$@" 2>&1); then pass; else fail "$name" "command: $*" "$(printf %s "$out" | tail -c 2000)"; fi
}
not() {
    local name=$1
    shift
    if "$@" >/dev/null 2>&1; then fail "$name" "this should fail: $*"; else pass; fi
}
is() { if [ "$2" = "$3" ]; then pass; else fail "$1" "got:  ${2:0:2000}" "want: ${3:0:2000}"; fi; }
has() { case $2 in *"$3"*) pass ;; *) fail "$1" "in:   ${2:0:2000}" "want: $3" ;; esac; }
lacks() { case $2 in *"$3"*) fail "$1" "in:   ${2:0:2000}" "not:  $3" ;; *) pass ;; esac; }
code() {
    local name=$1 want=$2 out got
    shift 2
    out=$("$@" 2>&1)
    got=$?
    if [ "$got" = "$want" ]; then pass; else fail "$name" "exit code $got, not $want: $*" "$(printf %s "$out" | tail -c 2000)"; fi
}
skip() { printf 'skipped: %s\n' "$1"; }
finish() {
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ]
    exit
}

# A value of the JSON object on standard input: json "['a'][0]".
json() { python3 -c "import json,sys; v=json.load(sys.stdin)$1; print(v if not isinstance(v,(dict,list)) else json.dumps(v,ensure_ascii=False))"; }
