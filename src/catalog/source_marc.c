/* source_marc.c -- the forms of MARC. */
#include "catalog/source_marc.h"

#include "record/iso2709.h"
#include "record/marcjson.h"
#include "record/marcxml.h"
#include "record/mrk.h"
#include "record/unimarc.h"

enum err source_marc_read(struct str bytes, enum source_format f, struct arena *a, struct marc *ret,
                          struct faults *faults)
{
    if (f == SOURCE_MARC21) return iso2709_parse(bytes, a, ret, faults);
    if (f == SOURCE_MARCJSON) return marcjson_parse(bytes, a, ret, faults);
    if (f == SOURCE_MRK) return mrk_parse(bytes, a, ret, faults);
    return f == SOURCE_MARCXML ? marcxml_parse(bytes, a, ret, faults) : ERR_FORMAT;
}

enum err source_marc_describe(struct str bytes, enum source_format f, const struct holding_map *map,
                              struct arena *a, struct bib *ret, struct faults *faults)
{
    struct marc m;
    enum err e = source_marc_read(bytes, f, a, &m, faults);
    if (e) return e;
    if (unimarc_recognise(&m)) unimarc_to_marc21(&m, a, &m, faults);
    if (!bib_is_bibliographic(&m)) {
        VEC_PUSH(a, faults, (struct fault){.reason = REASON_NOT_BIBLIOGRAPHIC, .fatal = true});
        return ERR_FORMAT;
    }
    bib_from_marc(&m, map, a, ret, faults);
    if (ret->title.n || ret->holdings_only || ret->deleted) return OK;
    for (size_t i = 0; i < faults->n; i++)
        if (faults->item[i].reason == REASON_NO_TITLE) faults->item[i].fatal = true;
    return ERR_FORMAT;
}
