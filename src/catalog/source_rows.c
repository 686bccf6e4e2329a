/* source_rows.c -- names of formats; tables as people see them: their form, names over columns,
 * values of rows; stored bytes as descriptions. */
#include "catalog/source_rows.h"

#include "base/checked.h"
#include "catalog/mapping.h"
#include "catalog/source_marc.h"
#include "catalog/source_table.h"
#include "catalog/source_xml.h"
#include "record/slims.h"
#include "record/slims_push.h"

static const char *const names[] = {"marc21", "slims",    "slims-items", "table", "marcxml",
                                    "mrk",    "marcjson", "slims-push",  "oai",   "oai-marc",
                                    "mods",   "dc",       "ris",         "bibtex"};

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
    return str_eq(format, STR("marc21")) || str_eq(format, STR("marcxml")) ||
           str_eq(format, STR("mrk")) || str_eq(format, STR("marcjson")) ||
           str_eq(format, STR("oai-marc"));
}

bool source_is_table(struct str format)
{
    return str_eq(format, STR("table")) || str_eq(format, STR("slims")) ||
           str_eq(format, STR("slims-items"));
}

const char *source_marc_suffix(struct str format)
{
    enum source_format f;
    if (!source_format_parse(format, &f) || f == SOURCE_MARC21) return "mrc";
    return f == SOURCE_MARCJSON ? "json" : f == SOURCE_MRK ? "mrk" : "xml";
}

struct str source_first_line(struct str layout)
{
    return str_slice(layout, 0, str_find_char(layout, '\n', 0));
}

enum err source_row_describe(const struct slims_layout *l, const struct csv_row *row,
                             struct arena *a, struct bib *ret, struct faults *faults)
{
    return l->kind == SLIMS_ITEMS ? slims_item(l, row, a, ret, faults)
                                  : slims_biblio(l, row, a, ret, faults);
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
    if (!source_is_table(format) || !source_format_parse(format, &f)) return ERR_FORMAT;
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

/* ---- stored bytes ---- */

static enum err describe_slims(struct str bytes, struct str layout, struct arena *a,
                               struct bib *ret)
{
    struct slims_layout l;
    struct faults ignored = {0};
    enum err e = slims_layout_read(layout, &l);
    if (e) return e;
    struct csv_row row = csv_next(bytes, true, l.dialect, a);
    return row.kind == CSV_ROW ? source_row_describe(&l, &row, a, ret, &ignored) : ERR_FORMAT;
}

enum err source_describe(struct str bytes, struct str format, struct str layout, struct arena *a,
                         struct bib *ret)
{
    enum source_format f;
    struct faults ignored = {0};
    struct table_fields fields;
    struct holding_map map;
    enum err e = OK;
    *ret = (struct bib){0};
    if (!source_format_parse(format, &f)) return ERR_FORMAT;
    switch (f) {
    case SOURCE_MARC21:
    case SOURCE_MARCXML:
    case SOURCE_MRK:
    case SOURCE_MARCJSON:
    case SOURCE_OAI_MARC:
        e = holding_map_read(layout, &map);
        return e ? e : source_marc_describe(bytes, f, &map, a, ret, &ignored);
    case SOURCE_TABLE:
        e = table_fields_read(source_first_line(layout), &fields);
        return e ? e : table_bib_stored(&fields, bytes, a, ret);
    case SOURCE_SLIMS_PUSH: return slims_push_describe(bytes, a, ret);
    case SOURCE_OAI:
    case SOURCE_MODS:
    case SOURCE_RIS:
    case SOURCE_BIBTEX:
    case SOURCE_DUBLIN_CORE: return source_xml_describe(bytes, f, a, ret, &ignored);
    case SOURCE_SLIMS:
    case SOURCE_SLIMS_ITEMS: break;
    }
    return describe_slims(bytes, layout, a, ret);
}
