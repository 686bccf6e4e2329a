/* oai.h -- an OAI-PMH 2.0 data provider over the catalogue (Open Archives Initiative, 2002-06-14).
 *
 * Formats oai_dc, marc21 (MARCXML; also as marcxml) and mods; sets network-N, library-SLUG,
 * format-NAME, flat; seconds; deleted titles stay listed. Only what readers may see is given: the
 * data of members. A title whose records all went, or that was joined with another, is a deleted
 * record.
 *
 * The answer is made piece by piece: whatever is asked, memory and the time a connection to the
 * truth is held are bounded. Faults of the request are answered in the protocol's own words. */
#ifndef SHARE_OAI_H
#define SHARE_OAI_H

#include "base/buf.h"
#include "base/env.h"
#include "db/db.h"
#include "index/index.h"

enum { OAI_PAGE = 200, OAI_VALUE_MAX = 400 };

struct oai_argument {
    struct str name, value;
};

struct oai_site {
    struct str base;            /* "https://katalog.example.id" */
    struct str name;            /* of the catalogue */
    struct str email;           /* of who answers for it; empty: one is made of the address */
    struct index_reader *index; /* NULL: none */
    const struct env *env;
};

struct oai;

/* Arguments in any order, repeated ones too. What it is given lives as long as `a`. */
struct oai *oai_begin(const struct oai_site *site, const struct oai_argument *arg, size_t n,
                      struct arena *a);

/* Appends the next piece of about `bytes`; nothing appended was the end. */
MUST enum err oai_next(struct oai *o, struct db *db, size_t bytes, struct buf *to);

#endif
