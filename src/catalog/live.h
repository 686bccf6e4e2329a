/* live.h -- where a library's own system can be asked whether copies are available now.
 *
 * An address that the library registers, and how the document is called there, built from the
 * library's record: {number} (its control number, without the organisation in front), {digits} (the
 * last digits of it: 12 of oai:host:slims-12), {isbn}. Who asks, when and how often: peer/live.h.
 */
#ifndef CATALOG_LIVE_H
#define CATALOG_LIVE_H

#include "catalog/title.h"

enum live_kind { LIVE_DAIA, LIVE_ILSDI, LIVE_KINDS };

/* "daia"; also the message "livekind.daia". */
const char *live_kind_name(enum live_kind k);
bool live_kind_parse(struct str name, enum live_kind *ret);

enum { LIVE_URL_MAX = 300, LIVE_PATTERN_MAX = 100, LIVE_ID_MAX = 200 };

struct live_service {
    int64_t agency; /* 0: none is registered */
    enum live_kind kind;
    struct str url, pattern;
    bool open; /* false: not asked now */
};

/* Whatever readers see, so it takes no permission. agency 0 in *ret when there is none. */
MUST enum err live_get(struct db *db, int64_t agency, struct arena *a, struct live_service *ret);

/* All that are asked now, by agency. */
struct live_services {
    struct live_service *item;
    size_t n, cap;
};
MUST enum err live_open(struct db *db, struct arena *a, struct live_services *ret);

/* Takes PERM_MANAGE in the agency. ERR_ARG: no address of http or https, one with a password or a
 * fragment, or too long; or a pattern without a place to fill. */
MUST enum err live_set(struct db *db, const struct actor *actor, const struct live_service *s,
                       int64_t now);
MUST enum err live_remove(struct db *db, const struct actor *actor, int64_t agency, int64_t now);

/* How the document of a record is called there; empty when the record has not what the pattern
 * needs. */
struct str live_document(const struct live_service *s, const struct bib *b, struct arena *a);

/* The address to ask at. */
struct str live_address(const struct live_service *s, struct str document, struct arena *a);

#endif
