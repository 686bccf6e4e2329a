/* source_rows.c -- names of formats; tables as people see them: their form, names over columns,
 * values of rows. */
#include "catalog/source_table.h"

#include "base/checked.h"
#include "record/slims.h"

static const char *const names[] = {"marc21", "slims", "slims-items", "table", "marcxml"};

const char *source_format_name(enum source_format f)
{
    return names[f];
}

bool source_format_parse(struct str name, enum source_format *ret)
{
    for (size_t i = 0; i < COUNT(names); i++) {
        if (!str_eq(name, str_of(names[i]))) continue;
        *ret = (enum source_format)i;
        return true;
    }
    return false;
}

bool source_is_marc(struct str format)
{
    return str_eq(format, STR("marc21")) || str_eq(format, STR("marcxml"));
}

static const struct csv_dialect of_tables = {.separator = ',', .escape = '"'};

/* A table of any shape keeps its headings as the second line of its layout. */
static struct strs table_headings(struct str layout, struct arena *a)
{
    struct str line = str_slice(layout, str_find_char(layout, '\n', 0) + 1, layout.n);
    return line.n ? csv_next(line, true, of_tables, a).column : (struct strs){0};
}

enum err source_headings(struct str format, struct str layout, struct arena *a, struct strs *ret)
{
    enum source_format f;
    struct slims_layout l;
    struct strs list = {0};
    if (!source_format_parse(format, &f)) return ERR_FORMAT;
    if (f == SOURCE_TABLE) list = table_headings(layout, a);
    if (f == SOURCE_SLIMS || f == SOURCE_SLIMS_ITEMS) {
        enum err e = slims_layout_read(layout, &l);
        if (e) return e;
        for (int i = 0; i < l.columns; i++) VEC_PUSH(a, &list, slims_column_name(&l, i));
    }
    *ret = list;
    return OK;
}

enum err source_values(struct str bytes, struct str format, struct str layout, struct arena *a,
                       struct strs *ret)
{
    enum source_format f;
    struct slims_layout l = {.dialect = of_tables};
    if (source_is_marc(format) || !source_format_parse(format, &f)) return ERR_FORMAT;
    enum err e = f == SOURCE_TABLE ? OK : slims_layout_read(layout, &l);
    if (e) return e;
    struct csv_row row = csv_next(bytes, true, l.dialect, a);
    if (row.kind != CSV_ROW) return ERR_FORMAT;
    *ret = row.column;
    return OK;
}

void source_table_form(const struct source_table *t, struct arena *a, struct source_form *f)
{
    f->facts = table_facts(source_table_table(t));
    f->heading_rows = source_table_head(t)->heading_rows;
    struct xlsx_sheet *sheet = arena_array(a, struct xlsx_sheet, f->facts.sheets + 1);
    for (size_t i = 0; i < f->facts.sheets; i++) {
        sheet[i] = f->facts.sheet[i];
        sheet[i].name = arena_copy(a, sheet[i].name);
    }
    f->facts.sheet = sheet;
    const struct columns *c = source_table_columns(t);
    f->columns = (struct columns){.rows = c->rows, .signature = c->signature};
    for (size_t i = 0; i < c->n; i++) {
        struct column col = c->item[i];
        col.name = arena_copy(a, col.name);
        for (size_t k = 0; k < COLUMN_EXAMPLES; k++) col.example[k] = arena_copy(a, col.example[k]);
        VEC_PUSH(a, &f->columns, col);
    }
    f->usable = columns_usable(c);
}
