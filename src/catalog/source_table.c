/* source_table.c -- from rows to books. */
#include "catalog/source_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "base/mem.h"
#include "catalog/mapping.h"

enum {
    BOOKS_MAX = 1 << 20, /* told apart; a table with more is not joined beyond them */
    HELD_MAX = 32 << 20, /* bytes of rows that wait */
    RECORD_BYTES_MAX = 1 << 20,
    LAYOUT_MAX = 256 << 10
};

/* How many rows a book has, and those of them that wait. */
struct book {
    int64_t key;
    uint32_t rows, seen;
    uint32_t group; /* index + 1 in groups; 0: none waits */
};

struct held {
    int64_t line;
    uint32_t length, without_value;
};

struct group {
    struct buf rows; /* for each: struct held, bytes */
    size_t n;
};

struct source_table {
    struct arena *a;
    struct bytes_at from;
    struct table *table;
    struct table_head head;
    struct columns columns;
    struct table_pick pick;
    struct buf layout;
    struct book *book; /* open addressing; size is a power of two */
    size_t size, books;
    struct group *group;
    size_t groups, held;
    struct {
        size_t *item;
        size_t n, cap;
    } spare;          /* groups that are empty */
    bool strict;      /* rows with more values than headings were taken apart wrongly */
    int64_t last_key; /* of the row before, for rows that continue it */
    bool last_good;
};

/* ---- opening ---- */

/* What is remembered of the form, then what is said. */
static enum err take_mapping(struct source_table *t, struct str mapping, struct arena *a,
                             bool *ret_known, struct fault *ret_why)
{
    struct str rest = mapping, line, bad = {0}, said = mapping_after(mapping, STR("say"));
    bool known = false;
    while (!known && mapping_next_columns(&rest, &line))
        known = columns_read(line, &t->columns) == OK;
    *ret_known = known;
    if (!said.n || columns_say(said, &t->columns, &bad) == OK) return OK;
    *ret_why = (struct fault){.excerpt = fault_excerpt(a, bad)};
    return ERR_FORMAT;
}

static enum err check_columns(const struct source_table *t, struct fault *ret_why)
{
    if (columns_usable(&t->columns)) return OK;
    bool headed = t->head.heading_rows > 0 || table_facts(t->table).workbook;
    *ret_why = (struct fault){.reason = headed ? REASON_NO_TITLE_COLUMN : REASON_UNKNOWN_COLUMNS,
                              .fatal = true};
    return ERR_FORMAT;
}

/* A separator that should have been quoted moves the values behind it into other columns. Where
 * most rows go beyond the headings, the last column simply has none. */
static bool is_beyond(const struct source_table *t, const struct table_row *row)
{
    for (size_t i = t->head.named; i < row->column.n; i++)
        if (str_trim(row->column.item[i]).n) return true;
    return false;
}

static bool is_strict(const struct source_table *t)
{
    size_t beyond = 0;
    if (t->head.heading_rows == 0 || table_facts(t->table).workbook) return false;
    for (size_t i = 0; i < t->head.sample.n; i++) beyond += is_beyond(t, &t->head.sample.item[i]);
    return 5 * beyond <= t->head.sample.n;
}

static void write_layout(struct source_table *t)
{
    table_fields_write(&t->pick.fields, &t->layout);
    buf_add_char(&t->layout, '\n');
    if (t->head.heading_rows) table_row_write(&t->head.heading, &t->layout);
}

static enum err open_top(struct source_table *t, struct str mapping, struct arena *a,
                         bool *ret_known, struct fault *ret_why)
{
    enum err e = table_open(t->from, mapping_after(mapping, STR("sheet")), &t->table, ret_why);
    if (e == ERR_NOT_FOUND) {
        *ret_why = (struct fault){.reason = REASON_NO_SHEET, .fatal = true};
        return ERR_FORMAT;
    }
    if (!e) e = table_head(t->table, t->a, &t->head, ret_why);
    if (e) return e;
    columns_guess(&t->head, t->a, &t->columns);
    return take_mapping(t, mapping, a, ret_known, ret_why);
}

