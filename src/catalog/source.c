/* source.c -- recognising a file, sliding a window over it, turning what is under the window into
 * units. What the bytes mean is the business of record/. */
#include "catalog/source_table.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/checked.h"
#include "base/mem.h"
#include "base/spool.h"
#include "catalog/mapping.h"
#include "catalog/source_marc.h"
#include "catalog/source_rows.h"
#include "record/iso2709.h"
#include "record/marcjson.h"
#include "record/marcxml.h"
#include "record/mrk.h"
#include "record/slims.h"

enum {
    HEAD_BYTES = 128 << 10,  /* looked at to recognise the format */
    CHUNK_BYTES = 256 << 10, /* read at a time */
    WINDOW_MAX = 2 * MARC_RECORD_MAX + CHUNK_BYTES
};

struct source {
    int fd;
    bool ended; /* the window reaches the end of the file */
    struct buf window;
    size_t at;            /* consumed part of the window */
    int64_t base;         /* offset in the file of the window's first byte */
    int64_t size;         /* of the file, 0 unknown */
    int64_t number, line; /* of the next unit */
    enum source_format format;
    struct holding_map map;
    struct slims_layout layout;
    struct buf layout_text;
    struct frame (*frame)(struct str window, bool last); /* of text forms of MARC */
    bool latin1;                                         /* XML that says so */
    bool looking;                                        /* only at its top */
    struct source_table *table;                          /* of SOURCE_TABLE only */
};

static bool is_marc(const struct source *s)
{
    return source_is_marc(str_of(source_format_name(s->format)));
}

/* ---- the window ---- */

/* Reads one more chunk behind the window, whose consumed part is dropped first. */
static enum err fill(struct source *s)
{
    if (s->at) {
        s->base += (int64_t)s->at;
        buf_consume(&s->window, s->at);
        s->at = 0;
    }
    char *to = buf_reserve(&s->window, CHUNK_BYTES);
    if (!to) return ERR_LIMIT;
    ssize_t got;
    do got = read(s->fd, to, CHUNK_BYTES);
    while (got < 0 && errno == EINTR);
    if (got < 0) return err_from_errno(errno);
    if (got == 0) s->ended = true;
    s->window.n += (size_t)got;
    return OK;
}

static struct str window(const struct source *s)
{
    return str_slice(buf_str(&s->window), s->at, s->window.n);
}

/* ---- recognising ---- */

/* Field and record terminators occur in no text file, and in every ISO 2709 file; also in pictures.
 */
static bool looks_like_marc(struct str head)
{
    return str_find_char(head, 0x1E, 0) < head.n || str_find_char(head, 0x1D, 0) < head.n;
}

/* XML may hold stray terminators, and MARC a record about XML: what the file begins with decides.
 */
static bool is_marcxml(struct str head)
{
    struct str text = str_starts(head, STR("\xEF\xBB\xBF")) ? str_slice(head, 3, head.n) : head;
    if (looks_like_marc(head) && !str_starts(str_trim(text), STR("<"))) return false;
    return marcxml_recognise(head);
}

static bool is_packed_or_wide(struct str head)
{
    static const struct str marks[] = {STR_INIT("PK\3\4"), STR_INIT("PK\5\6"),
                                       STR_INIT("\xD0\xCF\x11\xE0"), STR_INIT("\xFF\xFE"),
                                       STR_INIT("\xFE\xFF")};
    for (size_t i = 0; i < COUNT(marks); i++)
        if (str_starts(head, marks[i])) return true;
    return false;
}

static void take_slims(struct source *s)
{
    s->format = s->layout.kind == SLIMS_ITEMS ? SOURCE_SLIMS_ITEMS : SOURCE_SLIMS;
    slims_layout_write(&s->layout, &s->layout_text);
}

static enum err read_file(void *ctx, int64_t at, char *to, size_t n)
{
    return spool_read(((const struct source *)ctx)->fd, at, to, n);
}

/* A table is read twice and a workbook from its end: what comes through a pipe goes to a file
 * without a name first. */
static enum err spool(struct source *s)
{
    if (s->size) return OK;
    int fd = -1;
    enum err e = spool_begin(&fd);
    if (e) return e;
    while (!e) {
        e = spool_add(fd, window(s));
        s->size += (int64_t)(s->window.n - s->at);
        s->at = s->window.n;
        if (s->ended || e) break;
        e = fill(s);
    }
    close(s->fd);
    s->fd = fd;
    return e;
}

