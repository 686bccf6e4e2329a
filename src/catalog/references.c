/* references.c -- asking the authority files in force. */
#include "catalog/references.h"

static enum err read_references(struct db_rows *r, struct arena *a, struct references *ret)
{
    struct references list = {0};
    while (db_next(r)) {
        struct reference x = {db_text(r, 0, a), db_text(r, 1, a), db_text(r, 2, a),
                              db_text(r, 3, a)};
        VEC_PUSH(a, &list, x);
    }
    if (!r->status) *ret = list;
    return r->status;
}

enum err references_in(struct db *db, const struct reference_span *s, struct arena *a,
                       struct references *ret)
{
    const struct sql *forward =
        SQL("SELECT f.sort, f.text, f.target_sort, f.target FROM authority_form f"
            " JOIN authority_load l ON l.id = f.load WHERE f.kind = ?1 AND f.relation = 1"
            " AND (f.sort, f.text) >= (?2, ?3) AND f.sort <= ?4 AND l.state = 'current'"
            " ORDER BY f.sort, f.text LIMIT ?5");
    const struct sql *back =
        SQL("SELECT f.sort, f.text, f.target_sort, f.target FROM authority_form f"
            " JOIN authority_load l ON l.id = f.load WHERE f.kind = ?1 AND f.relation = 1"
            " AND (f.sort, f.text) < (?2, ?3) AND f.sort >= ?4 AND l.state = 'current'"
            " ORDER BY f.sort DESC, f.text DESC LIMIT ?5");
    /* No key begins with this byte, which UTF-8 never has. */
    struct str until = s->until.n || s->backward ? s->until : STR("\xff");
    struct db_rows CLEANUP(db_done) r =
        db_query(db, s->backward ? back : forward, I(s->kind), BLOB(s->sort), T(s->text),
                 BLOB(until), I(REFERENCES_MAX));
    return read_references(&r, a, ret);
}

enum err references_also(struct db *db, enum heading_kind k, struct str sort, struct arena *a,
                         struct references *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT f.sort, f.text, f.target_sort, f.target FROM authority_form f"
                     " JOIN authority_load l ON l.id = f.load WHERE f.kind = ?1 AND f.relation = 2"
                     " AND f.sort = ?2 AND l.state = 'current' ORDER BY f.target_sort LIMIT ?3"),
                 I(k), BLOB(sort), I(VARIANTS_MAX));
    return read_references(&r, a, ret);
}

enum err references_variants(struct db *db, struct str words, struct arena *a, struct variants *ret)
{
    struct variants list = {0};
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT DISTINCT f.kind, f.text FROM authority_form m"
            " JOIN authority_load l ON l.id = m.load"
            " JOIN authority_form f ON f.authority = m.authority AND f.kind = m.kind"
            " WHERE m.words = ?1 AND m.relation < 2 AND l.state = 'current' AND f.relation < 2"
            " AND f.words <> ?1 ORDER BY f.kind, f.text LIMIT ?2"),
        T(words), I(VARIANTS_MAX));
    while (db_next(&r)) {
        struct variant v = {(enum heading_kind)db_int(&r, 0), db_text(&r, 1, a)};
        VEC_PUSH(a, &list, v);
    }
    if (!r.status) *ret = list;
    return r.status;
}

enum err references_any(struct db *db, bool *ret)
{
    int64_t n = 0;
    enum err e = db_get_int(db, &n,
                            SQL("SELECT count(*) FROM (SELECT 1 FROM authority_load WHERE"
                                " state = 'current' LIMIT 1) AS one"));
    if (!e) *ret = n > 0;
    return e;
}
