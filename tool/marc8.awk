# marc8.awk -- charset/marc8.txt as a C table in ascending order of set and code, and for writing as
# one in ascending order of code points (ASCII and ANSEL before other sets; not ISO 5426).
function value(hex,    i, v) {
    v = 0
    for (i = 1; i <= length(hex); i++) v = v * 16 + index("0123456789ABCDEF", substr(hex, i, 1)) - 1
    return v
}
BEGIN {
    print "/* Made by tool/marc8.awk from charset/marc8.txt; do not edit. */"
    print "#include \"text/marc8_table.h\"\n"
    print "const struct marc8_row marc8_rows[] = {"
}
/^#/ { next }
{
    key = value($1)
    for (i = 2; i <= NF; i++) {
        code = key + i - 2
        if ($i == ".") continue
        if ($i !~ /^[0-9A-F]+\+?$/ || code <= last) {
            print FILENAME ":" FNR ": not in order, or no code point" > "/dev/stderr"
            failed = 1
            exit 1
        }
        mark = sub(/\+/, "", $i)
        printf "    {%.0f, 0x%s, %s},\n", code, $i, mark ? "true" : "false"
        last = code
        set = substr($1, 1, 2)
        if (set != "35" && $i !~ /^0+$/)
            points[++m] = sprintf("    {0x%06X, %d, 0x%08X, %s},", value($i), set != "45", code, mark ? "true" : "false")
        n++
    }
}
END {
    if (failed) exit 1
    print "};"
    printf "const uint32_t marc8_rows_n = %d;\n\n", n
    print "const struct marc8_point marc8_points[] = {"
    fflush()
    for (i = 1; i <= m; i++) print points[i] | "LC_ALL=C sort"
    close("LC_ALL=C sort")
    print "};"
    printf "const uint32_t marc8_points_n = %d;\n", m
}
