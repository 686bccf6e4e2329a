/* xlsx_sheet.c -- the rows of one sheet, one at a time.
 *
 * Merges are listed behind the cells, so a sheet is read twice: once for them, once for its rows.
 */
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "record/xlsx_parts.h"

enum { FILL_BYTES_MAX = 16 << 20 };

/* Rows may show so many bytes for each of the sheet, beyond those that are free: a few cells can
 * name a long shared string, or be repeated downwards, again and again. */
enum { SHOWN_RATIO_MAX = 100, SHOWN_FREE = 16 << 20 };

/* ---- cells ---- */

void xlsx_row_begin(struct xlsx_reading *r, int64_t number)
{
    r->row = number;
    r->columns = r->column = r->bytes = 0;
    r->too_long = r->without_value = r->spread = r->row_over = false;
}

static void begin_row(struct xlsx_reading *r, const char *const *attr)
{
    int64_t number = 0;
    if (str_to_i64(xml_attr(attr, STR("r")), &number) || number < 1) number = r->row + 1;
    xlsx_row_begin(r, number);
}

static char type_of(struct str t)
{
    if (t.n == 0) return 'n';
    if (str_eq(t, STR("str"))) return 't';
    return str_eq(t, STR("inlineStr")) ? 'i' : t.p[0];
}

static void begin_cell(struct xlsx_reading *r, const char *const *attr)
{
    int64_t row = 0;
    struct str ref = xml_attr(attr, STR("r"));
    if (ref.n && !xlsx_cell_place(ref, &r->column, &row)) r->column = XLSX_COLUMNS_MAX;
    r->type = type_of(xml_attr(attr, STR("t")));
    r->style = 0;
    if (str_to_u64(xml_attr(attr, STR("s")), &r->style)) r->style = 0;
    r->formula = r->in_value = false;
    buf_clear(&r->value);
}

/* What the cell at hand shows. */
static struct str cell_text(struct xlsx *x)
{
    struct xlsx_reading *r = &x->r;
    struct str v = buf_str(&r->value);
    uint64_t i = 0;
    switch (r->type) {
    case 's': return str_to_u64(str_trim(v), &i) ? (struct str){0} : xlsx_string(&x->strings, i);
    case 'b': return str_eq(v, STR("1")) ? STR("TRUE") : v.n ? STR("FALSE") : v;
    case 'e': return (struct str){0};
    case 'd': return str_ends(v, STR("T00:00:00")) ? str_slice(v, 0, 10) : v;
    case 'n': return xlsx_number_text(v, xlsx_style(&x->styles, r->style), x->since_1904, r->mem);
    default: return v;
    }
}

static void end_cell(struct xlsx *x)
{
    struct xlsx_reading *r = &x->r;
    size_t at = r->column++;
    if (r->value.n == 0) r->without_value |= r->formula && r->type != 't';
    if (r->type != 's' && r->value.n) r->value.n = xlsx_unescape(r->value.p, r->value.n);
    struct str text = r->value.n ? cell_text(x) : (struct str){0};
    if (text.n == 0) return;
    r->cells++;
    if (at >= XLSX_COLUMNS_MAX || r->value.full || r->bytes + text.n > CSV_ROW_MAX) {
        r->too_long = true;
        return;
    }
    while (r->columns <= at) r->cell[r->columns++] = (struct str){0};
    r->cell[at] = r->type == 's' ? text : arena_copy(r->mem, text);
    r->bytes += text.n;
}

void xlsx_cell(struct xlsx *x, size_t column, char type, uint64_t style, struct str value)
{
    struct xlsx_reading *r = &x->r;
    buf_clear(&r->value);
    buf_add(&r->value, value);
    r->column = column;
    r->type = type;
    r->style = style;
    r->formula = false;
    end_cell(x);
}

/* ---- merges ---- */

void xlsx_merge(struct xlsx_reading *r, struct xlsx_merge m, size_t last_column)
{
    if (!r->merged || r->scanned) return;
    if (m.column >= XLSX_COLUMNS_MAX || r->merges.n >= XLSX_MERGES_MAX || m.from < 1) return;
    if (m.to > m.from) VEC_PUSH(r->merged, &r->merges, m);
    uint32_t row = (uint32_t)MIN(m.from, (int64_t)UINT32_MAX);
    if (last_column > m.column) buf_add(&r->wide, (struct str){(const char *)&row, sizeof row});
}

