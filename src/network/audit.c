/* audit.c -- the audit log's two statements. */
#include "network/audit.h"

#include "text/utf8.h"

enum err audit_add(struct db *db, const struct actor *actor, const struct audit_entry *e)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    return db_exec(db,
                   SQL("INSERT INTO audit (at, person, agency, action, object, detail)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
                   I(e->at), actor->kind == ACTOR_PERSON ? I(actor->person) : NUL,
                   e->agency ? I(e->agency) : NUL, T(str_of(e->action)),
                   T(audit_object(a, e->kind, e->id)), T(utf8_cut(e->detail, AUDIT_DETAIL_MAX)));
}

struct str audit_object(struct arena *a, const char *kind, int64_t id)
{
    return arena_printf(a, "%s:%lld", kind, (long long)id);
}

enum err audit_list(struct db *db, const struct actor *actor, const struct audit_request *rq,
                    struct arena *a, struct audit_lines *ret)
{
    struct audit_lines list = {0};
    enum err e = rq->agency ? actor_may_agency(db, actor, PERM_LOOK, rq->agency)
                            : actor_may(actor, PERM_OPERATE);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT u.id, u.at, u.person, u.agency, u.action, u.object, u.detail, p.name"
                     " FROM audit u LEFT JOIN person p ON p.id = u.person"
                     " WHERE (?1 = '' OR u.object = ?1) AND (?2 = 0 OR u.agency = ?2)"
                     " AND (?3 = 0 OR u.id < ?3) ORDER BY u.id DESC LIMIT ?4"),
                 T(rq->object), I(rq->agency), I(rq->before), I(rq->limit));
    while (db_next(&r))
        VEC_PUSH(a, &list,
                 (struct audit_line){.id = db_int(&r, 0),
                                     .at = db_int(&r, 1),
                                     .person = db_int(&r, 2),
                                     .agency = db_int(&r, 3),
                                     .action = db_text(&r, 4, a),
                                     .object = db_text(&r, 5, a),
                                     .detail = db_text(&r, 6, a),
                                     .person_name = db_text(&r, 7, a)});
    if (!r.status) *ret = list;
    return r.status;
}
