/* load_rows.c -- loads as rows: lists, and one of them. */
#include <string.h>

#include "base/checked.h"
#include "catalog/internal.h"

static const char *const state_names[LOAD_STATES] = {
    [LOAD_RECEIVED] = "received",        [LOAD_REFUSED] = "refused",
    [LOAD_STAGING] = "staging",          [LOAD_PREVIEW] = "preview",
    [LOAD_IN_PUBLISHING] = "publishing", [LOAD_PUBLISHED] = "published",
    [LOAD_IN_UNDOING] = "undoing",       [LOAD_UNDONE] = "undone",
    [LOAD_DISCARDED] = "discarded",      [LOAD_EXPIRED] = "expired",
};

const char *load_state_name(enum load_state s)
{
    return state_names[s];
}

static enum load_state state_of(struct str name)
{
    enum load_state s = 0;
    while (s + 1 < LOAD_STATES && !str_eq(name, str_of(state_names[s]))) s++;
    return s;
}

#define COLUMNS                                                                                    \
    "l.id, f.agency, l.person, l.started, l.finished, l.state, l.file, l.format, l.layout,"        \
    " l.mapping, l.failure, l.whole, l.whole_refused, l.n_read, l.n_new, l.n_changed,"             \
    " l.n_unchanged, l.n_deleted, l.n_rejected, l.n_warnings, l.n_fresh, l.n_match, l.n_doubt,"    \
    " l.n_copies, l.n_titles, l.n_before, l.upload, l.kept, l.basis, l.closed, l.encoding"         \
    " FROM load l JOIN feed f ON f.id = l.feed"

static struct load_row read_row(const struct db_rows *r, struct arena *a)
{
    return (struct load_row){
        .id = db_int(r, 0),
        .agency = db_int(r, 1),
        .person = db_int(r, 2),
        .started = db_int(r, 3),
        .finished = db_int(r, 4),
        .state = state_of(db_peek(r, 5)),
        .file = db_text(r, 6, a),
        .format = db_text(r, 7, a),
        .layout = db_text(r, 8, a),
        .mapping = db_text(r, 9, a),
        .failure = db_text(r, 10, a),
        .whole = db_int(r, 11) != 0,
        .whole_refused = db_int(r, 12) != 0,
        .read = db_int(r, 13),
        .new_ = db_int(r, 14),
        .changed = db_int(r, 15),
        .unchanged = db_int(r, 16),
        .deleted = db_int(r, 17),
        .rejected = db_int(r, 18),
        .warnings = db_int(r, 19),
        .fresh = db_int(r, 20),
        .match = db_int(r, 21),
        .doubt = db_int(r, 22),
        .copies = db_int(r, 23),
        .titles = db_int(r, 24),
        .before = db_int(r, 25),
        .upload = db_int(r, 26),
        .kept = db_int(r, 27),
        .basis = db_int(r, 28),
        .closed = db_text(r, 29, a),
        .encoding = db_text(r, 30, a),
    };
}

enum err load_list(struct db *db, int64_t agency, int64_t limit, struct arena *a,
                   struct load_rows *ret)
{
    struct load_rows list = {0};
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT " COLUMNS " WHERE (?1 = 0 OR f.agency = ?1)"
                     " AND f.kind <> 'entry' AND l.over IS NULL AND l.state <> 'discarded' ORDER "
                     "BY l.id DESC LIMIT ?2"),
                 I(agency), I(limit));
    while (db_next(&r)) VEC_PUSH(a, &list, read_row(&r, a));
    if (!r.status) *ret = list;
    return r.status;
}

enum err load_get(struct db *db, const struct actor *actor, int64_t load, struct arena *a,
                  struct load_row *ret)
{
    int64_t agency = 0;
    enum err e = load_agency(db, actor, PERM_LOOK, load, &agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT " COLUMNS " WHERE l.id = ?1"), I(load));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    *ret = read_row(&r, a);
    return OK;
}
