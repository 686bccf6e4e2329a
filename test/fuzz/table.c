/* table.c -- any bytes as a table of any shape.
 *
 * Holds: rows are UTF-8 unless their file is not, reading moves on and can be repeated, what is
 * kept of a row reads back as it was, mappings survive being stored. */
#include <stdlib.h>
#include <string.h>

#include "record/table_bib.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define must(held)                                                                                 \
    do {                                                                                           \
        if (!(held)) abort();                                                                      \
    } while (0)

static void store_columns(const struct columns *c, struct arena *a)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 16);
    struct columns back = {.n = c->n, .signature = c->signature};
    back.item = arena_array(a, struct column, c->n + 1);
    columns_write(c, &b);
    must(columns_read(buf_str(&b), &back) == OK);
    for (size_t i = 0; i < c->n; i++) must(back.item[i].field == c->item[i].field);
}

static void read_row(const struct table_pick *p, const struct table_row *row, struct arena *a)
{
    struct buf CLEANUP(buf_release) b = BUF(8 << 20);
    struct strs values = table_pick_row(p, &row->column, a);
    struct table_rows rows = {.row = &values, .n = 1, .line = &row->number, .name = &p->name};
    struct faults faults = {0};
    struct bib bib, back;
    (void)table_row_key(&p->fields, &values, a);
    (void)table_row_continues(&p->fields, &values);
    enum err e = table_bib(&p->fields, &rows, a, &bib, &faults);
    must(e == OK || (e == ERR_FORMAT && faults.n && faults.item[faults.n - 1].fatal));
    table_row_write(&values, &b);
    if (e) return;
    must(utf8_valid(bib.title) && utf8_valid(bib.publisher));
    must(table_bib_stored(&p->fields, buf_str(&b), a, &back) == OK);
    must(str_eq(bib.title, back.title) && bib.items.n == back.items.n);
    for (size_t i = 0; i < bib.items.n; i++) {
        must(bib.items.item[i].copies >= 1 && utf8_valid(bib.items.item[i].code));
        must(bib.items.item[i].status != ITEM_AVAILABLE);
    }
}

static int64_t read_all(struct table *t, const struct table_pick *p)
{
    struct arena *CLEANUP(arena_freep) a = arena_new();
    struct table_row row;
    struct fault why;
    int64_t n = 0, last = 0;
    enum err e = OK;
    for (; n < 2000; n++) {
        arena_reset(a);
        e = table_next(t, a, &row, &why);
        if (e) break;
        must(row.number > last || table_facts(t).workbook);
        last = row.number;
        if (!row.bad) read_row(p, &row, a);
    }
    must(e != ERR_FORMAT || why.reason);
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str s = {(const char *)data, size};
    struct arena *CLEANUP(arena_freep) a = arena_new();
    struct table CLEANUP(table_closep) *t = NULL;
    struct table_fields unused;
    struct table_head head;
    struct columns columns;
    struct table_pick pick;
    struct fault why;
    struct str bad;
    (void)!table_fields_read(s, &unused);
    if (table_open(bytes_of(&s), STR(""), &t, &why)) {
        must(why.reason);
        return 0;
    }
    if (table_head(t, a, &head, &why)) return 0;
    columns_guess(&head, a, &columns);
    must(columns.n == head.columns);
    store_columns(&columns, a);
    (void)!columns_say(s, &columns, &bad);
    columns_settle(&columns);
    table_pick_of(&columns, a, &pick);
    int64_t n = read_all(t, &pick);
    must(table_rewind(t, &why) == OK && read_all(t, &pick) == n);
    return 0;
}
