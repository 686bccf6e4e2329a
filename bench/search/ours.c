/* ours.c -- the search index beside the yardstick of the shared folder: the same rows, the same
 * questions, the same answer (twenty best, exact total, five facets), the same output.
 *
 *     ours build ROWS.tsv DIR N      an index of the first N rows; more than there are: of all of
 *                                    them again and again, with other numbers
 *     ours tidy DIR                  puts it in order; `build` has done so
 *     ours query DIR QUERIES PASSES MODE [THREADS]
 *     ours change ROWS.tsv DIR FROM TO [STEP]
 *                                    puts these rows again, or each STEP-th, and waits until a
 *                                    search sees them; and once more
 *     ours load ROWS.tsv DIR FROM TO QUERIES MODE
 *                                    asks before and while they are put, 1,000 a commit
 *
 * MODE is a word of: served (words and their forms), plain (words only); with "-bare" behind it
 * without facets, with "-page" with those of a page of results: eleven, of the libraries that are
 * members, which all are, with their types and places; with "-wall" by the clock on the wall
 * instead of the processor's, with "-longer" by the processor time of that of two threads of a
 * question that needed more. Each thread asks all questions, each in an order of its own. The last
 * pass is printed: engine, class, number of the question, total, milliseconds of processor time. */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/checked.h"
#include "index/index.h"
#include "text/words.h"

enum { COLUMNS = 13, QUERIES_MAX = 4096, CLAUSES_MAX = 8, BATCH = 20000, TOP = 20, FACET_TOP = 10 };
enum {
    ID,
    TITLE,
    AUTHOR,
    SUBJECT,
    SERIES,
    PUBLISHER,
    ISBN,
    LANGUAGE,
    YEAR,
    FORMAT,
    HOLDERS,
    TOPICS
};

