/* daia.h -- where a title can be had now, for programs that show it: the Document Availability
 * Information API 1.0.0 (https://gbv.github.io/daia/), in JSON.
 *
 * The catalogue is the institution, a library a department, its shelves the storage. What a source
 * does not say is not said: a copy without a loan status has neither available nor unavailable
 * services. */
#ifndef SHARE_DAIA_H
#define SHARE_DAIA_H

#include "base/buf.h"
#include "catalog/search.h"

enum { DAIA_IDS_MAX = 20, DAIA_QUERY_MAX = 4000 };

struct daia_site {
    struct str base;            /* "https://katalog.example.id" */
    struct str name;            /* of the catalogue */
    struct index_reader *index; /* NULL: none is found by ISBN or ISSN */
    const struct search_answering *answering;
    const struct env *env;
};

/* Appends a DAIA Response about the identifiers in `query`, with '|' between them: ids of titles
 * ("7kq2", their addresses, oai:...:7kq2), urn:isbn:..., urn:issn:.... *ret_rest is what was not
 * looked at, since there are too many; to be asked again. */
MUST enum err daia_answer(const struct daia_site *site, struct db *db, struct str query,
                          struct arena *a, struct buf *to, struct str *ret_rest);

#endif