/* The reason that helps most. */
static enum err table_refused(struct source *s, struct str head, struct fault *why)
{
    if (s->layout.kind != SLIMS_NOT) { /* few columns, but known ones */
        take_slims(s);
        return OK;
    }
    bool binary = why->reason == REASON_NOT_TEXT && str_find_char(head, '\0', 0) < head.n;
    if (binary && !is_packed_or_wide(head)) why->reason = REASON_NOT_ISO2709;
    return ERR_FORMAT;
}

static enum err recognise(struct source *s, struct str mapping, struct arena *mem,
                          struct fault *why)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct str head = arena_copy(a, str_slice(window(s), 0, HEAD_BYTES));
    *why = (struct fault){.fatal = true};

    if (str_trim(head).n == 0 && s->ended) {
        why->reason = REASON_EMPTY_FILE;
        return ERR_FORMAT;
    }
    if (is_marcxml(head)) {
        s->format = SOURCE_MARCXML;
        s->frame = marcxml_frame;
        s->latin1 = marcxml_is_latin1(head);
        return OK;
    }
    if (marcjson_recognise(head)) {
        s->format = SOURCE_MARCJSON;
        s->frame = marcjson_frame;
        return OK;
    }
    if (mrk_recognise(head)) {
        s->format = SOURCE_MRK;
        s->frame = mrk_frame;
        return OK;
    }
    if (looks_like_marc(head) && !is_packed_or_wide(head)) {
        s->format = SOURCE_MARC21;
        if (iso2709_recognise(head)) return OK;
        why->reason = REASON_NOT_ISO2709;
        return ERR_FORMAT;
    }
    s->layout = slims_recognise(head, a);
    if (slims_is_export(&s->layout)) {
        take_slims(s);
        return OK;
    }
    enum err e = spool(s);
    struct bytes_at from = {.read = read_file, .ctx = s, .size = s->size};
    if (!e)
        e = s->looking ? source_table_look(from, mapping, mem, &s->table, why)
                       : source_table_open(from, mapping, mem, &s->table, why);
    if (e) return e == ERR_FORMAT && why->reason ? table_refused(s, head, why) : e;
    s->format = SOURCE_TABLE;
    buf_add(&s->layout_text, source_table_layout(s->table));
    return OK;
}

static enum err open_file(const char *path, struct source *s)
{
    struct stat st;
    s->fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (s->fd < 0 || fstat(s->fd, &st) != 0) return err_from_errno(errno);
    if (S_ISDIR(st.st_mode)) return ERR_ARG;
    s->size = S_ISREG(st.st_mode) ? st.st_size : 0;
    return OK;
}

static enum err open_source(const char *path, struct str mapping, bool looking, struct arena *a,
                            struct source **ret, struct fault *ret_why)
{
    struct source *s = mem_zero(1, sizeof *s);
    *s = (struct source){.fd = -1, .line = 1, .number = 1, .looking = looking};
    s->window = BUF(WINDOW_MAX);
    s->layout_text = BUF(256 << 10);
    *ret_why = (struct fault){0};

    enum err e = holding_map_read(mapping_marc(mapping), &s->map);
    if (!e) e = open_file(path, s);
    while (!e && !s->ended && s->window.n < HEAD_BYTES) e = fill(s);
    if (!e) e = recognise(s, mapping, a, ret_why);
    if (!e && is_marc(s)) buf_add(&s->layout_text, mapping_marc(mapping));
    if (e) {
        source_close(s);
        return e;
    }
    *ret = s;
    return OK;
}

enum err source_open(const char *path, struct str mapping, struct arena *a, struct source **ret,
                     struct fault *ret_why)
{
    return open_source(path, mapping, false, a, ret, ret_why);
}

enum err source_look(const char *path, struct str mapping, struct arena *a, struct source_form *ret,
                     struct fault *ret_why)
{
    struct source CLEANUP(source_closep) *s = NULL;
    enum err e = open_source(path, mapping, true, a, &s, ret_why);
    if (e) return e;
    *ret = (struct source_form){.format = s->format, .usable = s->format != SOURCE_TABLE};
    if (s->table) source_table_form(s->table, a, ret);
    return OK;
}

void source_close(struct source *s)
{
    if (!s) return;
    source_table_close(s->table);
    if (s->fd >= 0) close(s->fd);
    buf_release(&s->window);
    buf_release(&s->layout_text);
    mem_free(s);
}

void source_closep(struct source **s)
{
    source_close(*s);
    *s = NULL;
}

enum source_format source_format(const struct source *s)
{
    return s->format;
}

