/* zebra.c -- Zebra's search beside ours, over Z39.50 with YAZ's ZOOM. Zebra counts the hits and
 * ranks them when told to; it is asked for no facets and no records.
 *
 *     zebra ADDRESS PROCESS QUERIES PASSES [ranked]
 *
 * PROCESS is zebrasrv -S: the processor time it works is what is measured. Prints the last pass
 * like ours.c: engine, class, number, total, milliseconds; of the classes Zebra can be asked with
 * its own marc21.abs: Q1 to Q7. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaz/zoom.h>

enum { QUERIES_MAX = 4096 };

static void must(int fine, const char *what)
{
    if (fine) return;
    fprintf(stderr, "zebra: %s\n", what);
    exit(1);
}

/* Nanoseconds that a process has worked. */
static double worked(const char *process)
{
    char path[64];
    unsigned long long ns = 0;
    snprintf(path, sizeof path, "/proc/%s/schedstat", process);
    FILE *f = fopen(path, "r");
    must(f && fscanf(f, "%llu", &ns) == 1, path);
    fclose(f);
    return (double)ns;
}

static const char *use_of(const char *field)
{
    static const char *const use[][2] = {
        {"title", "4"}, {"author", "1003"}, {"subject", "21"}, {"series", "5"}};
    for (size_t i = 0; i < sizeof use / sizeof use[0]; i++)
        if (strcmp(field, use[i][0]) == 0) return use[i][1];
    return "1016";
}

/* 0: not to be asked. */
static int pqf_of(char *line, int ranked, char *to, size_t size)
{
    char part[8][400], field[16], *rest = line, *clause;
    int n = 0;
    for (strsep(&rest, "\t"); (clause = strsep(&rest, "\t")) && n < 8; n++) {
        char kind = clause[0], *words = clause + 2;
        if (!strchr("wpx", kind)) return 0;
        if (sscanf(words, "%15s", field) == 1) words += strlen(field) + 1;
        snprintf(part[n], sizeof part[n], "@attr 1=%s %s \"%s\"",
                 use_of(kind == 'p' ? "title" : field),
                 kind == 'p'   ? "@attr 4=1"
                 : kind == 'x' ? "@attr 5=1"
                               : "",
                 words);
    }
    snprintf(to, size, "%s", ranked ? "@attr 2=102 " : "");
    for (int i = 1; i < n; i++) strncat(to, "@and ", size - strlen(to) - 1);
    for (int i = 0; i < n; i++) {
        strncat(to, part[i], size - strlen(to) - 1);
        strncat(to, " ", size - strlen(to) - 1);
    }
    return n;
}

static size_t search(ZOOM_connection z, const char *pqf)
{
    ZOOM_query q = ZOOM_query_create();
    must(ZOOM_query_prefix(q, pqf) == 0, pqf);
    ZOOM_resultset set = ZOOM_connection_search(z, q);
    size_t hits = ZOOM_resultset_size(set);
    must(ZOOM_connection_error(z, NULL, NULL) == 0, pqf);
    ZOOM_resultset_destroy(set);
    ZOOM_query_destroy(q);
    return hits;
}

int main(int n, char **arg)
{
    must(n == 5 || n == 6, "how to call it stands at the top of zebra.c");
    ZOOM_options o = ZOOM_options_create();
    ZOOM_options_set(o, "count", "0");
    ZOOM_options_set(o, "timeout", "120");
    ZOOM_connection z = ZOOM_connection_create(o);
    ZOOM_connection_connect(z, arg[1], 0);
    for (int pass = 0, passes = atoi(arg[4]); pass < passes; pass++) {
        FILE *file = fopen(arg[3], "r");
        char line[4096], pqf[4096];
        must(file != NULL, arg[3]);
        for (size_t i = 0; i < QUERIES_MAX && fgets(line, sizeof line, file); i++) {
            line[strcspn(line, "\n")] = 0;
            if (!pqf_of(line, n == 6, pqf, sizeof pqf)) continue;
            double start = worked(arg[2]);
            size_t total = search(z, pqf);
            if (pass == passes - 1)
                printf("zebra%s\t%s\t%zu\t%zu\t%.4f\n", n == 6 ? "-ranked" : "", line, i, total,
                       (worked(arg[2]) - start) / 1e6);
        }
        fclose(file);
    }
    ZOOM_connection_destroy(z);
    ZOOM_options_destroy(o);
    return 0;
}
