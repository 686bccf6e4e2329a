/* source_marc.c -- the forms of MARC. */
#include "catalog/source_marc.h"

#include "record/iso2709.h"
#include "record/marcjson.h"
#include "record/marcxml.h"
#include "record/mrk.h"
#include "record/oai.h"
#include "record/unimarc.h"

/* The MARC in a record of OAI-PMH. */
static enum err read_kept(struct str bytes, struct arena *a, struct marc *ret,
                          struct faults *faults)
{
    struct oai_record r;
    if (oai_record_read(bytes, a, &r)) return ERR_FORMAT;
    struct frame f = marcxml_frame(r.metadata, true);
    if (f.kind != FRAME_RECORD) {
        fault_add(faults, a, (struct fault){.reason = REASON_NO_FIELDS, .fatal = true, .line = 1});
        return ERR_FORMAT;
    }
    return marcxml_parse(str_slice(r.metadata, f.skip, f.skip + f.length), a, ret, faults);
}

enum err source_marc_read(struct str bytes, enum source_format f, struct arena *a, struct marc *ret,
                          struct faults *faults)
{
    if (f == SOURCE_MARC21) return iso2709_parse(bytes, a, ret, faults);
    if (f == SOURCE_MARCJSON) return marcjson_parse(bytes, a, ret, faults);
    if (f == SOURCE_MRK) return mrk_parse(bytes, a, ret, faults);
    if (f == SOURCE_OAI_MARC) return read_kept(bytes, a, ret, faults);
    return f == SOURCE_MARCXML ? marcxml_parse(bytes, a, ret, faults) : ERR_FORMAT;
}

static enum err describe(struct str bytes, enum source_format f, const struct holding_map *map,
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

/* Known by the identifier of the repository, whatever number is in the MARC. */
static enum err describe_kept(struct str bytes, const struct holding_map *map, struct arena *a,
                              struct bib *ret, struct faults *faults)
{
    struct oai_record r;
    if (oai_record_read(bytes, a, &r)) return ERR_FORMAT;
    if (r.deleted) {
        *ret = (struct bib){.deleted = true, .control = r.identifier};
        return OK;
    }
    enum err e = describe(bytes, SOURCE_OAI_MARC, map, a, ret, faults);
    if (!e) ret->control = r.identifier;
    return e;
}

enum err source_marc_describe(struct str bytes, enum source_format f, const struct holding_map *map,
                              struct arena *a, struct bib *ret, struct faults *faults)
{
    return f == SOURCE_OAI_MARC ? describe_kept(bytes, map, a, ret, faults)
                                : describe(bytes, f, map, a, ret, faults);
}
