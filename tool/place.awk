# place.awk -- place/indonesia.txt as C tables: one string of names, one row of numbers a place.
function micro(degrees,    text) {
    if (degrees == "") return "PLACE_UNKNOWN"
    text = degrees * 1000
    return sprintf("%.0f", text) "000"
}
BEGIN {
    FS = "\t"
    n = bytes = 0
    print "/* Made by tool/place.awk from place/indonesia.txt; do not edit. */"
    print "#include \"network/place_table.h\"\n"
}
/^#/ { next }
{
    code[n] = substr($1 "0000", 1, 6)
    if (length($1) % 2 || length($1) > 6 || n && code[n] <= code[n - 1] || $2 ~ /["\\]/) {
        print FILENAME ":" FNR ": not in order, or not a place" > "/dev/stderr"
        failed = 1
        exit 1
    }
    name[n] = $2
    at[n] = bytes
    bytes += length($2)
    lat[n] = micro($3)
    lon[n] = micro($4)
    n++
}
END {
    if (failed) exit 1
    print "const char place_names[] ="
    for (i = 0; i < n; i++) print "    \"" name[i] "\""
    print "    ;"
    print "const struct place_row place_rows[] = {"
    for (i = 0; i < n; i++) printf "    {%s, %d, %s, %s},\n", code[i], at[i], lat[i], lon[i]
    print "};"
    printf "const uint32_t place_rows_n = %d, place_names_n = %d;\n", n, bytes
}
