/* staged.c -- clearing up after a preview. */
#include "catalog/staged.h"

enum { ERASE_BATCH = 2000 };

struct erasing {
    int64_t load, left;
};

static enum err erase_keys(struct db *db, void *ctx)
{
    struct erasing *x = ctx;
    enum err e = db_exec(db,
                         SQL("DELETE FROM staged_key WHERE load = ?1 AND keyed IN (SELECT keyed"
                             " FROM staged_key WHERE load = ?1 ORDER BY keyed LIMIT ?2)"),
                         I(x->load), I(ERASE_BATCH));
    if (e) return e;
    return db_get_int(db, &x->left, SQL("SELECT EXISTS (SELECT 1 FROM staged_key WHERE load = ?1)"),
                      I(x->load));
}

/* With the descriptions that nothing else refers to. */
static enum err erase_records(struct db *db, void *ctx)
{
    struct erasing *x = ctx;
    int64_t last = 0;
    enum err e = db_get_int(db, &last,
                            SQL("SELECT coalesce(max(record), 0) FROM (SELECT record"
                                " FROM staged_record WHERE load = ?1 ORDER BY record LIMIT ?2)"
                                " AS batch"),
                            I(x->load), I(ERASE_BATCH));
    if (!e)
        e = db_exec(db,
                    SQL("DELETE FROM description WHERE id IN (SELECT description"
                        "  FROM staged_record WHERE load = ?1 AND record <= ?2)"
                        " AND NOT EXISTS (SELECT 1 FROM record r"
                        "  WHERE r.description = description.id)"
                        " AND NOT EXISTS (SELECT 1 FROM staged_record s"
                        "  WHERE s.description = description.id"
                        "  AND (s.load <> ?1 OR s.record > ?2))"),
                    I(x->load), I(last));
    if (!e)
        e = db_exec(db, SQL("DELETE FROM staged_record WHERE load = ?1 AND record <= ?2"),
                    I(x->load), I(last));
    x->left = last;
    return e;
}

enum err staged_erase(struct db *db, int64_t load)
{
    struct erasing keys = {load, 1}, records = {load, 1};
    enum err e = OK;
    while (!e && keys.left) e = db_write_batch(db, erase_keys, &keys);
    while (!e && records.left) e = db_write_batch(db, erase_records, &records);
    return e;
}
