/* fts5.c -- SQLite's own search beside ours: FTS5 with bm25(), as a program would use it that wants
 * the twenty best, the exact total and five facets. Facets are counted over columns in memory, as
 * that is the quickest one can do beside FTS5.
 *
 *     fts5 build ROWS.tsv FILE N
 *     fts5 query FILE ROWS.tsv N QUERIES PASSES
 *
 * Prints the last pass like ours.c: engine, class, number, total, milliseconds of processor time.
 */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    TITLE = 1,
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
enum { COLUMNS = 13, TOP = 20, BEST = 10, QUERIES_MAX = 4096, LIBRARIES = 500, LANGUAGES = 512 };
enum { FORMATS = 256, DECADES = 1000, TOPICS_MAX = 1 << 20 };

struct list { /* numbers of each row: item[start[row]] up to the next one's */
    uint32_t *start, *item;
    size_t n, cap;
};
static uint8_t *format_of;
static uint16_t *language_of, *decade_of;
static struct list holders, topics;
static int64_t *id_of, rows;
static uint32_t format_n[FORMATS], language_n[LANGUAGES], decade_n[DECADES], library_n[LIBRARIES];
static uint32_t topic_n[TOPICS_MAX], *touched;
static size_t n_touched;

static void must(int fine, const char *what)
{
    if (fine) return;
    fprintf(stderr, "fts5: %s\n", what);
    exit(1);
}