static struct source_table *source_table_new(struct bytes_at from)
{
    struct source_table *t = mem_zero(1, sizeof *t);
    t->a = arena_new();
    t->from = from;
    t->layout = BUF(LAYOUT_MAX);
    return t;
}

enum err source_table_look(struct bytes_at from, struct str mapping, struct arena *a,
                           struct source_table **ret, struct fault *ret_why)
{
    struct source_table *t = source_table_new(from);
    bool known;
    *ret_why = (struct fault){0};
    enum err e = open_top(t, mapping, a, &known, ret_why);
    if (e)
        source_table_close(t);
    else
        *ret = t;
    return e;
}

/* ---- counting ---- */

static struct book *slot_of(const struct source_table *t, int64_t key)
{
    size_t at = (size_t)key & (t->size - 1);
    while (t->book[at].rows && t->book[at].key != key) at = (at + 1) & (t->size - 1);
    return &t->book[at];
}

static void make_room(struct source_table *t)
{
    struct book *old = t->book;
    size_t size = t->size;
    if (t->books * 2 < size) return;
    t->size = size ? size * 2 : 1024;
    t->book = mem_zero(t->size, sizeof *t->book);
    for (size_t i = 0; i < size; i++)
        if (old[i].rows) *slot_of(t, old[i].key) = old[i];
    mem_free(old);
}

static void count_row(struct source_table *t, int64_t key)
{
    make_room(t);
    struct book *b = slot_of(t, key);
    if (b->rows == 0) {
        if (t->books >= BOOKS_MAX) return;
        t->books++;
        b->key = key;
    }
    if (b->rows < UINT32_MAX) b->rows++;
}

/* Whether the row is about a book, and which. */
static bool is_book(struct source_table *t, const struct strs *values, struct arena *a,
                    int64_t *ret_key)
{
    const struct table_fields *f = &t->pick.fields;
    bool titled = false;
    for (size_t i = 0; i < f->n; i++) titled |= f->field[i] == COLUMN_TITLE && values->item[i].n;
    if (!titled && !(t->last_good && table_row_continues(f, values))) {
        t->last_good = false;
        return false;
    }
    if (titled) t->last_key = table_row_key(f, values, a);
    t->last_good = true;
    *ret_key = t->last_key;
    return true;
}

/* The next row of data: neither above it nor the headings again. */
static enum err next_data(struct source_table *t, struct arena *a, struct table_row *ret,
                          struct fault *ret_why)
{
    enum err e = table_next(t->table, a, ret, ret_why);
    while (!e && (ret->number <= t->head.last_row || table_is_heading(&t->head, ret)))
        e = table_next(t->table, a, ret, ret_why);
    if (!e && !ret->bad && t->strict && is_beyond(t, ret)) ret->bad = REASON_COLUMNS_WRONG;
    return e;
}

static enum err count_rows(struct source_table *t, struct fault *ret_why)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct table_row row;
    int64_t key = 0;
    make_room(t);
    for (;;) {
        arena_reset(a);
        enum err e = next_data(t, a, &row, ret_why);
        if (e == ERR_NOT_FOUND) break;
        if (e) return e;
        struct strs values = table_pick_row(&t->pick, &row.column, a);
        if (row.bad)
            t->last_good = false;
        else if (is_book(t, &values, a, &key))
            count_row(t, key);
    }
    t->last_good = false;
    return table_rewind(t->table, ret_why);
}

