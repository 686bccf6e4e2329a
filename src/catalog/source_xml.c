/* source_xml.c -- see source_xml.h. */
#include "catalog/source_xml.h"

#include "record/bibtex.h"
#include "record/dublin_core_read.h"
#include "record/mods_read.h"
#include "record/oai.h"
#include "record/ris.h"

enum err source_xml_describe(struct str bytes, enum source_format f, struct arena *a,
                             struct bib *ret, struct faults *faults)
{
    struct xml_node *root = NULL;
    struct bib b;
    if (f == SOURCE_RIS) return ris_describe(bytes, a, ret, faults);
    if (f == SOURCE_BIBTEX) return bibtex_describe(bytes, a, ret, faults);
    if (f == SOURCE_OAI) return oai_describe(bytes, a, ret, faults);
    enum err e = xml_tree_read(bytes, a, &root, faults);
    if (e) return e;
    if (f == SOURCE_MODS)
        mods_describe(root, a, &b);
    else
        dublin_core_describe(root, a, &b);
    if (b.title.n == 0) {
        fault_add(faults, a,
                  (struct fault){.reason = REASON_NO_TITLE,
                                 .fatal = true,
                                 .line = 1,
                                 .excerpt = fault_excerpt(a, bytes)});
        return ERR_FORMAT;
    }
    *ret = b;
    return OK;
}
