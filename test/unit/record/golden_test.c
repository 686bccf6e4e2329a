/* golden_test.c -- what real files give: records read, rejected, copies, and reasons by number.
 *
 * The expected lines stand in test/golden/record.txt, one file a line; the files themselves are in
 * ../shared/data and the test is skipped where they are not. Files are read through a window as
 * they are in the program. GOLDEN_WRITE=1 writes the lines anew, to be looked at with git diff. */
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "make.h"
#include "record/iso2709.h"
#include "record/slims.h"

static const char *const golden_path = "test/golden/record.txt";

struct tally {
    int64_t read, rejected, items;
    int64_t reason[REASON_COUNT][2]; /* warnings, rejections */
};

/* A file, or what xz makes of it. */
struct source {
    int fd;
    pid_t child;
    struct buf window;
    bool ended;
};

static bool source_open(struct source *s, const char *path)
{
    *s = (struct source){.fd = open(path, O_RDONLY), .window = BUF(2 * MARC_RECORD_MAX)};
    size_t n = strlen(path);
    if (s->fd < 0 || n < 3 || strcmp(path + n - 3, ".xz") != 0) return s->fd >= 0;
    int ends[2];
    if (pipe(ends) != 0) return false;
    s->child = fork();
    if (s->child == 0) {
        dup2(s->fd, 0);
        dup2(ends[1], 1);
        close(ends[0]);
        execlp("xz", "xz", "-dc", (char *)NULL);
        _exit(127);
    }
    close(s->fd);
    close(ends[1]);
    s->fd = ends[0];
    return s->child > 0;
}

static void source_close(struct source *s)
{
    close(s->fd);
    if (s->child > 0) waitpid(s->child, NULL, 0);
    buf_release(&s->window);
}

static void source_more(struct source *s)
{
    char *to = buf_reserve(&s->window, 64 << 10);
    ssize_t got = to ? read(s->fd, to, 64 << 10) : 0;
    if (got > 0)
        s->window.n += (size_t)got;
    else
        s->ended = true;
}

static void count(struct tally *t, const struct faults *f)
{
    for (size_t i = 0; i < f->n; i++) t->reason[f->item[i].reason][f->item[i].fatal]++;
}

static void read_record(struct str bytes, struct arena *a, struct tally *t)
{
    struct marc m;
    struct bib b;
    struct faults f = {0};
    if (iso2709_parse(bytes, a, &m, &f) != OK) {
        t->rejected++;
    } else if (!bib_is_bibliographic(&m)) {
        t->rejected++;
        t->reason[REASON_NOT_BIBLIOGRAPHIC][1]++;
    } else {
        t->read++;
        bib_from_marc(&m, NULL, a, &b, &f);
        t->items += (int64_t)b.items.n;
    }
    count(t, &f);
}

static void read_marc(struct source *s, struct arena *a, struct tally *t)
{
    bool bad_before = false;
    for (;;) {
        arena_reset(a);
        struct frame f = iso2709_frame(buf_str(&s->window), s->ended);
        if (f.kind == FRAME_END) return;
        if (f.kind == FRAME_MORE) {
            source_more(s);
            continue;
        }
        bool continues = bad_before && f.fault.reason == REASON_NOT_ISO2709;
        bad_before = f.kind == FRAME_BAD;
        if (f.fault.reason && !continues) t->reason[f.fault.reason][f.fault.fatal]++;
        t->rejected += f.kind == FRAME_BAD && !continues;
        if (f.kind == FRAME_RECORD)
            read_record(str_slice(buf_str(&s->window), f.skip, f.skip + f.length), a, t);
        buf_consume(&s->window, f.skip + f.length);
    }
}

static void read_rows(struct source *s, struct arena *a, struct tally *t)
{
    while (!s->ended && s->window.n < CSV_ROW_MAX) source_more(s);
    struct slims_layout l = slims_recognise(buf_str(&s->window), a);
    if (l.kind == SLIMS_NOT) {
        t->rejected = t->reason[REASON_UNKNOWN_COLUMNS][1] = 1;
        return;
    }
    bool header = l.has_header;
    for (;;) {
        arena_reset(a);
        struct csv_row row = csv_next(buf_str(&s->window), s->ended, l.dialect, a);
        struct faults f = {0};
        struct bib b;
        if (row.kind == CSV_END) return;
        if (row.kind == CSV_MORE) {
            source_more(s);
            continue;
        }
        if (row.kind == CSV_BAD) {
            t->rejected++;
            t->reason[row.fault.reason][1]++;
        } else if (!header) {
            enum err e = l.kind == SLIMS_BIBLIO ? slims_biblio(&l, &row, a, &b, &f)
                                                : slims_item(&l, &row, a, &b, &f);
            if (e == OK) t->items += (int64_t)b.items.n;
            t->read += e == OK;
            t->rejected += e != OK;
        }
        header = false;
        count(t, &f);
        buf_consume(&s->window, row.length);
    }
}

static struct str line_of(struct arena *a, struct str name, const struct tally *t)
{
    struct buf CLEANUP(buf_release) b = BUF(10000);
    buf_printf(&b, "%.*s read=%lld rejected=%lld items=%lld", STR_ARG(name), (long long)t->read,
               (long long)t->rejected, (long long)t->items);
    for (int r = 1; r < REASON_COUNT; r++)
        for (int fatal = 0; fatal < 2; fatal++)
            if (t->reason[r][fatal])
                buf_printf(&b, " %s%s=%lld", fatal ? "!" : "", reason_name((enum reason)r),
                           (long long)t->reason[r][fatal]);
    return arena_copy(a, buf_str(&b));
}

/* The line that a file gives; p == NULL when the file is not there. */
static struct str measure(struct arena *a, struct str name)
{
    struct source s;
    struct tally t = {0};
    struct arena *CLEANUP(arena_freep) scratch = arena_new();
    if (!source_open(&s, arena_cstr(a, arena_printf(a, "../shared/data/%.*s", STR_ARG(name)))))
        return (struct str){0};
    if (str_ends(name, STR(".csv")))
        read_rows(&s, scratch, &t);
    else
        read_marc(&s, scratch, &t);
    source_close(&s);
    return line_of(a, name, &t);
}

TEST(real_files_give_what_they_gave)
{
    struct str table = test_file(mem, golden_path), line;
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    bool absent = false;
    CHECK(table.n > 0);
    while (str_split(&table, '\n', &line)) {
        struct str got = {0};
        if (line.n && line.p[0] != '#') {
            got = measure(mem, str_slice(line, 0, str_find_char(line, ' ', 0)));
            absent |= got.n == 0;
            if (got.n && !getenv("GOLDEN_WRITE")) CHECK_STR(got, arena_cstr(mem, line));
        }
        buf_add(&b, got.n ? got : line);
        if (table.p) buf_add_char(&b, '\n');
    }
    if (absent) test_skip("files of ../shared/data are not there");
    FILE *f = getenv("GOLDEN_WRITE") ? fopen(golden_path, "wb") : NULL;
    if (f) {
        fwrite(b.p, 1, b.n, f);
        fclose(f);
    }
}