enum err source_table_open(struct bytes_at from, struct str mapping, struct arena *a,
                           struct source_table **ret, struct fault *ret_why)
{
    struct source_table *t = source_table_new(from);
    bool known = false;
    *ret_why = (struct fault){0};
    enum err e = open_top(t, mapping, a, &known, ret_why);
    if (!e && !known) columns_settle(&t->columns);
    if (!e) e = check_columns(t, ret_why);
    if (!e) {
        t->strict = is_strict(t);
        table_pick_of(&t->columns, t->a, &t->pick);
        write_layout(t);
        e = count_rows(t, ret_why);
    }
    if (e)
        source_table_close(t);
    else
        *ret = t;
    return e;
}

void source_table_close(struct source_table *t)
{
    if (!t) return;
    for (size_t i = 0; i < t->groups; i++) buf_release(&t->group[i].rows);
    mem_free(t->group);
    mem_free(t->book);
    buf_release(&t->layout);
    table_close(t->table);
    arena_free(t->a);
    mem_free(t);
}

void source_table_closed(const struct source_table *t, struct arena *a, struct strs *ret)
{
    for (size_t i = 0; i < t->columns.n; i++) {
        const struct column *c = &t->columns.item[i];
        if (c->field == COLUMN_PRIVATE)
            VEC_PUSH(a, ret, arena_copy(a, c->name.n ? c->name : str_of(c->letters)));
    }
}

const struct table *source_table_table(const struct source_table *t)
{
    return t->table;
}

const struct table_head *source_table_head(const struct source_table *t)
{
    return &t->head;
}

const struct columns *source_table_columns(const struct source_table *t)
{
    return &t->columns;
}

struct str source_table_layout(const struct source_table *t)
{
    return buf_str(&t->layout);
}

/* ---- rows that wait ---- */

static struct group *group_of(struct source_table *t, struct book *b)
{
    if (b->group) return &t->group[b->group - 1];
    if (t->spare.n) {
        b->group = (uint32_t)t->spare.item[--t->spare.n] + 1;
    } else {
        t->group = mem_resize(t->group, (t->groups + 1) * sizeof *t->group);
        t->group[t->groups] = (struct group){.rows = BUF(2 * RECORD_BYTES_MAX)};
        b->group = (uint32_t)++t->groups;
    }
    return &t->group[b->group - 1];
}

struct kept_row {
    struct str bytes;
    int64_t line;
    bool without_value;
};

static void hold(struct source_table *t, struct group *g, const struct kept_row *row)
{
    struct held h = {row->line, (uint32_t)row->bytes.n, row->without_value};
    buf_add(&g->rows, (struct str){(const char *)&h, sizeof h});
    buf_add(&g->rows, row->bytes);
    g->n++;
    t->held += row->bytes.n;
}

/* ---- giving out ---- */

/* The same rows in another order are the same bytes. */
static int by_bytes(const void *x, const void *y)
{
    const struct kept_row *a = x, *b = y;
    int c = str_cmp(a->bytes, b->bytes);
    return c ? c : a->line < b->line ? -1 : a->line > b->line;
}

static void describe(struct source_table *t, struct kept_row *row, size_t n, struct arena *a,
                     struct source_unit *u)
{
    struct buf CLEANUP(buf_release) all = BUF(4 * RECORD_BYTES_MAX);
    struct strs *values = arena_array(a, struct strs, n);
    int64_t *line = arena_array(a, int64_t, n);
    qsort(row, n, sizeof *row, by_bytes);
    for (size_t i = 0; i < n; i++) {
        buf_add(&all, row[i].bytes);
        line[i] = row[i].line;
        if (!u->line || row[i].line < u->line) u->line = row[i].line;
        values[i] = csv_next(row[i].bytes, true, (struct csv_dialect){',', '"'}, a).column;
    }
    u->bytes = arena_copy(a, buf_str(&all));
    struct table_rows rows = {.row = values, .line = line, .n = n, .name = &t->pick.name};
    for (size_t i = 0; i < n; i++)
        if (row[i].without_value)
            fault_add(&u->faults, a,
                      (struct fault){.reason = REASON_NO_VALUE, .line = row[i].line});
    u->rejected = table_bib(&t->pick.fields, &rows, a, &u->bib, &u->faults) != OK;
}

