/* sru.h -- an SRU server over the catalogue: 1.1, 1.2 (Library of Congress) and 2.0 (OASIS
 * searchRetrieve 1.0, parts 3, 5, 6, 7): explain, searchRetrieve and scan over CQL.
 *
 * Records as marcxml, mods, dc, oai_dc, iso20775, opac (marcxml with holdings) and json. The answer
 * is one document of bounded size and time; what is wrong with a request is a diagnostic of the
 * protocol in it, in the words of who asked. Nothing here knows of HTTP: whoever has names and
 * values of parameters can ask. Only what readers may see is given. */
#ifndef SHARE_SRU_H
#define SHARE_SRU_H

#include "base/buf.h"
#include "catalog/search.h"

enum {
    SRU_RECORDS_MAX = SEARCH_LIMIT_MAX, /* of one answer; more are not refused but not given */
    SRU_RECORDS_USUAL = 10,
    SRU_TERMS_MAX = 100,      /* of a scan */
    SRU_ANSWER_MAX = 3 << 19, /* bytes; then records are left for the next request */
    SRU_SECONDS = 5           /* a search may take */
};

struct sru_argument {
    struct str name, value;
};

struct sru_site {
    struct str base;            /* "https://katalog.example.id"; may be empty */
    struct str name;            /* of the catalogue */
    struct index_reader *index; /* NULL: none, nothing can be found now */
    const struct thesaurus *thesaurus;
    const struct search_answering *answering; /* NULL: each search is made, by anybody */
    bool inside; /* a process of ours asks: it may have records as a parcel (recordSchema=parcel) */
    const struct env *env;
};

struct sru_reply {
    bool busy;       /* the diagnostic says: later */
    enum err broken; /* what went wrong here, for the log; the diagnostic says only that */
};

/* Appends the answer. Arguments in any order; what is not known is refused, but x-... is passed
 * over. Whatever is asked for is answered: errors are in *ret. */
void sru_answer(const struct sru_site *site, struct db *db, const struct sru_argument *arg,
                size_t n, struct arena *a, struct buf *to, struct sru_reply *ret);

#endif
