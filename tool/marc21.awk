# marc21.awk -- marc21/bibliographic.txt as tables (record/marc_rules_table.h).
function die(why) {
    print FILENAME ":" FNR ": " why > "/dev/stderr"
    failed = 1
    exit 1
}
function set(s) { return s == "-" ? "" : s }
function values(s) { s = set(s); gsub(/#/, " ", s); return s }
function add_code(value, id, en) {
    if (length(value) != width) die("the code " value " is not " width " long")
    codes[n_codes] = value
    code_id[n_codes] = id
    code_en[n_codes] = en
    n_codes++
    positions_n[n_positions - 1]++
}
BEGIN {
    FS = " *[|] *"
    n_codes = n_positions = n_rules = 0
}
/["\\]/ { die("a quote or backslash") }
/^#/ || /^$/ { next }
{
    n = split($1, w, " ")
    id = $2
    en = $3
}
w[1] == "field" {
    if (n != 8) die("a field has seven values")
    if (w[2] <= last) die("fields are in order")
    last = w[2]
    rules = rules sprintf("    {\"%s\", %s, {\"%s\", \"%s\"}, \"%s\", \"%s\", \"%s\", {\"%s\", \"%s\"}},\n", \
        w[2], w[3] == "R" ? "true" : "false", values(w[4]), values(w[5]), set(w[6]), set(w[7]), set(w[8]), id, en)
    n_rules++
    next
}
w[1] == "position" {
    if (n < 5 || n > 7) die("a position has four to six values")
    width = n > 5 ? w[6] : 1
    positions[n_positions] = sprintf("\"%s\", \"%s\", %d, %d, %d, %s, {\"%s\", \"%s\"}", w[2], w[3], w[4], w[5], width, \
        n > 6 ? "true" : "false", id, en)
    positions_from[n_positions] = n_codes + 0
    positions_n[n_positions] = 0
    n_positions++
    next
}
w[1] == "name" { named[w[2]] = n_positions - 1; next }
w[1] == "code" && w[2] ~ /^@/ {
    from = named[substr(w[2], 2)]
    if (from == "") die("no position of that name")
    for (i = 0; i < positions_n[from]; i++) {
        at = positions_from[from] + i
        add_code(codes[at], code_id[at], code_en[at])
    }
    next
}
# "code | | ..." is the fill character, which the separator of the line took
w[1] == "code" && n == 1 { add_code(substr("|||", 1, width), $3, $4); next }
w[1] == "code" { add_code(values(w[2]), id, en); next }
w[1] == "country" { for (i = 2; i <= n; i++) countries = countries " " w[i]; next }
w[1] == "language" { for (i = 2; i <= n; i++) languages = languages " " w[i]; next }
{ die("neither field, position, name, code, country nor language") }
function words(name, s,   out) {
    out = "const char " name "[] ="
    while (length(s) > 0) {
        out = out "\n    \"" substr(s, 1, 80) "\""
        s = substr(s, 81)
    }
    return out "\n    \" \";\n"
}
END {
    if (failed) exit 1
    print "/* Made by tool/marc21.awk from marc21/bibliographic.txt; do not edit. */"
    print "#include \"record/marc_rules_table.h\"\n"
    print "const struct marc_rule marc_rule_table[] = {"
    printf "%s};\n", rules
    print "const size_t marc_rule_table_n = " n_rules ";\n"
    print "static const struct marc_code codes[] = {"
    for (i = 0; i < n_codes; i++)
        printf "    {\"%s\", {\"%s\", \"%s\"}},\n", codes[i], code_id[i], code_en[i]
    print "};\n"
    print "const struct marc_position marc_position_table[] = {"
    for (i = 0; i < n_positions; i++)
        printf "    {%s, codes + %d, %d},\n", positions[i], positions_from[i], positions_n[i]
    print "};"
    print "const size_t marc_position_table_n = " n_positions ";\n"
    print words("marc_countries", countries)
    print words("marc_languages", languages)
}
