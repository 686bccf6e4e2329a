#!/bin/sh
# tool/install.sh run|check|prove -- installs the Debian packages that are missing, and says so before.
#
# Root, or sudo. Exit 0: everything is there; 1: it could not be installed, with the command to type.
set -u
want=${1:-run}
here=$(dirname "$0")
say() { printf '%s\n' "$*" >&2; }

if ! command -v dpkg-query >/dev/null 2>&1; then
    say "Ini bukan Debian: pasanglah sendiri padanan paket dalam tool/packages."
    say "This is not Debian: install what matches the packages of tool/packages yourself."
    exit 0
fi

# Node.js comes from other places too, with npm in the same package: the commands count.
installed() {
    case $1 in
    nodejs) command -v node >/dev/null 2>&1 && return ;;
    npm) command -v npm >/dev/null 2>&1 && return ;;
    esac
    dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

# The sanitizers' package carries the version of clang in its name.
real_name() {
    case $1 in
    clang-rt)
        v=$(apt-cache show clang 2>/dev/null | sed -n 's/^Depends:.*clang-\([0-9][0-9]*\).*/\1/p' | head -n 1)
        printf 'libclang-rt-%s-dev\n' "${v:-14}"
        ;;
    *) printf '%s\n' "$1" ;;
    esac
}

missing() {
    awk -v want="$want" '$1 == "run" || (want != "run" && $1 == "check") || $1 == want { print $2 }' "$here/packages" |
        while read -r p; do
            p=$(real_name "$p")
            installed "$p" || printf '%s ' "$p"
        done
}

list=$(missing)
[ -n "$list" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1; then
    as_root="sudo"
else
    say "Paket ini belum ada: $list"
    say "Pasang sebagai root, lalu ulangi: apt-get install $list"
    say "These packages are missing: $list"
    say "Install them as root, then try again: apt-get install $list"
    exit 1
fi

say "Paket yang akan dipasang dengan apt / packages to be installed with apt:"
say "  $list"
no_network() {
    say ""
    say "Paket tidak dapat diambil. Periksa sambungan internet dan /etc/apt/sources.list, lalu ulangi."
    say "The packages could not be fetched. Check the network and /etc/apt/sources.list, then try again."
    exit 1
}
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >/dev/null || no_network
list=$(missing) # the lists may have been empty before
# shellcheck disable=SC2086 # one word a package
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $list >/dev/null || no_network
list=$(missing)
[ -z "$list" ] || no_network
