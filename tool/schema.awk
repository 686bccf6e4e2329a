# schema.awk -- schema/*.sql as a C table, so that the program carries its own migrations.
function quote(s) {
    gsub(/\\/, "\\\\", s)
    gsub(/"/, "\\\"", s)
    return "\"" s "\\n\""
}
BEGIN {
    print "/* Made by tool/schema.awk from schema/; do not edit. */"
    print "#include \"db/schema.h\"\n"
    print "const struct db_migration db_migrations[] = {"
}
FNR == 1 {
    if (open) print "    },"
    n = FILENAME; sub(/.*\//, "", n)
    if (substr(n, 1, 4) + 0 != ++number) {
        print FILENAME ": migrations are numbered without gaps, expected " number > "/dev/stderr"
        failed = 1
        exit 1
    }
    print "    {\"" n "\","
    open = 1
}
{ print "     " quote($0) }
END {
    if (failed) exit 1
    if (open) print "    },"
    print "};"
    print "const int db_migrations_n = " number + 0 ";"
}
