/* hand.h -- edits by hand of records that another system sends.
 *
 * What a source sends keeps coming; an edit is a person's decision and is put over it, field by
 * field: fields that the person changed stay as he wrote them, all others follow the source. An
 * edit is a load of its own in the record's feed (load.over: the version it was made over), and
 * record.hand names the one that counts. What holds is then
 *
 *     the edit,                      while the source says what it said then (load.over)
 *     both put together,             when it says something else since (record/marc_merge.h); where
 *                                    both changed a field, the person's
 *     nothing,                       when the source says that the record is gone
 *
 * so that no load overwrites an edit and none is hidden by it. Undoing loads in any order gives the
 * same as never having loaded them. A field that both changed stays one that both changed until a
 * person was shown both and chose, whatever else is edited meanwhile. All of it inside db_write. */
#ifndef CATALOG_HAND_H
#define CATALOG_HAND_H

#include "db/db.h"
#include "record/marc_merge.h"

/* The version to hold when the source says `sent`: `sent` itself when there is no edit. Writes it
 * and record.sent; the caller describes it and tells the titles. */
MUST enum err hand_hold(struct db *db, int64_t record, int64_t sent, struct arena *a,
                        int64_t *ret_version);

/* A stored version as MARC 21 in UTF-8, whatever it came as. ERR_LIMIT: too large to be edited
 * (HAND_BYTES_MAX). */
enum { HAND_BYTES_MAX = 99999 };
MUST enum err hand_marc(struct db *db, int64_t version, struct arena *a, struct marc *ret);

/* What holds of a record, whoever's it is, when it came as MARC; ERR_NOT_FOUND otherwise. Who may
 * see it is the caller's business. */
MUST enum err hand_record(struct db *db, int64_t record, struct arena *a, struct marc *ret);

/* What a new edit, *mine, is made over: the source's version, but with the fields of the edit
 * before (record.hand, still that one) that clash with it and were not chosen as they stood before
 * both changed them. `seen`: the source's version the person chose beside; 0: none. What has to be
 * stored for it is kept under `load`, that of the new edit. */
struct hand_edit {
    int64_t record, load, sent, seen;
    const struct marc *mine;
};
MUST enum err hand_base(struct db *db, const struct hand_edit *x, struct arena *a, int64_t *ret);

/* The edit that counts, what it was made over and what the source says now: `brought` when the
 * source changed since; `clash` how many fields both changed. Zero version: no edit. */
struct hand_state {
    int64_t load, version, over, sent;
    bool brought;
    int clash;
};
MUST enum err hand_state(struct db *db, int64_t record, struct arena *a, struct hand_state *ret);

#endif