struct str source_layout(const struct source *s)
{
    return buf_str(&s->layout_text);
}

struct str source_meaning(const struct source *s)
{
    return source_first_line(source_layout(s));
}

struct str source_mapping(const struct source *s, struct arena *a)
{
    struct buf CLEANUP(buf_release) b = BUF(64 << 10);
    if (is_marc(s)) return source_layout(s);
    if (s->table) columns_write(source_table_columns(s->table), &b);
    return arena_copy(a, buf_str(&b));
}

void source_closed(const struct source *s, struct arena *a, struct strs *ret)
{
    struct strs list = {0};
    for (int i = 0; !s->table && !is_marc(s) && i < s->layout.columns; i++)
        if (slims_column_private(&s->layout, i))
            VEC_PUSH(a, &list, slims_column_name(&s->layout, i));
    if (s->table) source_table_closed(s->table, a, &list);
    *ret = list;
}

void source_progress(const struct source *s, int64_t *ret_done, int64_t *ret_all)
{
    if (s->table) {
        table_progress(source_table_table(s->table), ret_done, ret_all);
        return;
    }
    *ret_done = s->base + (int64_t)s->at;
    *ret_all = s->size;
}

/* ---- units ---- */

/* Faults of record/ count from the start of what they were given; ours count from the file's. */
static void place_faults(const struct source *s, struct source_unit *u, size_t from, int64_t offset)
{
    for (size_t i = from; i < u->faults.n; i++) {
        struct fault *f = &u->faults.item[i];
        f->record = u->number;
        f->line = s->format == SOURCE_MARC21 ? 0 : s->line + MAX(f->line - 1, (int64_t)0);
        f->byte += offset;
    }
}

static void reject(struct source_unit *u, struct arena *a, struct fault f)
{
    f.fatal = true;
    VEC_PUSH(a, &u->faults, f);
    u->rejected = true;
    u->bib = (struct bib){0};
}

static bool has_fatal(const struct faults *faults)
{
    for (size_t i = 0; i < faults->n; i++)
        if (faults->item[i].fatal) return true;
    return false;
}

/* Reads what ret->bytes holds; they stand at `at` in the file. */
static void describe_unit(const struct source *s, struct arena *a, struct source_unit *ret,
                          int64_t at)
{
    size_t framed = ret->faults.n;
    if (source_marc_describe(ret->bytes, s->format, &s->map, a, &ret->bib, &ret->faults)) {
        ret->rejected = true;
        if (!has_fatal(&ret->faults))
            reject(ret, a, (struct fault){.reason = REASON_DIRECTORY_BAD});
    }
    place_faults(s, ret, framed, at);
}

static enum err next_marc(struct source *s, struct arena *a, struct source_unit *ret)
{
    struct frame f = iso2709_frame(window(s), s->ended);
    while (f.kind == FRAME_MORE && !s->ended) {
        enum err e = fill(s);
        if (e) return e;
        f = iso2709_frame(window(s), s->ended);
    }
    if (f.kind == FRAME_END || f.kind == FRAME_MORE) {
        s->at = s->window.n;
        return ERR_NOT_FOUND;
    }
    int64_t offset = s->base + (int64_t)s->at;
    ret->bytes = arena_copy(a, str_slice(window(s), f.skip, f.skip + f.length));
    s->at += f.skip + f.length;
    if (f.fault.reason) VEC_PUSH(a, &ret->faults, f.fault);
    place_faults(s, ret, 0, offset);
    if (f.kind == FRAME_BAD) {
        ret->faults.item[ret->faults.n - 1].fatal = true;
        ret->rejected = true;
        return OK;
    }
    describe_unit(s, a, ret, offset + (int64_t)f.skip);
    return OK;
}

static int64_t lines_in(struct str s)
{
    int64_t n = 0;
    for (size_t at = 0; (at = str_find_char(s, '\n', at)) < s.n; at++) n++;
    return n;
}

/* What stands before a record is dropped as it is read, so that it may be of any size. */
static struct frame frame_text(struct source *s, enum err *e)
{
    struct frame f = s->frame(window(s), s->ended);
    while (f.kind == FRAME_MORE && !s->ended) {
        s->line += lines_in(str_slice(window(s), 0, f.skip));
        s->at += f.skip;
        *e = fill(s);
        if (*e) return f;
        f = s->frame(window(s), s->ended);
    }
    return f;
}