static double worked(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void *space(size_t n, size_t size)
{
    void *p = calloc(n, size);
    must(p != NULL, "memory");
    return p;
}

/* ---- rows ---- */

static void split(char *line, char *field[COLUMNS])
{
    line[strcspn(line, "\n")] = 0;
    for (int k = 0; k < COLUMNS; k++) {
        field[k] = line ? line : (char *)"";
        line = line ? strchr(line, '\t') : NULL;
        if (line) *line++ = 0;
    }
}

static void add_numbers(struct list *l, char *text)
{
    for (char *end = text; *text; text = *end ? end + 1 : end) {
        if (l->n == l->cap)
            l->item = realloc(l->item, (l->cap = l->cap * 2 + 1024) * sizeof *l->item);
        must(l->item != NULL, "memory");
        l->item[l->n++] = (uint32_t)strtoul(text, &end, 10);
        if (end == text) break;
    }
    l->start[rows + 1] = (uint32_t)l->n;
}

static uint16_t language_number(const char *code)
{
    static char known[LANGUAGES][4];
    static uint16_t n;
    for (uint16_t i = 0; i < n; i++)
        if (strncmp(known[i], code, 3) == 0) return i;
    snprintf(known[n], sizeof known[n], "%.3s", code);
    return n++;
}

static void add_columns(char *f[COLUMNS])
{
    id_of[rows] = atoll(f[0]);
    format_of[rows] = (uint8_t)atoi(f[FORMAT]);
    language_of[rows] = language_number(f[LANGUAGE]);
    decade_of[rows] = (uint16_t)(atoi(f[YEAR]) / 10 % DECADES);
    add_numbers(&holders, f[HOLDERS]);
    add_numbers(&topics, f[TOPICS]);
    rows++;
}

static void each_row(const char *path, int64_t n, void (*take)(char *field[COLUMNS]))
{
    FILE *file = fopen(path, "r");
    char *line = NULL, *field[COLUMNS];
    size_t cap = 0;
    must(file != NULL, path);
    for (int64_t i = 0; i < n && getline(&line, &cap, file) > 0; i++) {
        split(line, field);
        take(field);
    }
    free(line);
    fclose(file);
}

/* ---- building ---- */

static sqlite3 *db;
static sqlite3_stmt *put;

static void run(const char *text)
{
    must(sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK, text);
}

static void put_row(char *f[COLUMNS])
{
    sqlite3_bind_int64(put, 1, atoll(f[0]));
    for (int k = TITLE; k <= ISBN; k++) sqlite3_bind_text(put, k + 1, f[k], -1, SQLITE_STATIC);
    must(sqlite3_step(put) == SQLITE_DONE, "insert");
    sqlite3_reset(put);
}

static void build(const char *path, int64_t n)
{
    run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN; CREATE VIRTUAL TABLE fts USING "
        "fts5"
        " (title, author, subject, series, publisher, isbn, content='')");
    must(sqlite3_prepare_v2(db,
                            "INSERT INTO fts (rowid, title, author, subject, series, publisher,"
                            " isbn) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                            -1, &put, NULL) == 0,
         "prepare");
    each_row(path, n, put_row);
    sqlite3_finalize(put);
    run("COMMIT");
}

/* ---- asking ---- */

struct best {
    double score[TOP];
    int64_t row[TOP];
    size_t n;
};

static void keep(struct best *b, double score, int64_t row) /* bm25(): less is better */
{
    if (b->n == TOP && score >= b->score[TOP - 1]) return;
    size_t i = b->n < TOP ? b->n++ : TOP - 1;
    for (; i && b->score[i - 1] > score; i--) {
        b->score[i] = b->score[i - 1];
        b->row[i] = b->row[i - 1];
    }
    b->score[i] = score;
    b->row[i] = row;
}

static void count(int64_t row)
{
    format_n[format_of[row]]++;
    language_n[language_of[row]]++;
    decade_n[decade_of[row]]++;
    for (uint32_t i = holders.start[row]; i < holders.start[row + 1]; i++)
        library_n[holders.item[i] % LIBRARIES]++;
    for (uint32_t i = topics.start[row]; i < topics.start[row + 1]; i++) {
        uint32_t topic = topics.item[i] % TOPICS_MAX;
        if (topic_n[topic]++ == 0) touched[n_touched++] = topic;
    }
}

static uint32_t most(const uint32_t *n, const uint32_t *which, size_t size)
{
    struct best b = {.n = 0};
    for (size_t i = 0; i < size; i++) keep(&b, -(double)n[which ? which[i] : i], (int64_t)i);
    return (uint32_t)-b.score[0];
}

static uint32_t finish_counts(void)
{
    uint32_t sum = most(format_n, NULL, FORMATS) + most(language_n, NULL, LANGUAGES) +
                   most(decade_n, NULL, DECADES) + most(library_n, NULL, LIBRARIES) +
                   most(topic_n, touched, n_touched);
    memset(format_n, 0, sizeof format_n);
    memset(language_n, 0, sizeof language_n);
    memset(decade_n, 0, sizeof decade_n);
    memset(library_n, 0, sizeof library_n);
    for (size_t i = 0; i < n_touched; i++) topic_n[touched[i]] = 0;
    n_touched = 0;
    return sum;
}

static int held(int64_t row, int library)
{
    for (uint32_t i = holders.start[row]; i < holders.start[row + 1]; i++)
        if (holders.item[i] == (uint32_t)library) return 1;
    return library < 0;
}

/* Ids ascend without gaps but those of other rows. */
static int64_t row_of(int64_t id)
{
    int64_t at = id - id_of[0];
    return at >= 0 && at < rows && id_of[at] == id ? at : -1;
}

static void expression_of(char *clause, char *to, size_t size, int *library)
{
    char kind = clause[0], field[16] = "all", *words = clause + 2;
    if (kind == 'l') *library = atoi(words);
    if (kind == 'l' || kind == 'm') return;
    if (kind == 'i')
        snprintf(field, sizeof field, "isbn");
    else if (sscanf(words, "%15s", field) == 1)
        words += strlen(field) + 1;
    if (kind == 'p') snprintf(field, sizeof field, "title");
    size_t n = strlen(to);
    int all = strcmp(field, "all") == 0;
    snprintf(to + n, size - n, "%s(%s%s\"%s\"%s)", n ? " AND " : "", all ? "" : field,
             all ? "" : " : ", words, kind == 'x' ? " *" : "");
}

static int64_t ask(sqlite3_stmt *st, char *line)
{
    char expression[2048] = "", *rest = line, *clause;
    struct best best = {.n = 0};
    int64_t total = 0;
    int library = -1;
    for (strsep(&rest, "\t"); (clause = strsep(&rest, "\t"));)
        expression_of(clause, expression, sizeof expression, &library);
    if (!*expression) {
        for (int64_t row = 0; row < rows; row++)
            if (held(row, library)) total++, count(row), keep(&best, 0, row);
        finish_counts();
        return total;
    }
    sqlite3_bind_text(st, 1, expression, -1, SQLITE_STATIC);
    while (sqlite3_step(st) == SQLITE_ROW) {
        int64_t row = row_of(sqlite3_column_int64(st, 0));
        if (row < 0 || !held(row, library)) continue;
        total++;
        count(row);
        keep(&best, sqlite3_column_double(st, 1), row);
    }
    sqlite3_reset(st);
    finish_counts();
    return total;
}

static void query(const char *path, int passes)
{
    static char *question[QUERIES_MAX];
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t n = 0, cap = 0;
    sqlite3_stmt *st = NULL;
    must(file != NULL, path);
    while (n < QUERIES_MAX && getline(&line, &cap, file) > 0) {
        line[strcspn(line, "\n")] = 0;
        question[n++] = strdup(line);
    }
    must(sqlite3_prepare_v2(db, "SELECT rowid, bm25(fts) FROM fts WHERE fts MATCH ?1", -1, &st,
                            NULL) == SQLITE_OK,
         "prepare");
    for (int pass = 0; pass < passes; pass++)
        for (size_t i = 0; i < n; i++) {
            char copy[2048], *class = copy;
            snprintf(copy, sizeof copy, "%s", question[i]);
            double start = worked();
            int64_t total = ask(st, copy);
            if (pass == passes - 1)
                printf("fts5\t%s\t%zu\t%lld\t%.4f\n", strsep(&class, "\t"), i, (long long)total,
                       (worked() - start) * 1e3);
        }
    sqlite3_finalize(st);
}

int main(int n, char **arg)
{
    must(n == 5 || n == 7, "how to call it stands at the top of fts5.c");
    int asks = strcmp(arg[1], "query") == 0;
    must(sqlite3_open(arg[asks ? 2 : 3], &db) == SQLITE_OK, arg[asks ? 2 : 3]);
    if (!asks) {
        build(arg[2], atoll(arg[4]));
    } else {
        size_t most_rows = (size_t)atoll(arg[4]) + 2;
        format_of = space(most_rows, 1);
        language_of = space(most_rows, 2);
        decade_of = space(most_rows, 2);
        id_of = space(most_rows, sizeof *id_of);
        holders.start = space(most_rows, sizeof *holders.start);
        topics.start = space(most_rows, sizeof *topics.start);
        touched = space(TOPICS_MAX, sizeof *touched);
        run("PRAGMA cache_size=-65536");
        each_row(arg[3], atoll(arg[4]), add_columns);
        query(arg[5], atoi(arg[6]));
    }
    sqlite3_close(db);
    return 0;
}
