/* source.c -- recognising a file, unpacking it, sliding a window over it. What the bytes mean is
 * the business of record/. */
#include "catalog/source_parts.h"

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
#include "catalog/source_pack.h"
#include "catalog/source_rows.h"
#include "record/bibtex.h"
#include "record/iso2709.h"
#include "record/stranger.h"

enum {
    HEAD_BYTES = 128 << 10 /* looked at to recognise the format */
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
    size_t nuls = 0;
    for (size_t i = 0; i < head.n; i++) nuls += head.p[i] == '\0';
    bool binary = why->reason == REASON_NOT_TEXT && nuls * 100 > head.n; /* a few: a damaged text */
    if (binary && !is_packed_or_wide(head)) why->reason = REASON_UNKNOWN_FORMAT;
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
    why->reason = stranger_reason(head);
    if (why->reason) return ERR_FORMAT;
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

static enum err open_file(const char *path, int *ret)
{
    struct stat st;
    int fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return err_from_errno(errno);
    enum err e = fstat(fd, &st) != 0 ? err_from_errno(errno) : S_ISDIR(st.st_mode) ? ERR_ARG : OK;
    if (e)
        close(fd);
    else
        *ret = fd;
    return e;
}

/* Takes over fd. */
static enum err begin(struct source *s, int fd, struct str mapping)
{
    struct stat st;
    s->line = s->number = 1;
    s->layout_text = BUF(256 << 10);
    s->strings_in = arena_new();
    window_open(&s->w, fd);
    if (fstat(fd, &st) != 0) return err_from_errno(errno);
    s->size = S_ISREG(st.st_mode) ? st.st_size : 0;
    enum err e = holding_map_read(mapping_marc(mapping), &s->map);
    while (!e && !s->w.ended && s->w.bytes.n < HEAD_BYTES) e = window_fill(&s->w);
    return e;
}

/* Takes over fd. A file that is not packed. */
static enum err open_plain(int fd, struct str mapping, bool looking, struct arena *a,
                           struct source **ret, struct fault *ret_why)
{
    struct source *s = mem_zero(1, sizeof *s);
    s->looking = looking;
    enum err e = begin(s, fd, mapping);
    if (!e) e = recognise(s, mapping, a, ret_why);
    if (!e && is_marc(s)) buf_add(&s->layout_text, mapping_marc(mapping));
    if (e)
        source_close(s);
    else
        *ret = s;
    return e;
}

/* ---- what is packed ---- */

/* Files of one archive are one load: of one kind, and tables of the same columns. */
static bool fits(const struct source *first, const struct source *next)
{
    return first->format == next->format && str_eq(source_meaning(first), source_meaning(next));
}

static enum err open_part(struct source *s, struct pack_file *f, struct str mapping,
                          struct arena *a, struct fault *why)
{
    struct source *part = NULL;
    int fd = f->fd;
    f->fd = -1;
    enum err e = open_plain(fd, mapping, s->looking, a, &part, why);
    if (!e) s->part[s->parts++] = part;
    if (!e && !fits(s->part[0], part)) {
        *why = (struct fault){.reason = REASON_ARCHIVE_MIXED, .fatal = true};
        e = ERR_FORMAT;
    }
    if (e == ERR_FORMAT && why->excerpt.n == 0) why->excerpt = fault_excerpt(a, f->name);
    return e;
}

/* ERR_NOT_FOUND when it is not packed. */
static enum err open_pack(struct source *s, struct str mapping, struct arena *a, struct fault *why)
{
    struct pack CLEANUP(pack_close) pack = {0};
    struct arena CLEANUP(arena_freep) *mem = arena_new();
    enum reason other;
    struct str head = arena_copy(mem, str_slice(window(s), 0, HEAD_BYTES));
    if (!pack_maybe(head, &other)) return ERR_NOT_FOUND;
    enum err e = spool(s);
    struct bytes_at from = {.read = read_file, .ctx = s, .size = s->size};
    if (!e) e = pack_open(from, head, a, &pack, why);
    if (!e) s->part = mem_zero(pack.n, sizeof(struct source *));
    for (size_t i = 0; i < pack.n && !e; i++) e = open_part(s, &pack.item[i], mapping, a, why);
    return e;
}

/* The window holds the file from its top, or a file without a name does after spooling. */
static enum err open_source(const char *path, struct str mapping, bool looking, struct arena *a,
                            struct source **ret, struct fault *ret_why)
{
    struct source *s = mem_zero(1, sizeof *s);
    int fd = -1;
    s->looking = looking;
    window_open(&s->w, -1);
    *ret_why = (struct fault){0};
    enum err e = open_file(path, &fd);
    if (!e) e = begin(s, fd, mapping);
    if (!e) {
        e = open_pack(s, mapping, a, ret_why);
        if (e == ERR_NOT_FOUND) e = recognise(s, mapping, a, ret_why);
        if (!e && !s->parts && is_marc(s)) buf_add(&s->layout_text, mapping_marc(mapping));
    }
    if (e)
        source_close(s);
    else
        *ret = s;
    return e;
}

/* The file at hand: itself, or the one of its parts. */
static const struct source *inner(const struct source *s)
{
    return s->parts ? s->part[MIN(s->part_at, s->parts - 1)] : s;
}

enum err source_open(const char *path, struct str mapping, struct arena *a, struct source **ret,
                     struct fault *ret_why)
{
    return open_source(path, mapping, false, a, ret, ret_why);
}

enum err source_look(const char *path, struct str mapping, struct arena *a, struct source_form *ret,
                     struct fault *ret_why)
{
    struct source CLEANUP(source_closep) *opened = NULL;
    enum err e = open_source(path, mapping, true, a, &opened, ret_why);
    if (e) return e;
    const struct source *s = inner(opened);
    *ret = (struct source_form){.format = s->format, .usable = s->format != SOURCE_TABLE};
    if (s->table) source_table_form(s->table, a, ret);
    return OK;
}

void source_close(struct source *s)
{
    if (!s) return;
    for (size_t i = 0; i < s->parts; i++) source_close(s->part[i]);
    mem_free(s->part);
    source_table_close(s->table);
    window_close(&s->w);
    buf_release(&s->layout_text);
    arena_free(s->strings_in);
    mem_free(s);
}

void source_closep(struct source **s)
{
    source_close(*s);
    *s = NULL;
}

enum source_format source_format(const struct source *s)
{
    return inner(s)->format;
}

struct str source_layout(const struct source *s)
{
    return buf_str(&inner(s)->layout_text);
}

struct str source_meaning(const struct source *s)
{
    return source_first_line(source_layout(s));
}

struct str source_mapping(const struct source *s, struct arena *a)
{
    s = inner(s);
    struct buf CLEANUP(buf_release) b = BUF(64 << 10);
    if (is_marc(s)) return source_layout(s);
    if (s->table) columns_write(source_table_columns(s->table), &b);
    return arena_copy(a, buf_str(&b));
}

void source_closed(const struct source *s, struct arena *a, struct strs *ret)
{
    s = inner(s);
    struct strs list = {0};
    for (int i = 0; !s->table && !is_marc(s) && i < s->layout.columns; i++)
        if (slims_column_private(&s->layout, i))
            VEC_PUSH(a, &list, slims_column_name(&s->layout, i));
    if (s->table) source_table_closed(s->table, a, &list);
    *ret = list;
}

static void progress(const struct source *s, int64_t *ret_done, int64_t *ret_all)
{
    if (s->table) {
        table_progress(source_table_table(s->table), ret_done, ret_all);
        return;
    }
    *ret_done = s->w.decoder ? s->w.taken : s->w.base + (int64_t)s->w.at;
    *ret_all = s->size;
}

void source_progress(const struct source *s, int64_t *ret_done, int64_t *ret_all)
{
    int64_t done = 0, all = 0;
    if (!s->parts) progress(s, &done, &all);
    for (size_t i = 0; i < s->parts; i++) {
        int64_t of = 0, one = 0;
        progress(s->part[i], &of, &one);
        done += of;
        all += one;
    }
    *ret_done = done;
    *ret_all = all;
}

/* Numbers of records go on from one file of an archive to the next. */
enum err source_next(struct source *s, struct arena *a, struct source_unit *ret)
{
    if (!s->parts) return source_unit_next(s, a, ret);
    for (; s->part_at < s->parts; s->part_at++) {
        struct source *part = s->part[s->part_at];
        part->number = MAX(part->number, s->number);
        enum err e = source_unit_next(part, a, ret);
        if (e != ERR_NOT_FOUND) {
            s->number = part->number;
            return e;
        }
    }
    return ERR_NOT_FOUND;
}
