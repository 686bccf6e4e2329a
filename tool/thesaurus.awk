# thesaurus.awk -- thesaurus/id-en.txt as one C string (text/thesaurus_table.h).
BEGIN {
    print "/* Made by tool/thesaurus.awk from thesaurus/id-en.txt; do not edit. */"
    print "#include \"text/thesaurus_table.h\"\n"
    print "const char thesaurus_text[] ="
}
{
    if ($0 ~ /["\\]/) {
        print FILENAME ":" FNR ": a quote or backslash" > "/dev/stderr"
        failed = 1
        exit 1
    }
    print "    \"" $0 "\\n\""
}
END {
    if (failed) exit 1
    print "    ;"
    print "const size_t thesaurus_text_n = sizeof thesaurus_text - 1;"
}
