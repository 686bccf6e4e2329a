/* slims_peer.h -- the catalogue as another SLiMS: the two answers that the copy cataloguing of
 * SLiMS ("P2P") reads, with the elements and words of SLiMS' own MODS 3.3.
 *
 * Ids are the numbers of titles, since SLiMS takes nothing else. */
#ifndef SHARE_SLIMS_PEER_H
#define SHARE_SLIMS_PEER_H

#include "base/buf.h"
#include "catalog/search.h"

enum { SLIMS_PEER_PAGE = 10, SLIMS_PEER_VALUE_MAX = 300 };

struct slims_peer {
    struct str name; /* of the catalogue */
    struct index_reader *index;
    const struct search_answering *answering;
    const struct env *env;
};

/* What was typed, as SLiMS' search form has it; all empty: everything, the newest first. */
struct slims_peer_ask {
    struct str keywords, title, author, isbn, subject;
    int64_t page; /* from 1 */
};

/* Appends a modsCollection of one page. What cannot be sought finds nothing. */
MUST enum err slims_peer_list(const struct slims_peer *site, struct db *db,
                              const struct slims_peer_ask *ask, struct arena *a, struct buf *to);

/* Appends a modsCollection of the one title, with its copies. ERR_NOT_FOUND. */
MUST enum err slims_peer_record(const struct slims_peer *site, struct db *db, int64_t id,
                                struct arena *a, struct buf *to);

#endif
