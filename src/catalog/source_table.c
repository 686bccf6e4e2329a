/* source_table.c -- the columns of tables, for people who look at them. */
#include "catalog/source.h"
#include "record/csv.h"
#include "record/slims.h"

static enum err read_layout(struct str format, struct str layout, struct slims_layout *ret)
{
    enum source_format f;
    if (!source_format_parse(format, &f) || f == SOURCE_MARC21) return ERR_NOT_FOUND;
    return slims_layout_read(layout, ret);
}

static struct str name_of(const struct slims_layout *l, const struct strs *header, int column)
{
    if ((size_t)column < header->n) return str_trim(header->item[column]);
    return slims_column_name(l, column);
}

static enum err read_names(struct str format, struct str layout, struct str header,
                           struct arena *a, struct slims_layout *ret, struct strs *ret_names)
{
    struct strs own = {0}, names = {0};
    enum err e = read_layout(format, layout, ret);
    if (e) return e;
    if (header.n) own = csv_next(header, true, ret->dialect, a).column;
    for (int i = 0; i < ret->columns; i++) VEC_PUSH(a, &names, name_of(ret, &own, i));
    *ret_names = names;
    return OK;
}

enum err source_columns(struct str format, struct str layout, struct str header, struct arena *a,
                        struct strs *ret)
{
    struct slims_layout l;
    *ret = (struct strs){0};
    enum err e = read_names(format, layout, header, a, &l, ret);
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err source_private(struct str format, struct str layout, struct str header, struct arena *a,
                        struct strs *ret)
{
    struct slims_layout l;
    struct strs names, list = {0};
    *ret = list;
    enum err e = read_names(format, layout, header, a, &l, &names);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    for (int i = 0; i < l.columns; i++)
        if (slims_column_private(&l, i)) VEC_PUSH(a, &list, names.item[i]);
    *ret = list;
    return OK;
}

enum err source_values(struct str bytes, struct str format, struct str layout, struct arena *a,
                       struct strs *ret)
{
    struct slims_layout l;
    enum err e = read_layout(format, layout, &l);
    if (e) return ERR_FORMAT;
    struct csv_row row = csv_next(bytes, true, l.dialect, a);
    if (row.kind != CSV_ROW) return ERR_FORMAT;
    *ret = row.column;
    return OK;
}
