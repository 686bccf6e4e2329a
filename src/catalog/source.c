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
#include "catalog/source_text.h"
#include "catalog/source_xml.h"
#include "record/iso2709.h"
#include "record/marcxml.h"
#include "record/slims.h"
#include "text/utf8.h"

enum {
    HEAD_BYTES = 128 << 10 /* looked at to recognise the format */
};

struct source {
    struct source_window w;
    int64_t size;         /* of the file, 0 unknown */
    int64_t number, line; /* of the next unit */
    enum source_format format;
    struct holding_map map;
    struct slims_layout layout;
    struct buf layout_text;
    struct source_text text;    /* of text forms of MARC */
    bool looking;               /* only at its top */
    bool in_bad;                /* the last frame was bad */
    struct source_table *table; /* of SOURCE_TABLE only */
};

static bool is_marc(const struct source *s)
{
    return source_is_marc(str_of(source_format_name(s->format)));
}

static struct str window(const struct source *s)
{
    return window_str(&s->w);
}

/* ---- recognising ---- */

/* Field and record terminators occur in no text file, and in every ISO 2709 file; also in pictures.
 */
static bool looks_like_marc(struct str head)
{
    return str_find_char(head, 0x1E, 0) < head.n || str_find_char(head, 0x1D, 0) < head.n;
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
    return spool_read(((const struct source *)ctx)->w.fd, at, to, n);
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
        s->size += (int64_t)(s->w.bytes.n - s->w.at);
        s->w.at = s->w.bytes.n;
        if (s->w.ended || e) break;
        e = window_fill(&s->w);
    }
    close(s->w.fd);
    s->w.fd = fd;
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

    if (str_trim(head).n == 0 && s->w.ended) {
        why->reason = REASON_EMPTY_FILE;
        return ERR_FORMAT;
    }
    if (source_text_recognise(head, &s->text)) {
        s->format = s->text.format;
        return source_text_begin(&s->w, head, &s->text);
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
    s->w.fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (s->w.fd < 0 || fstat(s->w.fd, &st) != 0) return err_from_errno(errno);
    if (S_ISDIR(st.st_mode)) return ERR_ARG;
    s->size = S_ISREG(st.st_mode) ? st.st_size : 0;
    return OK;
}

static enum err open_source(const char *path, struct str mapping, bool looking, struct arena *a,
                            struct source **ret, struct fault *ret_why)
{
    struct source *s = mem_zero(1, sizeof *s);
    *s = (struct source){.line = 1, .number = 1, .looking = looking};
    window_open(&s->w, -1);
    s->layout_text = BUF(256 << 10);
    *ret_why = (struct fault){0};

    enum err e = holding_map_read(mapping_marc(mapping), &s->map);
    if (!e) e = open_file(path, s);
    while (!e && !s->w.ended && s->w.bytes.n < HEAD_BYTES) e = window_fill(&s->w);
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
    window_close(&s->w);
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
    *ret_done = s->w.decoder ? s->w.taken : s->w.base + (int64_t)s->w.at;
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
    enum err e =
        is_marc(s)
            ? source_marc_describe(ret->bytes, s->format, &s->map, a, &ret->bib, &ret->faults)
            : source_xml_describe(ret->bytes, s->format, a, &ret->bib, &ret->faults);
    if (e) {
        ret->rejected = true;
        if (!has_fatal(&ret->faults))
            reject(ret, a,
                   (struct fault){.reason = is_marc(s) ? REASON_DIRECTORY_BAD : REASON_XML_BAD});
    }
    place_faults(s, ret, framed, at);
}

static enum err frame_marc(struct source *s, struct frame *ret)
{
    *ret = iso2709_frame(window(s), s->w.ended);
    while (ret->kind == FRAME_MORE && !s->w.ended) {
        enum err e = window_fill(&s->w);
        if (e) return e;
        *ret = iso2709_frame(window(s), s->w.ended);
    }
    return OK;
}

/* The next frame that is one of its own: a long bad stretch comes in pieces. */
static enum err next_frame(struct source *s, struct frame *ret)
{
    for (;;) {
        enum err e = frame_marc(s, ret);
        bool bad = !e && ret->kind == FRAME_BAD;
        if (!bad || !s->in_bad || ret->fault.reason != REASON_NOT_ISO2709) {
            s->in_bad = bad;
            return e;
        }
        s->w.at += ret->skip + ret->length;
    }
}

static void excerpt(const struct source *s, struct arena *a, struct fault *f)
{
    f->excerpt = fault_excerpt(a, str_slice(window(s), (size_t)f->byte, s->w.bytes.n));
}

