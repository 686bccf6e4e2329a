/* client.c -- one client for all servers of Z39.50 and SRU: YAZ's ZOOM.
 *
 *     cc -O2 -o client client.c $(pkg-config --cflags --libs yaz)
 *     ./client z3950|sru ADDRESS CONNECTIONS SECONDS QUERIES usmarc|xml
 *
 * QUERIES has a line for each search: its PQF, a tab, the same in CQL. Each connection, a process
 * of its own, asks all of them again and again from a place of its own, searches, fetches the first
 * ten records and looks at every byte. Prints searches a second, records a second, the bytes of a
 * record, the time of a search with its records (p50, p95, p99 in ms) and how many were refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <yaz/zoom.h>

enum { QUERIES_MAX = 10000, TIMES_MAX = 1000000, RECORDS = 10 };

struct question {
    char *pqf, *cql;
};

struct client {
    int sru;
    const char *address, *syntax;
    double seconds;
    struct question *question;
    size_t n;
};

/* What a connection saw; times follow it in the pipe. */
struct seen {
    size_t searches, records, refused;
    unsigned long long bytes, sum; /* sum: so that the bytes are read */
    double took;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(int fine, const char *what)
{
    if (fine) return;
    perror(what);
    exit(1);
}

static size_t read_questions(const char *path, struct question *to)
{
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t n = 0, cap = 0;
    must(f != NULL, path);
    while (n < QUERIES_MAX && getline(&line, &cap, f) > 0) {
        char *tab = strchr(line, '\t');
        if (!tab) continue;
        *tab++ = 0;
        tab[strcspn(tab, "\n")] = 0;
        to[n++] = (struct question){strdup(line), strdup(tab)};
    }
    free(line);
    fclose(f);
    return n;
}

static ZOOM_connection connect_to(const struct client *c)
{
    ZOOM_options o = ZOOM_options_create();
    if (c->sru) ZOOM_options_set(o, "sru", "get");
    ZOOM_options_set(o, "preferredRecordSyntax", c->syntax);
    ZOOM_options_set(o, "count", "10");
    ZOOM_options_set(o, "timeout", "60");
    ZOOM_connection z = ZOOM_connection_create(o);
    ZOOM_connection_connect(z, c->address, 0);
    return z;
}

static void look(ZOOM_record r, const struct client *c, struct seen *s)
{
    size_t n = 0;
    int length = 0;
    const char *p = r ? ZOOM_record_get(r, "raw", &length) : NULL;
    (void)c;
    if (!p) return;
    n = length < 0 ? strlen(p) : (size_t)length;
    for (size_t i = 0; i < n; i++) s->sum += (unsigned char)p[i];
    s->records++;
    s->bytes += n;
}

static void search(ZOOM_connection z, const struct client *c, const struct question *q,
                   struct seen *s)
{
    ZOOM_query query = ZOOM_query_create();
    if (c->sru)
        ZOOM_query_cql(query, q->cql);
    else
        ZOOM_query_prefix(query, q->pqf);
    ZOOM_resultset set = ZOOM_connection_search(z, query);
    const char *why = NULL, *more = NULL;
    size_t hits = ZOOM_resultset_size(set);
    s->refused += ZOOM_connection_error(z, &why, &more) != 0;
    if (why && ZOOM_connection_error(z, &why, &more) && getenv("SHOW_REFUSALS"))
        fprintf(stderr, "%s: %s %s\n", c->sru ? q->cql : q->pqf, why, more);
    for (size_t i = 0; i < RECORDS && i < hits; i++) look(ZOOM_resultset_record(set, i), c, s);
    s->searches++;
    ZOOM_resultset_destroy(set);
    ZOOM_query_destroy(query);
}

static void run(const struct client *c, size_t from, int to)
{
    static double times[TIMES_MAX];
    struct seen s = {0};
    ZOOM_connection z = connect_to(c);
    double began = now(), last = began, end = began + c->seconds;
    for (size_t at = from; last < end && s.searches < TIMES_MAX; at++) {
        search(z, c, &c->question[at % c->n], &s);
        times[s.searches - 1] = now() - last;
        last = now();
    }
    s.took = last - began;
    must(write(to, &s, sizeof s) == sizeof s, "pipe");
    const char *p = (const char *)times;
    for (size_t left = s.searches * sizeof *times; left;) {
        ssize_t n = write(to, p, left);
        must(n > 0, "pipe");
        p += n;
        left -= (size_t)n;
    }
    exit(0);
}

static void read_all(int fd, void *to, size_t n)
{
    for (char *p = to; n;) {
        ssize_t got = read(fd, p, n);
        must(got > 0, "a connection broke off");
        p += got;
        n -= (size_t)got;
    }
}

static int by_size(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

int main(int argc, char **argv)
{
    static struct question question[QUERIES_MAX];
    static double times[TIMES_MAX];
    if (argc != 7) {
        fprintf(stderr, "client z3950|sru ADDRESS CONNECTIONS SECONDS QUERIES usmarc|xml\n");
        return 2;
    }
    struct client c = {.sru = !strcmp(argv[1], "sru"),
                       .address = argv[2],
                       .syntax = argv[6],
                       .seconds = atof(argv[4]),
                       .question = question};
    int connections = atoi(argv[3]), from[100];
    c.n = read_questions(argv[5], question);
    if (!c.n || connections < 1 || connections > 100) return 2;
    for (int i = 0; i < connections; i++) {
        int pair[2];
        must(pipe(pair) == 0, "pipe");
        pid_t child = fork();
        must(child >= 0, "fork");
        if (!child) run(&c, (size_t)i * c.n / (size_t)connections, pair[1]);
        close(pair[1]);
        from[i] = pair[0];
    }
    struct seen all = {0};
    double rate = 0, records = 0;
    size_t n = 0;
    for (int i = 0; i < connections; i++) {
        struct seen s;
        read_all(from[i], &s, sizeof s);
        must(n + s.searches <= TIMES_MAX, "too many searches");
        read_all(from[i], times + n, s.searches * sizeof *times);
        n += s.searches;
        rate += (double)s.searches / s.took;
        records += (double)s.records / s.took;
        all.records += s.records;
        all.bytes += s.bytes;
        all.refused += s.refused;
        while (wait(NULL) > 0 && i + 1 == connections) {
        }
    }
    qsort(times, n, sizeof *times, by_size);
    printf("%.0f searches/s %.0f records/s %.0f bytes p50 %.2f p95 %.2f p99 %.2f refused %zu\n",
           rate, records, all.records ? (double)all.bytes / (double)all.records : 0,
           times[n / 2] * 1e3, times[n * 95 / 100] * 1e3, times[n * 99 / 100] * 1e3, all.refused);
    return 0;
}
