/* source_units.c -- turning what is under the window into units. */
#include "catalog/source_parts.h"

#include "base/checked.h"
#include "catalog/source_marc.h"
#include "catalog/source_rows.h"
#include "catalog/source_xml.h"
#include "record/bibtex.h"
#include "record/iso2709.h"
#include "record/marcxml.h"
#include "text/utf8.h"

static bool is_marc(const struct source *s)
{
    return source_is_marc(str_of(source_format_name(s->format)));
}

static struct str window(const struct source *s)
{
    return window_str(&s->w);
}

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

/* Abbreviations are kept for the entries that come after them. */
static struct frame frame_entry(struct source *s, enum err *e)
{
    for (;;) {
        struct frame f = frame_text(s, e);
        struct str text = str_slice(window(s), f.skip, f.skip + f.length);
        if (*e || f.kind != FRAME_RECORD || !bibtex_is_string(text)) return f;
        bibtex_strings_add(&s->strings, s->strings_in, text);
        s->line += lines_in(str_slice(window(s), 0, f.skip + f.length));
        s->w.at += f.skip + f.length;
    }
}

/* What goes in front of the bytes of a record, so that they can be read alone. */
static struct str preface(const struct source *s, struct str record, struct arena *a)
{
    if (s->format == SOURCE_BIBTEX) return bibtex_strings_used(&s->strings, a, record);
    bool latin1 = s->text.latin1 && !utf8_valid(record); /* UTF-8 is so, whatever was declared */
    return latin1 ? STR(MARCXML_LATIN1) : (struct str){0};
}

static enum err next_text(struct source *s, struct arena *a, struct source_unit *ret)
{
    enum err e = OK;
    struct frame f = s->format == SOURCE_BIBTEX ? frame_entry(s, &e) : frame_text(s, &e);
    if (e) return e;
    if (f.kind == FRAME_END || f.kind == FRAME_MORE) {
        s->w.at = s->w.bytes.n;
        return ERR_NOT_FOUND;
    }
    int64_t offset = s->w.base + (int64_t)s->w.at;
    struct str consumed = str_slice(window(s), 0, f.skip + f.length);
    struct str record = str_slice(consumed, f.skip, consumed.n);
    struct str parts[] = {preface(s, record, a), record};
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

static enum err read_row(struct source *s, struct arena *a, struct csv_row *ret)
{
    for (;;) {
        struct csv_row row = csv_next(window(s), s->w.ended, s->layout.dialect, a);
        *ret = row;
        if (row.kind == CSV_ROW && slims_is_header(&s->layout, &row)) {
            s->w.at += row.length;
            s->line += row.lines;
            continue;
        }
        if (row.kind != CSV_MORE || s->w.ended) return OK;
        enum err e = window_fill(&s->w);
        if (e) return e;
    }
}

static enum err next_row(struct source *s, struct arena *a, struct source_unit *ret)
{
    struct csv_row row;
    enum err e = read_row(s, a, &row);
    if (e) return e;
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

enum err source_unit_next(struct source *s, struct arena *a, struct source_unit *ret)
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
    case SOURCE_RIS:
    case SOURCE_BIBTEX:
    case SOURCE_MARCJSON: e = next_text(s, a, ret); break;
    case SOURCE_TABLE: e = next_book(s, a, ret); break;
    case SOURCE_SLIMS:
    case SOURCE_SLIMS_ITEMS: e = next_row(s, a, ret); break;
    case SOURCE_SLIMS_PUSH: return ERR_NOT_FOUND;
    }
    if (!e) s->number++;
    return e;
}