/* What waits for a book, as one record. */
static void give_group(struct source_table *t, struct book *b, struct arena *a,
                       struct source_unit *u)
{
    size_t index = b->group - 1, n = t->group[index].n;
    struct group *g = &t->group[index];
    struct str rest = arena_copy(a, buf_str(&g->rows));
    struct kept_row *row = arena_array(a, struct kept_row, n);
    for (size_t i = 0; i < n; i++) {
        struct held h;
        memcpy(&h, rest.p, sizeof h);
        row[i] = (struct kept_row){str_slice(rest, sizeof h, sizeof h + h.length), h.line,
                                   h.without_value != 0};
        rest = str_slice(rest, sizeof h + h.length, rest.n);
        t->held -= h.length;
    }
    buf_release(&g->rows);
    g->n = 0;
    b->group = 0;
    VEC_PUSH(t->a, &t->spare, index);
    describe(t, row, n, a, u);
}

static void reject(struct source_table *t, const struct table_row *row, enum reason reason,
                   struct arena *a, struct source_unit *u)
{
    struct buf CLEANUP(buf_release) b = BUF(4 * RECORD_BYTES_MAX);
    struct fault f = {.reason = reason, .fatal = true, .line = row->number};
    struct strs full = {0};
    u->line = row->number;
    for (size_t i = 0; i < MAX(t->columns.n, row->column.n); i++)
        VEC_PUSH(a, &full, i < row->column.n ? row->column.item[i] : (struct str){0});
    table_row_write(&full, &b);
    u->bytes = arena_copy(a, buf_str(&b));
    u->rejected = true;
    if (reason == REASON_COLUMNS_WRONG)
        f.excerpt = arena_printf(a, "%zu/%zu", row->column.n, t->head.named);
    fault_add(&u->faults, a, f);
}

/* Why a row is no part of any record. */
static enum reason why_not(struct source_table *t, const struct table_row *row,
                           const struct strs *values, struct arena *a, int64_t *ret_key)
{
    if (row->bad) {
        t->last_good = false;
        return row->bad;
    }
    return is_book(t, values, a, ret_key) ? REASON_NONE : REASON_NO_TITLE;
}

/* Gives the row to its book; true when that made a record. */
static bool take_row(struct source_table *t, int64_t key, struct kept_row *row, struct arena *a,
                     struct source_unit *u)
{
    struct book *b = slot_of(t, key);
    if (b->rows <= 1) {
        describe(t, row, 1, a, u);
        return true;
    }
    b->seen++;
    struct group *g = group_of(t, b);
    hold(t, g, row);
    bool enough = g->n >= TABLE_ROWS_MAX || g->rows.n > RECORD_BYTES_MAX / 2 || t->held > HELD_MAX;
    if (b->seen < b->rows && !enough) return false;
    give_group(t, b, a, u);
    return true;
}

enum err source_table_next(struct source_table *t, struct arena *a, struct source_unit *ret)
{
    for (;;) {
        struct buf CLEANUP(buf_release) b = BUF(RECORD_BYTES_MAX / 2);
        struct table_row row;
        struct fault why;
        int64_t key = 0;
        enum err e = next_data(t, a, &row, &why);
        if (e) return e;
        struct strs values = table_pick_row(&t->pick, &row.column, a);
        enum reason why_out = why_not(t, &row, &values, a, &key);
        table_row_write(&values, &b);
        if (!why_out && b.full) why_out = REASON_ROW_TOO_LONG;
        if (why_out) {
            reject(t, &row, why_out, a, ret);
            return OK;
        }
        struct kept_row kept = {arena_copy(a, buf_str(&b)), row.number, row.without_value};
        if (take_row(t, key, &kept, a, ret)) return OK;
    }
}
