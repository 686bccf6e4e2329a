/* form.c -- see form.h. */
#include "share/form.h"

#include "base/checked.h"
#include "record/dublin_core.h"
#include "record/iso2709.h"
#include "record/marcxml_write.h"
#include "record/mods.h"
#include "record/reference.h"
#include "share/form_parts.h"
#include "share/schema_org.h"

const struct form_kind *form_kind(enum form f)
{
    static const struct form_kind kinds[FORMS] = {
        [FORM_MARCXML] = {"marcxml", "application/marcxml+xml; charset=utf-8",
                          "http://www.loc.gov/standards/marcxml/", "http://www.loc.gov/MARC21/slim",
                          "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"},
        [FORM_MODS] = {"mods", "application/mods+xml; charset=utf-8",
                       "http://www.loc.gov/standards/mods/", "http://www.loc.gov/mods/v3",
                       "http://www.loc.gov/standards/mods/v3/mods-3-7.xsd"},
        [FORM_DC] = {"dc", "application/xml; charset=utf-8",
                     "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
                     "http://www.openarchives.org/OAI/2.0/oai_dc/",
                     "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"},
        [FORM_MARC] = {"mrc", "application/marc", "http://www.loc.gov/marc/", NULL, NULL},
        [FORM_RIS] = {"ris", "application/x-research-info-systems; charset=utf-8", NULL, NULL,
                      NULL},
        [FORM_BIBTEX] = {"bib", "application/x-bibtex; charset=utf-8", NULL, NULL, NULL},
        [FORM_JSONLD] = {"jsonld", "application/ld+json; charset=utf-8", "https://schema.org/",
                         NULL, NULL},
        [FORM_HOLDINGS] = {"iso20775", "application/xml; charset=utf-8",
                           "https://www.iso.org/standard/39735.html",
                           "info:ofi/fmt:xml:xsd:iso20775",
                           "http://www.loc.gov/standards/iso20775/ISOholdings_V1.0.xsd"},
        [FORM_OPAC] = {"opac", "application/xml; charset=utf-8",
                       "https://software.indexdata.com/yaz/doc/list-oids.html", "", NULL},
        [FORM_MFHD] = {"mfhd", "application/marcxml+xml; charset=utf-8",
                       "http://www.loc.gov/marc/holdings/", "http://www.loc.gov/MARC21/slim",
                       "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"},
        [FORM_JSON] = {"json", "application/json; charset=utf-8", NULL, NULL, NULL},
    };
    return &kinds[f];
}

bool form_parse(struct str name, enum form *ret)
{
    for (enum form f = 0; f < FORMS; f++) {
        if (!str_eq(name, str_of(form_kind(f)->name))) continue;
        *ret = f;
        return true;
    }
    return false;
}

static struct str address_of(const struct title_view *v, struct str base, struct arena *a)
{
    if (!base.n) return base;
    return arena_printf(a, "%.*s/b/%.*s", STR_ARG(base), STR_ARG(v->address_id));
}

static void write_mods(const struct title_view *v, struct str base, struct arena *a, struct buf *to)
{
    struct mods_place *place = arena_array(a, struct mods_place, v->n_holdings + 1);
    struct mods_about about = {.address = address_of(v, base, a),
                               .id = v->address_id,
                               .place = place,
                               .n_places = v->n_holdings};
    for (size_t i = 0; i < v->n_holdings; i++)
        place[i] = (struct mods_place){v->holding[i].agency->name, v->holding[i].call_number};
    mods_write(&v->bib, &about, a, to);
}

enum err form_write(const struct title_view *v, struct str base, enum form f, struct arena *a,
                    struct buf *to)
{
    struct marc m;
    switch (f) {
    case FORM_MARCXML:
        form_marc(v, base, a, &m);
        marcxml_alone(&m, a, to);
        return OK;
    case FORM_MARC: form_marc(v, base, a, &m); return iso2709_write_divided(&m, a, to);
    case FORM_MODS: write_mods(v, base, a, to); return OK;
    case FORM_DC: dublin_core_write(&v->bib, address_of(v, base, a), a, to); return OK;
    case FORM_RIS: ris_write(&v->bib, address_of(v, base, a), to); return OK;
    case FORM_BIBTEX: bibtex_write(&v->bib, address_of(v, base, a), v->address_id, to); return OK;
    case FORM_JSONLD: schema_org_write(v, base, a, to); return OK;
    case FORM_HOLDINGS: form_holdings(v, base, a, to); return OK;
    case FORM_OPAC:
        form_marc(v, base, a, &m);
        form_opac(v, &m, a, to);
        return OK;
    case FORM_MFHD: form_mfhd(v, base, a, to); return OK;
    case FORM_JSON: form_json(v, base, a, to); return OK;
    case FORMS: break;
    }
    return ERR_ARG;
}

void form_in_collection(const struct title_view *v, struct str base, struct arena *a,
                        struct buf *to)
{
    struct marc m;
    form_marc(v, base, a, &m);
    marcxml_record(&m, a, to);
}