/* Of a record that breaks off before its title that alone is to be said. */
static void refuse_cut(struct source_unit *u, struct fault cut)
{
    cut.fatal = true;
    u->faults.item[0] = cut;
    u->faults.n = 1;
}

static enum err next_marc(struct source *s, struct arena *a, struct source_unit *ret)
{
    struct frame f;
    enum err e = next_frame(s, &f);
    if (e) return e;
    if (f.kind == FRAME_END || f.kind == FRAME_MORE) {
        s->w.at = s->w.bytes.n;
        return ERR_NOT_FOUND;
    }
    int64_t offset = s->w.base + (int64_t)s->w.at;
    ret->bytes = arena_copy(a, str_slice(window(s), f.skip, f.skip + f.length));
    if (f.kind == FRAME_BAD) excerpt(s, a, &f.fault);
    s->w.at += f.skip + f.length;
    if (f.fault.reason) VEC_PUSH(a, &ret->faults, f.fault);
    place_faults(s, ret, 0, offset);
    if (f.kind == FRAME_BAD) {
        ret->faults.item[ret->faults.n - 1].fatal = true;
        ret->rejected = true;
        return OK;
    }
    describe_unit(s, a, ret, offset + (int64_t)f.skip);
    if (ret->rejected && f.fault.reason == REASON_RECORD_CUT) refuse_cut(ret, ret->faults.item[0]);
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
    struct frame f = s->text.frame(window(s), s->w.ended);
    while (f.kind == FRAME_MORE && !s->w.ended) {
        s->line += lines_in(str_slice(window(s), 0, f.skip));
        s->w.at += f.skip;
        *e = window_fill(&s->w);
        if (*e) return f;
        f = s->text.frame(window(s), s->w.ended);
    }
    return f;
}

static enum err next_text(struct source *s, struct arena *a, struct source_unit *ret)
{
    enum err e = OK;
    struct frame f = frame_text(s, &e);
    if (e) return e;
    if (f.kind == FRAME_END || f.kind == FRAME_MORE) {
        s->w.at = s->w.bytes.n;
        return ERR_NOT_FOUND;
    }
    int64_t offset = s->w.base + (int64_t)s->w.at;
    struct str consumed = str_slice(window(s), 0, f.skip + f.length);
    struct str record = str_slice(consumed, f.skip, consumed.n);
    bool latin1 =
        s->text.latin1 && !utf8_valid(record); /* what is UTF-8 is so, whatever was declared */
    struct str parts[] = {latin1 ? STR(MARCXML_LATIN1) : (struct str){0}, record};
    ret->bytes = arena_join(a, parts, COUNT(parts), (struct str){0});
    s->line += lines_in(str_slice(consumed, 0, f.skip));
    ret->line = s->line;
    if (f.kind == FRAME_BAD) {
        excerpt(s, a, &f.fault);
        VEC_PUSH(a, &ret->faults, f.fault);
        ret->rejected = true;
        place_faults(s, ret, 0, offset);
    } else {
        describe_unit(s, a, ret, offset + (int64_t)f.skip);
    }
    s->line += lines_in(parts[1]);
    s->w.at += consumed.n;
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
    struct csv_row row = csv_next(window(s), s->w.ended, s->layout.dialect, a);
    while (row.kind == CSV_MORE && !s->w.ended) {
        enum err e = window_fill(&s->w);
        if (e) return e;
        row = csv_next(window(s), s->w.ended, s->layout.dialect, a);
    }
    if (row.kind == CSV_END || row.kind == CSV_MORE) {
        s->w.at = s->w.bytes.n;
        return ERR_NOT_FOUND;
    }
    int64_t offset = s->w.base + (int64_t)s->w.at;
    ret->line = s->line + MAX(row.fault.line - 1, (int64_t)0);
    ret->bytes = arena_copy(a, row_bytes(str_slice(window(s), (size_t)row.fault.byte, row.length)));
    s->w.at += row.length;
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
    struct csv_row row = csv_next(window(s), s->w.ended, s->layout.dialect, a);
    s->w.at += row.length;
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
    case SOURCE_OAI:
    case SOURCE_OAI_MARC:
    case SOURCE_MODS:
    case SOURCE_DUBLIN_CORE:
    case SOURCE_MARCJSON: e = next_text(s, a, ret); break;
    case SOURCE_TABLE: e = next_book(s, a, ret); break;
    case SOURCE_SLIMS:
    case SOURCE_SLIMS_ITEMS: e = next_row(s, a, ret); break;
    case SOURCE_SLIMS_PUSH: return ERR_NOT_FOUND;
    }
    if (!e) s->number++;
    return e;
}