static double clock_of(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double now(void)
{
    return clock_of(CLOCK_MONOTONIC);
}

/* What this thread has worked: other work on the machine does not count. */
static double worked(void)
{
    return clock_of(CLOCK_THREAD_CPUTIME_ID);
}

static void must(enum err e, const char *what)
{
    if (!e) return;
    fprintf(stderr, "ours: %s: error %d\n", what, (int)e);
    exit(1);
}

/* ---- rows ---- */

static struct strs one(struct arena *a, struct str s)
{
    struct strs list = {0};
    if (s.n) VEC_PUSH(a, &list, s);
    return list;
}

static int64_t number(struct str s)
{
    char text[32];
    snprintf(text, sizeof text, "%.*s", (int)MIN(s.n, sizeof text - 1), s.p);
    return strtoll(text, NULL, 10);
}

static int by_number(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

static void put_holders(struct arena *a, struct str list, struct index_doc *doc)
{
    int64_t *agency = arena_array(a, int64_t, list.n + 1);
    struct str rest = list, item;
    while (str_split(&rest, ',', &item))
        if (item.n) agency[doc->n_agencies++] = number(item) + 1;
    qsort(agency, doc->n_agencies, sizeof agency[0], by_number);
    doc->agencies = agency;
}

static struct index_doc doc_of(struct arena *a, const struct str f[COLUMNS])
{
    struct index_doc doc = {.id = number(f[ID]), .year = (int)number(f[YEAR])};
    struct str rest = f[TOPICS], topic;
    doc.format = (int)number(f[FORMAT]) + 1;
    doc.text[INDEX_TITLE] = one(a, f[TITLE]);
    doc.text[INDEX_AUTHOR] = one(a, f[AUTHOR]);
    doc.text[INDEX_SUBJECT] = one(a, f[SUBJECT]);
    doc.text[INDEX_SERIES] = one(a, f[SERIES]);
    doc.text[INDEX_PUBLISHER] = one(a, f[PUBLISHER]);
    doc.text[INDEX_ISBN] = one(a, f[ISBN]);
    doc.languages = one(a, f[LANGUAGE]);
    doc.authors = one(a, f[AUTHOR]);
    doc.series = one(a, f[SERIES]);
    while (str_split(&rest, ',', &topic))
        if (topic.n) VEC_PUSH(a, &doc.subjects, topic);
    put_holders(a, f[HOLDERS], &doc);
    doc.sort_title = words_key(a, f[TITLE]);
    doc.sort_author = words_key(a, f[AUTHOR]);
    doc.digest = STR("bench");
    return doc;
}

struct rows {
    FILE *file;
    char *line;
    size_t cap;
    int64_t row, again; /* again: added to the numbers of rows that come once more */
};

static struct str next_row(struct rows *r)
{
    ssize_t n = getline(&r->line, &r->cap, r->file);
    if (n <= 0 && r->row) {
        rewind(r->file);
        r->again = r->row;
        n = getline(&r->line, &r->cap, r->file);
    }
    must(n > 0 ? OK : ERR_FORMAT, "rows");
    r->row++;
    return (struct str){r->line, (size_t)n - 1};
}

/* The rows from there on, counted from 0. */
static struct rows rows_from(const char *path, int64_t from)
{
    struct rows r = {.file = fopen(path, "r")};
    must(r.file ? OK : ERR_NOT_FOUND, path);
    while (r.row < from) next_row(&r);
    return r;
}

static void rows_close(struct rows *r)
{
    fclose(r->file);
    free(r->line);
}

static void put_line(struct index_writer *w, struct str line, int64_t again, struct arena *a)
{
    struct str rest = line, f[COLUMNS] = {{0}};
    for (int k = 0; k < COLUMNS && str_split(&rest, '\t', &f[k]); k++) continue;
    struct index_doc doc = doc_of(a, f);
    doc.id += again;
    must(index_put(w, &doc), "put");
    arena_reset(a);
}

static void put_rows(struct index_writer *w, struct rows *r, int64_t to, int batch)
{
    struct arena *a = arena_new();
    must(index_begin(w), "begin");
    for (int n = 1; r->row < to; n++) {
        put_line(w, next_row(r), r->again, a);
        if (n % batch) continue;
        must(index_commit(w, r->row), "commit");
        must(index_begin(w), "begin");
    }
    must(index_commit(w, to), "commit");
    arena_free(a);
}

static void tidy(struct index_writer *w)
{
    double start = now(), start_worked = worked(), longest = 0;
    int steps = 0;
    for (bool more = true; more; steps++) {
        double before = worked();
        must(index_tidy(w, &more), "tidy");
        longest = MAX(longest, worked() - before);
    }
    fprintf(stderr, "ours: %d steps of tidying in %.1f s; processor: %.1f s, the longest %.2f s\n",
            steps, now() - start, worked() - start_worked, longest);
}

static void tidy_file(const char *dir)
{
    struct index_writer *w = NULL;
    must(index_writer_open(dir, &w), dir);
    tidy(w);
    index_writer_close(w);
}

static void build(const char *rows, const char *dir, int64_t n)
{
    struct index_writer *w = NULL;
    double start = now();
    struct rows from = rows_from(rows, 0);
    must(index_rebuild_open(dir, &w), dir);
    put_rows(w, &from, n, BATCH);
    rows_close(&from);
    if (!getenv("UNTIDY")) tidy(w);
    must(index_rebuild_swap(&w), "swap");
    fprintf(stderr, "ours: %" PRId64 " rows in %.1f s, %.0f a second\n", n, now() - start,
            (double)n / (now() - start));
}

/* ---- questions ---- */

struct question {
    struct str class, clause[CLAUSES_MAX];
    size_t n;
};
struct questions {
    struct arena *mem;
    struct question item[QUERIES_MAX];
    size_t n;
};

static void read_questions(const char *path, struct questions *q)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t cap = 0;
    ssize_t n = 0;
    must(file ? OK : ERR_NOT_FOUND, path);
    while (q->n < QUERIES_MAX && (n = getline(&line, &cap, file)) > 0) {
        struct str rest = arena_copy(q->mem, (struct str){line, (size_t)n - 1});
        struct question *one = &q->item[q->n++];
        str_split(&rest, '\t', &one->class);
        while (one->n < CLAUSES_MAX && str_split(&rest, '\t', &one->clause[one->n])) one->n++;
    }
    free(line);
    fclose(file);
}

static enum index_field field_of(struct str name)
{
    if (str_eq(name, STR("title"))) return INDEX_TITLE;
    if (str_eq(name, STR("author"))) return INDEX_AUTHOR;
    if (str_eq(name, STR("subject"))) return INDEX_SUBJECT;
    if (str_eq(name, STR("series"))) return INDEX_SERIES;
    return INDEX_ANY;
}

struct asked { /* a question as ours takes it */
    struct index_query q;
    struct index_node all, *child[CLAUSES_MAX];
    int64_t library;
};

static void add_clause(struct arena *a, struct str clause, bool plain, struct asked *ret)
{
    struct str rest = clause, kind, field;
    str_split(&rest, ' ', &kind);
    char k = kind.p[0];
    if (k == 'm') return;
    if (k == 'l') {
        ret->library = number(rest) + 1;
        ret->q.filter.agencies = &ret->library;
        ret->q.filter.n_agencies = 1;
        return;
    }
    struct index_node *n = arena_make(a, struct index_node);
    *n = (struct index_node){.op = INDEX_TERM, .field = INDEX_ISBN, .plain = plain};
    if (k != 'i') {
        str_split(&rest, ' ', &field);
        n->field = k == 'p' ? INDEX_TITLE : field_of(field);
        n->prefix = k == 'x';
    }
    n->text = rest;
    ret->child[ret->all.n++] = n;
}

enum { LIBRARIES = 500 };

/* Libraries of 5 types in 20 regencies of each of 10 provinces. */
static void as_on_a_page(struct arena *a, struct index_query *q)
{
    struct index_holder *holder = arena_array(a, struct index_holder, LIBRARIES);
    int64_t *scope = arena_array(a, int64_t, LIBRARIES);
    for (int i = 0; i < LIBRARIES; i++) {
        int province = 11 + i % 10;
        scope[i] = i + 1;
        holder[i] = (struct index_holder){i + 1, i % 5 + 1, province, province * 100 + i / 10 % 20};
    }
    q->holders = holder;
    q->n_holders = LIBRARIES;
    q->filter.scope = scope;
    q->filter.n_scope = LIBRARIES;
    q->facets = ~(1u << FACET_MARK | 1u << FACET_YEAR);
    q->facets_whole = 1u << FACET_PLACE | 1u << FACET_CLASS;
}

static void ask(struct index_reader *r, const struct question *q, const char *mode, struct arena *a,
                struct index_hits *hits)
{
    struct asked asked = {.all = {.op = INDEX_AND}};
    asked.all.child = asked.child;
    asked.q = (struct index_query){.limit = TOP, .facet_limit = FACET_TOP};
    asked.q.facets = 1u << FACET_FORMAT | 1u << FACET_LANGUAGE | 1u << FACET_DECADE |
                     1u << FACET_AGENCY | 1u << FACET_SUBJECT;
    if (strstr(mode, "-page")) as_on_a_page(a, &asked.q);
    if (strstr(mode, "-bare")) asked.q.facet_limit = 0;
    for (size_t i = 0; i < q->n; i++)
        add_clause(a, q->clause[i], strstr(mode, "plain") != NULL, &asked);
    if (asked.all.n) asked.q.root = asked.all.n == 1 ? asked.child[0] : &asked.all;
    must(index_search(r, &asked.q, a, hits), "search");
}

/* ---- threads ---- */

struct asking {
    pthread_t thread;
    clockid_t clock;
    struct index_reader *reader;
    const struct questions *questions;
    const char *mode;
    int passes;
    unsigned seed;
    double ms[QUERIES_MAX];
    int64_t total[QUERIES_MAX];
};

static void shuffle(size_t *order, size_t n, unsigned *seed)
{
    for (size_t i = 0; i < n; i++) order[i] = i;
    for (size_t i = n; i > 1; i--) {
        size_t k = (size_t)rand_r(seed) % i, t = order[i - 1];
        order[i - 1] = order[k];
        order[k] = t;
    }
}

static void *ask_all(void *ctx)
{
    struct asking *t = ctx;
    struct arena *a = arena_new();
    size_t order[QUERIES_MAX];
    for (int pass = 0; pass < t->passes; pass++) {
        shuffle(order, t->questions->n, &t->seed);
        for (size_t i = 0; i < t->questions->n; i++) {
            struct index_hits hits = {0};
            double start = clock_of(t->clock);
            ask(t->reader, &t->questions->item[order[i]], t->mode, a, &hits);
            t->ms[order[i]] = (clock_of(t->clock) - start) * 1e3;
            if (strstr(t->mode, "-longer"))
                t->ms[order[i]] = MAX(t->ms[order[i]], (double)hits.helped_us / 1e3);
            t->total[order[i]] = hits.total;
            arena_reset(a);
        }
    }
    arena_free(a);
    return NULL;
}

/* Alone, what a second thread of a search works counts as well; nobody has one beside others. */
static clockid_t clock_for(const char *mode, int threads)
{
    if (strstr(mode, "-wall")) return CLOCK_MONOTONIC;
    if (strstr(mode, "-longer")) return CLOCK_THREAD_CPUTIME_ID;
    return threads == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_THREAD_CPUTIME_ID;
}

static void query(const char *dir, const char *path, int passes, const char *mode, int threads)
{
    static struct questions questions;
    static struct asking asking[16];
    struct index_reader *r = NULL;
    questions.mem = arena_new();
    read_questions(path, &questions);
    must(index_reader_open(dir, &r), dir);
    threads = MAX(1, MIN(threads, (int)COUNT(asking)));
    double start = now();
    for (int i = 0; i < threads; i++) {
        asking[i] = (struct asking){.reader = r, .questions = &questions, .mode = mode};
        asking[i].passes = passes;
        asking[i].clock = clock_for(mode, threads);
        asking[i].seed = (unsigned)i + 1;
        pthread_create(&asking[i].thread, NULL, ask_all, &asking[i]);
    }
    for (int i = 0; i < threads; i++) pthread_join(asking[i].thread, NULL);
    fprintf(stderr, "ours-%s: %zu questions, %d threads: %.1f a second\n", mode, questions.n,
            threads, (double)threads * passes * (double)questions.n / (now() - start));
    for (size_t i = 0; i < questions.n; i++)
        printf("ours-%s\t%.*s\t%zu\t%" PRId64 "\t%.4f\n", mode, STR_ARG(questions.item[i].class), i,
               asking[0].total[i], asking[0].ms[i]);
    index_reader_close(r);
    arena_free(questions.mem);
}

/* ---- a change ---- */

/* Each STEP-th row, `off` rows before. Read now: what the bench needs for that is not to be told.
 */
static struct strs lines_of(const char *rows, int64_t from, int64_t to, int64_t step, int64_t off,
                            struct arena *a)
{
    struct rows r = rows_from(rows, from);
    struct strs lines = {0};
    while (r.row < to) {
        struct str line = next_row(&r);
        if ((r.row + off) % step == 0) VEC_PUSH(a, &lines, arena_copy(a, line));
    }
    rows_close(&r);
    return lines;
}

static void put_lines(struct index_writer *w, const struct strs *lines, int64_t seq)
{
    struct arena *a = arena_new();
    must(index_begin(w), "begin");
    for (size_t i = 0; i < lines->n; i++) put_line(w, lines->item[i], 0, a);
    must(index_commit(w, seq), "commit");
    arena_free(a);
}

/* The processor time of a search that finds some hundred thousand. */
static double ask_worked(struct index_reader *r)
{
    struct question any = {.class = STR("Q11"), .clause = {STR("w title the")}, .n = 1};
    struct arena *a = arena_new();
    struct index_hits hits = {0};
    double start = worked();
    ask(r, &any, "served-bare", a, &hits);
    arena_free(a);
    return worked() - start + (double)hits.helped_us / 1e6;
}

static void change_once(struct index_reader *r, struct index_writer *w, const struct strs *lines,
                        int64_t seq, const char *which)
{
    double asked = ask_worked(r), start = now(), start_worked = worked();
    put_lines(w, lines, seq);
    double written = now(), written_worked = worked() - start_worked, seen_worked = ask_worked(r);
    fprintf(stderr,
            "ours: %s: %zu rows put in %.0f ms, seen %.0f ms after; processor: %.0f and %.0f ms,"
            " %.0f of them for the search\n",
            which, lines->n, (written - start) * 1e3, (now() - written) * 1e3, written_worked * 1e3,
            seen_worked * 1e3, asked * 1e3);
}

/* Twice, with neighbours of the rows the second time, when memory of the writer is warm. */
static void change(const char *rows, const char *dir, int64_t from, int64_t to, int64_t step)
{
    struct arena *mem = arena_new();
    struct index_reader *r = NULL;
    struct index_writer *w = NULL;
    const struct strs first = lines_of(rows, from, to, step, 0, mem);
    const struct strs then = lines_of(rows, from, to, step, step / 2, mem);
    must(index_reader_open(dir, &r), dir);
    must(index_writer_open(dir, &w), dir);
    ask_worked(r);
    change_once(r, w, &first, to, "first");
    change_once(r, w, &then, to, "then");
    index_writer_close(w);
    index_reader_close(r);
    arena_free(mem);
}

/* ---- searches while rows are put ---- */

struct beside {
    struct index_reader *reader;
    const struct questions *questions;
    const char *mode;
    _Atomic bool over;
    double *ms;
    size_t n, cap;
};

static int by_size(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static void *ask_beside(void *ctx)
{
    struct beside *b = ctx;
    struct arena *a = arena_new();
    size_t order[QUERIES_MAX];
    unsigned seed = 7;
    for (b->n = 0; !b->over && b->n < b->cap;) {
        shuffle(order, b->questions->n, &seed);
        for (size_t i = 0; i < b->questions->n && !b->over && b->n < b->cap; i++) {
            struct index_hits hits = {0};
            double start = worked();
            ask(b->reader, &b->questions->item[order[i]], b->mode, a, &hits);
            b->ms[b->n++] = (worked() - start) * 1e3 + (double)hits.helped_us / 1e3;
            arena_reset(a);
        }
    }
    arena_free(a);
    return NULL;
}

static void tell_times(struct beside *b, const char *when)
{
    qsort(b->ms, b->n, sizeof b->ms[0], by_size);
    printf("ours-%s\t%s\t%zu searches\tp50 %.2f\tp95 %.1f\tp99 %.1f ms\n", b->mode, when, b->n,
           b->ms[b->n / 2], b->ms[b->n * 95 / 100], b->ms[b->n * 99 / 100]);
}

static void load(char **arg)
{
    static struct questions questions;
    static double ms[1 << 16];
    struct beside b = {.questions = &questions, .mode = arg[7], .ms = ms};
    struct index_writer *w = NULL;
    pthread_t thread;
    questions.mem = arena_new();
    read_questions(arg[6], &questions);
    must(index_reader_open(arg[3], &b.reader), arg[3]);
    for (int pass = 1; pass <= 2; pass++) { /* the first warms up */
        b.cap = (size_t)pass * questions.n;
        ask_beside(&b);
    }
    tell_times(&b, "before");
    b.cap = COUNT(ms);
    pthread_create(&thread, NULL, ask_beside, &b);
    must(index_writer_open(arg[3], &w), arg[3]);
    struct rows rows = rows_from(arg[2], strtoll(arg[4], NULL, 10));
    put_rows(w, &rows, strtoll(arg[5], NULL, 10), 1000);
    rows_close(&rows);
    b.over = true;
    pthread_join(thread, NULL);
    tell_times(&b, "during");
    index_writer_close(w);
    index_reader_close(b.reader);
    arena_free(questions.mem);
}

int main(int n, char **arg)
{
    if (n == 5 && strcmp(arg[1], "build") == 0)
        build(arg[2], arg[3], strtoll(arg[4], NULL, 10));
    else if (n == 3 && strcmp(arg[1], "tidy") == 0)
        tidy_file(arg[2]);
    else if (n >= 6 && strcmp(arg[1], "query") == 0)
        query(arg[2], arg[3], atoi(arg[4]), arg[5], n > 6 ? atoi(arg[6]) : 1);
    else if (n >= 6 && strcmp(arg[1], "change") == 0)
        change(arg[2], arg[3], strtoll(arg[4], NULL, 10), strtoll(arg[5], NULL, 10),
               n > 6 ? strtoll(arg[6], NULL, 10) : 1);
    else if (n == 8 && strcmp(arg[1], "load") == 0)
        load(arg);
    else
        return 2;
    return 0;
}
