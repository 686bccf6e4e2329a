# test/staff.sh -- a server, and people with cookie jars on it. Sourced after test/lib.sh; $data is the
# data directory. NAME is of a person: the jar is $work/NAME.jar.
#
#   start_server [option ...] / stop_server   $at is its address, $work/log what it says; looked at for secrets in the end
#   page NAME PATH [curl options]    the body of a page
#   code_of NAME PATH                its status
#   headers_of NAME PATH
#   token_of NAME PATH               the token of the page's first form
#   send NAME FORM PATH [field=value ...]   opens the page FORM for its token, then posts to PATH;
#                                    $status $location $headers $body are the answer
#   sign_in NAME LOGIN PASSWORD [BACK]   on a device where nobody is signed in
start_server() {
    : >"$work/address"
    "$silang" serve --data "$data" --listen 127.0.0.1:0 "$@" >"$work/address" 2>"$work/log" &
    server=$!
    for _ in $(seq 100); do [ -s "$work/address" ] && break; sleep 0.1; done
    at=$(head -n 1 "$work/address")
    at=${at%/}
    for _ in $(seq 50); do grep -q 'Ctrl+C' "$work/log" && break; sleep 0.1; done
}
stop_server() {
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
    log_keeps_secrets
}
# What was typed as a password or code, and what stands in the cookie jars, is not in the log.
log_keeps_secrets() {
    local found
    [ -s "$work/log" ] || return 0
    found=$({ cat "$work/typed" 2>/dev/null; awk '(/^#HttpOnly_/ || !/^#/) && NF >= 7 { print $7 }' "$work"/*.jar 2>/dev/null; } |
        awk 'length >= 8' | sort -u | while IFS= read -r s; do grep -qF -- "$s" "$work/log" && printf '%s ' "$s"; done)
    is "the log has no password, code or session" "$found" ""
}
jar() { touch "$work/$1.jar" && printf '%s' "$work/$1.jar"; }
page() { curl -s --max-time 20 -b "$(jar "$1")" -c "$(jar "$1")" "$at$2" "${@:3}"; }
code_of() { curl -s --max-time 20 -b "$(jar "$1")" -o /dev/null -w '%{http_code}' "$at$2"; }
headers_of() { curl -s --max-time 20 -b "$(jar "$1")" -D - -o /dev/null "$at$2" | tr -d '\r'; }
token_of() { page "$1" "$2" | grep -o 'name="token" value="[^"]*"' | head -n 1 | sed 's/.*value="//; s/"//'; }
send() {
    local name=$1 form=$2 path=$3 fields=() f
    shift 3
    for f in "token=$(token_of "$name" "$form")" "$@"; do
        fields+=(--data-urlencode "$f")
        case $f in token=* | sandi=* | kode=* | lama=* | baru=*) printf '%s\n' "${f#*=}" >>"$work/typed" ;; esac
    done
    curl -s --max-time 30 -b "$(jar "$name")" -c "$(jar "$name")" -e "$at$form" -D "$work/headers" -o "$work/body" \
        "${fields[@]}" "$at$path"
    headers=$(tr -d '\r' <"$work/headers")
    body=$(cat "$work/body")
    status=$(sed -n '1s/[^ ]* \([0-9]*\).*/\1/p' <<<"$headers")
    location=$(sed -n 's/^Location: //p' <<<"$headers")
}
sign_in() { rm -f "$work/$1.jar" && send "$1" /masuk /masuk akun="$2" sandi="$3" kembali="${4:-/staf}"; }