static void note_merge(struct xlsx_reading *r, struct str ref)
{
    size_t from = 0, to = 0, colon = str_find_char(ref, ':', 0);
    struct xlsx_merge m = {0};
    if (!xlsx_cell_place(str_slice(ref, 0, colon), &from, &m.from)) return;
    if (!xlsx_cell_place(str_slice(ref, colon + 1, ref.n), &to, &m.to)) return;
    m.column = (uint32_t)MIN(from, (size_t)UINT32_MAX);
    xlsx_merge(r, m, to);
}

static int by_row(const void *x, const void *y)
{
    const struct xlsx_merge *a = x, *b = y;
    return a->from < b->from ? -1 : a->from > b->from;
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = 0, b = 0;
    memcpy(&a, x, sizeof a);
    memcpy(&b, y, sizeof b);
    return a < b ? -1 : a > b;
}

/* Repeats the values of merges down to the row at hand, and keeps those that begin in it. */
static void fill_merged(struct xlsx *x)
{
    struct xlsx_reading *r = &x->r;
    for (; r->next_merge < r->merges.n; r->next_merge++) {
        const struct xlsx_merge *m = &r->merges.item[r->next_merge];
        if (m->from > r->row) break;
        bool here = m->from == r->row && m->column < r->columns;
        if (!here || arena_used(r->repeated) > FILL_BYTES_MAX) continue;
        r->fill[m->column] = (struct xlsx_fill){m->to, arena_copy(r->repeated, r->cell[m->column])};
    }
    for (size_t i = 0; r->merges.n && i < XLSX_COLUMNS_MAX; i++) {
        const struct xlsx_fill *f = &r->fill[i];
        if (f->to < r->row || f->value.n == 0) continue;
        while (r->columns <= i) r->cell[r->columns++] = (struct str){0};
        if (r->cell[i].n == 0 && r->bytes + f->value.n <= CSV_ROW_MAX) {
            r->cell[i] = f->value;
            r->bytes += f->value.n;
        }
    }
}

/* ---- events ---- */

static void sheet_start(void *ctx, struct str name, const char *const *attr)
{
    struct xlsx *x = ctx;
    struct xlsx_reading *r = &x->r;
    if (str_eq(name, STR("c")))
        begin_cell(r, attr);
    else if (str_eq(name, STR("row")))
        begin_row(r, attr);
    else if (str_eq(name, STR("f")))
        r->formula = true;
    else if (str_eq(name, STR("rPh")))
        r->phonetic++;
    else if (str_eq(name, STR("mergeCell")))
        note_merge(r, xml_attr(attr, STR("ref")));
    bool text = r->type == 'i' ? str_eq(name, STR("t")) : str_eq(name, STR("v"));
    r->in_value = text && !r->phonetic;
}

static void sheet_end(void *ctx, struct str name)
{
    struct xlsx *x = ctx;
    struct xlsx_reading *r = &x->r;
    r->in_value = false;
    if (str_eq(name, STR("c"))) {
        end_cell(x);
    } else if (str_eq(name, STR("rPh"))) {
        r->phonetic--;
    } else if (str_eq(name, STR("row"))) {
        r->row_over = true;
        xml_pause(r->part.xml);
    }
}

static void sheet_text(void *ctx, struct str text)
{
    struct xlsx *x = ctx;
    if (x->r.in_value) buf_add(&x->r.value, text);
}

void xlsx_sheet_close(struct xlsx *x)
{
    struct xlsx_reading *r = &x->r;
    xlsx_part_close(&r->part);
    buf_release(&r->value);
    buf_release(&r->wide);
    arena_free(r->merged);
    arena_free(r->repeated);
    memset(r, 0, sizeof *r);
}

static enum err open_sheet(struct xlsx *x, size_t sheet)
{
    struct xlsx_reading *r = &x->r;
    xlsx_part_close(&r->part);
    r->row = r->cells = r->shown = 0;
    r->phonetic = 0;
    r->value.max = XLSX_CELL_MAX;
    r->type = 'n';
    if (x->old) {
        xls_begin(x, sheet);
        return OK;
    }
    r->entry = zip_find(&x->zip, x->part[sheet].part);
    if (!r->entry) return ERR_FORMAT;
    return xlsx_part_open(&x->zip, r->entry,
                          (struct xml_handler){sheet_start, sheet_end, sheet_text, x}, &r->part);
}

/* On to the end of a row. ERR_NOT_FOUND: there is none. */
static enum err run(struct xlsx *x)
{
    return x->old ? xls_run(x) : xml_run(x->r.part.xml);
}