static enum err next_text(struct source *s, struct arena *a, struct source_unit *ret)
{
    enum err e = OK;
    struct frame f = frame_text(s, &e);
    if (e) return e;
    if (f.kind == FRAME_END || f.kind == FRAME_MORE) {
        s->at = s->window.n;
        return ERR_NOT_FOUND;
    }
    int64_t offset = s->base + (int64_t)s->at;
    struct str consumed = str_slice(window(s), 0, f.skip + f.length);
    struct str parts[] = {s->latin1 ? STR(MARCXML_LATIN1) : (struct str){0},
                          str_slice(consumed, f.skip, consumed.n)};
    ret->bytes = arena_join(a, parts, COUNT(parts), (struct str){0});
    s->line += lines_in(str_slice(consumed, 0, f.skip));
    ret->line = s->line;
    if (f.kind == FRAME_BAD) {
        VEC_PUSH(a, &ret->faults, f.fault);
        ret->rejected = true;
        place_faults(s, ret, 0, offset);
    } else {
        describe_unit(s, a, ret, offset + (int64_t)f.skip);
    }
    s->line += lines_in(parts[1]);
    s->at += consumed.n;
    return OK;
}

/* The row without the line end and blank lines around it, so that it is the same in any file. */
static struct str row_bytes(struct str consumed)
{
    while (consumed.n && (consumed.p[0] == '\r' || consumed.p[0] == '\n'))
        consumed = str_slice(consumed, 1, consumed.n);
    if (str_starts(consumed, STR("\xEF\xBB\xBF"))) consumed = str_slice(consumed, 3, consumed.n);
    while (consumed.n && (consumed.p[consumed.n - 1] == '\r' || consumed.p[consumed.n - 1] == '\n'))
        consumed.n--;
    return consumed;
}

static enum err next_row(struct source *s, struct arena *a, struct source_unit *ret)
{
    struct csv_row row = csv_next(window(s), s->ended, s->layout.dialect, a);
    while (row.kind == CSV_MORE && !s->ended) {
        enum err e = fill(s);
        if (e) return e;
        row = csv_next(window(s), s->ended, s->layout.dialect, a);
    }
    if (row.kind == CSV_END || row.kind == CSV_MORE) {
        s->at = s->window.n;
        return ERR_NOT_FOUND;
    }
    int64_t offset = s->base + (int64_t)s->at;
    ret->line = s->line + MAX(row.fault.line - 1, (int64_t)0);
    ret->bytes = arena_copy(a, row_bytes(str_slice(window(s), (size_t)row.fault.byte, row.length)));
    s->at += row.length;
    if (row.kind == CSV_ROW) /* again on the copy, which does not move as the window does */
        row.column = csv_next(ret->bytes, true, s->layout.dialect, a).column;
    if (row.kind == CSV_BAD) {
        VEC_PUSH(a, &ret->faults, row.fault);
        ret->faults.item[0].fatal = ret->rejected = true;
    } else if (source_row_describe(&s->layout, &row, a, &ret->bib, &ret->faults)) {
        ret->rejected = true;
        if (!has_fatal(&ret->faults))
            reject(ret, a, (struct fault){.reason = REASON_COLUMNS_WRONG});
    }
    place_faults(s, ret, 0, offset);
    s->line += row.lines;
    return OK;
}

static void pass_header(struct source *s, struct arena *a)
{
    struct csv_row row = csv_next(window(s), s->ended, s->layout.dialect, a);
    s->at += row.length;
    s->line += MAX(row.lines, (int64_t)1);
}

/* Its faults have their rows already. */
static enum err next_book(struct source *s, struct arena *a, struct source_unit *ret)
{
    enum err e = source_table_next(s->table, a, ret);
    for (size_t i = 0; !e && i < ret->faults.n; i++) ret->faults.item[i].record = ret->number;
    return e;
}

enum err source_next(struct source *s, struct arena *a, struct source_unit *ret)
{
    *ret = (struct source_unit){.number = s->number};
    if (s->layout.has_header && s->line == 1) pass_header(s, a);
    enum err e = OK;
    switch (s->format) {
    case SOURCE_MARC21: e = next_marc(s, a, ret); break;
    case SOURCE_MARCXML:
    case SOURCE_MRK:
    case SOURCE_MARCJSON: e = next_text(s, a, ret); break;
    case SOURCE_TABLE: e = next_book(s, a, ret); break;
    case SOURCE_SLIMS:
    case SOURCE_SLIMS_ITEMS: e = next_row(s, a, ret); break;
    }
    if (!e) s->number++;
    return e;
}
