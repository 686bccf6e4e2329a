/* identity.h -- knowing a delivered record again within its own feed.
 *
 * By its control number (001 with 003); else by its item codes; else by content. A number that
 * two different records of one delivery carry (files put together from several systems do that)
 * does not make them one: the title decides, then the copies, and each finds its own again next
 * time. */
#ifndef CATALOG_IDENTITY_H
#define CATALOG_IDENTITY_H

#include "base/hash.h"
#include "db/db.h"
#include "record/bib.h"

enum { IDENTITY_CODES_MAX = 2000 };

struct identity {
    int64_t feed, load;
    int kind; /* RECORD_BIB, RECORD_HOLDINGS */
    bool has_control, has_codes;
    bool crowded;  /* identity_find saw too many records under one of its keys to look at all */
    int64_t title; /* digest of the folded title proper */
    struct {
        int64_t *item;
        size_t n, cap;
    } strong; /* control number; or the item codes */
    struct {
        int64_t *item;
        size_t n, cap;
    } codes; /* item codes, for joining holdings */
    struct {
        int64_t *item;
        size_t n, cap;
    } content;            /* title; isbn; author and year */
    struct digest digest; /* of bytes, format and layout */
};

void identity_of(const struct bib *b, struct digest digest, struct arena *a, struct identity *ret);

/* The key of a copy's code in record_key. */
int64_t identity_code(struct arena *a, struct str code);

/* The record *bib is by number or by identical content; 0 when no record of the feed has that
 * number, or all that have it were already delivered by this load as something else or as another
 * piece. */
MUST enum err identity_find(struct db *db, struct identity *id, const struct bib *bib,
                            struct arena *a, int64_t *ret_record);

/* The record of the feed, not yet delivered by this load, whose content is most like *bib, if like
 * enough; 0 otherwise. `whole` deliveries accept less, since what is left over must be something.
 */
MUST enum err identity_nearest(struct db *db, const struct identity *id, const struct bib *bib,
                               bool whole, struct arena *a, int64_t *ret_record);

/* Makes the record findable by all its keys. Inside db_write. */
MUST enum err identity_write(struct db *db, const struct identity *id, int64_t record);

/* Takes those keys away again. Inside db_write. */
MUST enum err identity_erase(struct db *db, const struct identity *id, int64_t record);

/* The last answer for a title: thousands of copies of one come in a row, and all of them bear its
 * key. Holds within one transaction. */
struct identity_memo {
    int64_t feed, key, record;
    bool known;
};

/* The bibliographic record holdings belong to: by control number (004, or the same 001), by item
 * code, by title when only one record of the feed has it; 0 when there is none. */
MUST enum err identity_parent(struct db *db, int64_t feed, const struct bib *holdings,
                              struct arena *a, struct identity_memo *memo, int64_t *ret_record);

#endif
