# test/zebra.sh -- a Zebra with records of its own, over Z39.50 and SRU. Sourced after test/lib.sh.
#
#   start_zebra N    N records in $work/zebra; $zebra is its process, $zport its port; false: not here
#                    $zebra_more is added to its configuration
#   change_zebra FROM TO DAY TITLE    records as they are since that day, new ones too
start_zebra() {
    command -v zebrasrv >/dev/null && command -v zebraidx >/dev/null || return 1
    local dir=$work/zebra modules
    modules=$(find /usr/lib -type d -path '*idzebra-2.0/modules' 2>/dev/null | head -n 1)
    mkdir -p "$dir/reg" "$dir/records"
    cp test/zebra/pqf.properties "$dir/"
    { cat test/zebra/zebra.cfg; echo "modulePath: $modules"; printf %s "${zebra_more:-}"; } >"$dir/zebra.cfg"
    { cat /usr/share/idzebra-2.0/tab/marc21.abs; echo "melm 005 Date/time-last-modified:d"; } >"$dir/marc21.abs"
    zport=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    sed "s/@port@/$zport/" test/zebra/yazgfs.xml >"$dir/yazgfs.xml"
    python3 test/zebra/records.py "$1" "$dir/records"
    (cd "$dir" && zebraidx -c zebra.cfg init && zebraidx -c zebra.cfg update records) >"$dir/index.log" 2>&1 || return 1
    (cd "$dir" && exec zebrasrv -f yazgfs.xml >server.log 2>&1) &
    zebra=$!
    for _ in $(seq 50); do (exec 3<>"/dev/tcp/127.0.0.1/$zport") 2>/dev/null && return 0; sleep 0.1; done
    return 1
}
change_zebra() {
    python3 test/zebra/records.py "$2" "$work/zebra/records" "$1" "$3" "$4"
    (cd "$work/zebra" && zebraidx -c zebra.cfg update records) >>"$work/zebra/index.log" 2>&1
}