enum err xlsx_count(struct xlsx *x, size_t sheet, int64_t limit, int64_t *ret_cells)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    xlsx_sheet_close(x);
    enum err e = open_sheet(x, sheet);
    int64_t all = 0, left = 0;
    while (!e && all - left <= limit) {
        arena_reset(a);
        x->r.mem = a;
        e = run(x);
        if (x->old) continue;
        zip_stream_progress(x->r.part.stream, &left);
        all = x->r.entry->size;
    }
    *ret_cells = x->r.cells;
    if (!e && all > left && left) /* a large sheet is like its beginning */
        *ret_cells = (int64_t)((double)x->r.cells * (double)all / (double)(all - left));
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum reason reason_of(const struct xlsx *x, enum err e)
{
    if (e == ERR_LIMIT) return REASON_FILE_BOMB;
    return x->old ? REASON_OLD_EXCEL : REASON_FILE_DAMAGED;
}

/* Once over the sheet, for its merges. */
static enum err scan_sheet(struct xlsx *x, size_t sheet)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct xlsx_reading *r = &x->r;
    xlsx_sheet_close(x);
    r->merged = arena_new();
    r->repeated = arena_new();
    r->wide = BUF(XLSX_MERGES_MAX * sizeof(uint32_t));
    enum err e = open_sheet(x, sheet);
    while (!e) {
        arena_reset(a);
        r->mem = a;
        e = run(x);
    }
    if (r->merges.n) qsort(r->merges.item, r->merges.n, sizeof *r->merges.item, by_row);
    if (r->wide.n) qsort(r->wide.p, r->wide.n / sizeof(uint32_t), sizeof(uint32_t), by_number);
    r->mem = NULL;
    if (e == ERR_NOT_FOUND) r->scanned = sheet + 1;
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err xlsx_begin(struct xlsx *x, size_t sheet, struct fault *ret_why)
{
    struct xlsx_reading *r = &x->r;
    *ret_why = (struct fault){0};
    enum err e = sheet < x->sheets ? OK : ERR_FORMAT;
    if (!e && r->scanned != sheet + 1) e = scan_sheet(x, sheet);
    if (!e) e = open_sheet(x, sheet);
    if (!e) {
        arena_reset(r->repeated);
        memset(r->fill, 0, sizeof r->fill);
        r->next_merge = 0;
    }
    if (e != ERR_FORMAT && e != ERR_LIMIT) return e;
    *ret_why = (struct fault){.reason = reason_of(x, e), .fatal = true};
    return ERR_FORMAT;
}

/* Whether the rows so far show far more than stands in the sheet. */
static bool is_bomb(struct xlsx *x)
{
    int64_t done = 0, all = 0;
    x->r.shown += (int64_t)x->r.bytes;
    if (x->r.shown <= SHOWN_FREE) return false;
    xlsx_progress(x, &done, &all);
    return x->r.shown - SHOWN_FREE > SHOWN_RATIO_MAX * done;
}

static bool is_wide(const struct xlsx_reading *r)
{
    uint32_t row = (uint32_t)MIN(r->row, (int64_t)UINT32_MAX);
    return r->wide.n && bsearch(&row, r->wide.p, r->wide.n / sizeof row, sizeof row, by_number);
}

enum err xlsx_next(struct xlsx *x, struct arena *a, struct xlsx_row *ret, struct fault *ret_why)
{
    struct xlsx_reading *r = &x->r;
    enum err e = r->part.xml || x->old ? OK : ERR_NOT_FOUND;
    *ret_why = (struct fault){0};
    while (!e) {
        r->mem = a;
        e = run(x);
        if (e) break;
        if (!r->row_over || (r->columns == 0 && !r->too_long && !r->without_value)) continue;
        fill_merged(x);
        if (is_bomb(x)) {
            e = ERR_LIMIT;
            break;
        }
        struct str *column = arena_array(a, struct str, r->columns);
        if (r->columns) memcpy(column, r->cell, r->columns * sizeof *column);
        *ret = (struct xlsx_row){.number = r->row,
                                 .column = {column, r->columns, r->columns},
                                 .too_long = r->too_long,
                                 .without_value = r->without_value,
                                 .spread = is_wide(r)};
        return OK;
    }
    xlsx_part_close(&r->part);
    if (e != ERR_FORMAT && e != ERR_LIMIT) return e;
    *ret_why = (struct fault){.reason = reason_of(x, e), .fatal = true, .line = r->row + 1};
    return ERR_FORMAT;
}

void xlsx_progress(const struct xlsx *x, int64_t *ret_done, int64_t *ret_all)
{
    int64_t left = 0;
    if (x->old) {
        *ret_done = x->old->at;
        *ret_all = x->old->stream.size;
        return;
    }
    *ret_all = x->r.entry ? x->r.entry->size : 0;
    if (x->r.part.stream) zip_stream_progress(x->r.part.stream, &left);
    *ret_done = *ret_all - left;
}
