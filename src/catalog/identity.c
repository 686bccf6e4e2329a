/* identity.c -- finding the record a delivered one is. */
#include "catalog/identity.h"

#include "base/checked.h"
#include "catalog/match.h"
#include "catalog/stored.h"
#include "text/words.h"

enum {
    CANDIDATES_MAX = 50,
    LIKE_ENOUGH = 850,      /* of 1000, for additions and changes */
    LIKE_ENOUGH_WHOLE = 600 /* for whole collections */
};

static int64_t key_of(struct arena *a, const char *kind, struct str x, struct str y)
{
    return digest_key(arena_printf(a, "%s\x1f%.*s\x1f%.*s", kind, STR_ARG(x), STR_ARG(y)));
}

int64_t identity_code(struct arena *a, struct str code)
{
    return key_of(a, "code", code, STR(""));
}

static void add_content(struct identity *id, const struct bib *b, struct arena *a, struct str title)
{
    if (title.n) VEC_PUSH(a, &id->content, key_of(a, "title", title, STR("")));
    if (b->isbns.n) VEC_PUSH(a, &id->content, key_of(a, "isbn", b->isbns.item[0], STR("")));
    if (b->names.n && b->year)
        VEC_PUSH(a, &id->content,
                 key_of(a, "author", words_name_key(a, b->names.item[0].name), b->year_text));
}

void identity_of(const struct bib *b, struct digest digest, struct arena *a, struct identity *ret)
{
    struct identity id = {.digest = digest,
                          .kind = b->holdings_only ? RECORD_HOLDINGS : RECORD_BIB};
    struct str title = words_key(a, b->title_short.n ? b->title_short : b->title);
    id.title = digest_key(title);
    for (size_t i = 0; i < b->items.n && id.codes.n < IDENTITY_CODES_MAX; i++)
        if (b->items.item[i].code.n)
            VEC_PUSH(a, &id.codes, identity_code(a, b->items.item[i].code));
    id.has_control = b->control.n > 0;
    id.has_codes = id.codes.n > 0;
    if (id.has_control)
        VEC_PUSH(a, &id.strong, key_of(a, "control", b->control, STR("")));
    else
        for (size_t i = 0; i < id.codes.n; i++) VEC_PUSH(a, &id.strong, id.codes.item[i]);
    if (!id.has_control) add_content(&id, b, a, title);
    *ret = id;
}

/* ---- finding ---- */

struct candidate {
    int64_t record;
    int hits;  /* keys in common */
    bool here; /* delivered by this load already */
    bool same_bytes, same_title;
    bool piece; /* another piece of the same description */
};

struct candidates {
    struct candidate *item;
    size_t n, cap;
};

static void add_candidate(struct candidates *list, struct arena *a, struct candidate c)
{
    for (size_t i = 0; i < list->n; i++) {
        if (list->item[i].record != c.record) continue;
        list->item[i].hits++;
        return;
    }
    if (list->n < CANDIDATES_MAX) VEC_PUSH(a, list, c);
}

/* Records of the feed under one key. Bytes are compared with every version there ever was, so that
 * a file sent again takes the same way through records that share a number. */
static enum err candidates_of(struct db *db, const struct identity *id, int64_t key,
                              struct arena *a, struct candidates *list)
{
    const struct str digest = {(const char *)id->digest.byte, sizeof id->digest.byte};
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT k.record,"
            "  EXISTS (SELECT 1 FROM delivery d WHERE d.record = k.record AND d.load = ?3),"
            "  EXISTS (SELECT 1 FROM version v WHERE v.record = k.record"
            "          AND v.digest = ?4),"
            "  EXISTS (SELECT 1 FROM record_key t WHERE t.feed = k.feed AND t.keyed = ?5"
            "          AND t.record = k.record)"
            " FROM record_key k JOIN record r ON r.id = k.record"
            " WHERE k.feed = ?1 AND k.keyed = ?2 AND r.kind = ?6 ORDER BY k.record LIMIT ?7"),
        I(id->feed), I(key), I(id->load), BLOB(digest), I(id->title), I(id->kind),
        I(CANDIDATES_MAX));
    while (db_next(&r))
        add_candidate(list, a,
                      (struct candidate){.record = db_int(&r, 0),
                                         .hits = 1,
                                         .here = db_int(&r, 1) != 0,
                                         .same_bytes = db_int(&r, 2) != 0,
                                         .same_title = db_int(&r, 3) != 0});
    return r.status;
}

/* Identical bytes first; then the title; then the most keys. One that this load already delivered
 * counts only as a repetition or a newer state of the same thing. */
static int rank(const struct candidate *c)
{
    if (c->same_bytes) return c->here ? 5000 : 6000;
    if (c->piece) return 0;
    if (c->here) return c->same_title ? 3000 : 0;
    return (c->same_title ? 4000 : 2000) + MIN(c->hits, 999);
}

/* Many records may bear one number ("0"): those that are not looked at are known by their bytes. */
static int64_t bytes_key(const struct identity *id)
{
    return digest_key((struct str){(const char *)id->digest.byte, sizeof id->digest.byte});
}

static bool is_known(const struct candidates *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->item[i].same_bytes) return true;
    return false;
}

/* All that bear the numbers of the record, or as many as are looked at. */
static enum err bearers_of(struct db *db, struct identity *id, struct arena *a,
                           struct candidates *list)
{
    for (size_t i = 0; i < id->strong.n && i < CANDIDATES_MAX; i++) {
        enum err e = candidates_of(db, id, id->strong.item[i], a, list);
        if (e) return e;
    }
    id->crowded = list->n == CANDIDATES_MAX;
    if (!id->crowded || is_known(list)) return OK;
    list->n--; /* makes room */
    return candidates_of(db, id, bytes_key(id), a, list);
}

static bool same_item(const struct bib_item *x, const struct bib_item *y, bool now)
{
    if (x->code.n || y->code.n) return str_eq(x->code, y->code);
    return str_eq(x->place, y->place) && str_eq(x->call_number, y->call_number) &&
           (!now || str_eq(x->coverage, y->coverage));
}

/* One title will hold both. */
static bool are_same(const struct bib *x, const struct bib *y, struct arena *a)
{
    struct match_facts f, g;
    match_facts_of(x, a, &f);
    match_facts_of(y, a, &g);
    struct match_result r;
    match_judge(&f, &g, &r);
    return !r.veto && r.verdict != VERDICT_DIFFERENT;
}

/* Whether two descriptions under one number are pieces of one rather than an older and a newer
 * state: they share no copy. Symphony cuts records with many copies into several, and one record
 * may have holdings in several places. `now`: both are of one delivery; then one title must hold
 * both, or the copies of one would be shown as another book. */
static bool are_pieces(const struct bib *x, const struct bib *y, bool now, struct arena *a)
{
    size_t nx = MIN(x->items.n, (size_t)IDENTITY_CODES_MAX);
    size_t ny = MIN(y->items.n, (size_t)IDENTITY_CODES_MAX);
    for (size_t i = 0; i < nx; i++)
        for (size_t k = 0; k < ny; k++) {
            const struct bib_item *p = &x->items.item[i], *q = &y->items.item[k];
            if (!x->holdings_only && (!p->code.n || !q->code.n)) return false; /* who knows */
            if (same_item(p, q, now)) return false;
        }
    return nx && ny && (x->holdings_only || !now || are_same(x, y, a));
}

/* What this load delivered for the record, else what is in force; 0 when there is nothing. */
static enum err version_now(struct db *db, const struct identity *id, const struct candidate *c,
                            int64_t *ret)
{
    if (!c->here)
        return db_get_int(db, ret, SQL("SELECT coalesce(version, 0) FROM record WHERE id = ?1"),
                          I(c->record));
    return db_get_int(
        db, ret, SQL("SELECT coalesce(version, 0) FROM delivery WHERE record = ?1 AND load = ?2"),
        I(c->record), I(id->load));
}

/* A record that alone bears the number and was not delivered yet is the one, whatever it holds. */
static enum err find_pieces(struct db *db, const struct identity *id, const struct bib *bib,
                            struct arena *a, struct candidates *list)
{
    for (size_t i = 0; i < list->n; i++) {
        struct candidate *c = &list->item[i];
        int64_t version = 0;
        struct stored s;
        if (c->same_bytes) return OK;
        if (!c->same_title || (!c->here && list->n == 1)) continue;
        enum err e = version_now(db, id, c, &version);
        if (!e && !version) continue;
        if (!e) e = stored_version(db, version, a, &s);
        if (e) return e;
        c->piece = are_pieces(&s.bib, bib, c->here, a);
    }
    return OK;
}

enum err identity_find(struct db *db, struct identity *id, const struct bib *bib, struct arena *a,
                       int64_t *ret_record)
{
    struct candidates list = {0};
    const struct candidate *best = NULL;
    *ret_record = 0;
    enum err e = bearers_of(db, id, a, &list);
    if (!e) e = find_pieces(db, id, bib, a, &list);
    if (e) return e;

    for (size_t i = 0; i < list.n; i++)
        if (rank(&list.item[i]) && (!best || rank(&list.item[i]) > rank(best)))
            best = &list.item[i];
    if (best || id->has_control) {
        *ret_record = best ? best->record : 0;
        return OK;
    }

    list.n = 0;
    for (size_t i = 0; i < id->content.n; i++) {
        e = candidates_of(db, id, id->content.item[i], a, &list);
        if (e) return e;
    }
    for (size_t i = 0; i < list.n && !*ret_record; i++)
        if (list.item[i].same_bytes) *ret_record = list.item[i].record;
    return OK;
}

static enum err likeness_to(struct db *db, int64_t record, const struct bib *bib, struct arena *a,
                            int *ret)
{
    int64_t version = 0;
    struct stored s;
    enum err e =
        db_get_int(db, &version, SQL("SELECT version FROM record WHERE id = ?1"), I(record));
    *ret = 0;
    if (e || !version) return e;
    e = stored_version(db, version, a, &s);
    if (!e) *ret = match_likeness(bib, &s.bib, a);
    return e;
}

enum err identity_nearest(struct db *db, const struct identity *id, const struct bib *bib,
                          bool whole, struct arena *a, int64_t *ret_record)
{
    struct candidates list = {0};
    int best = whole ? LIKE_ENOUGH_WHOLE - 1 : LIKE_ENOUGH - 1;
    *ret_record = 0;
    for (size_t i = 0; i < id->content.n; i++) {
        enum err e = candidates_of(db, id, id->content.item[i], a, &list);
        if (e) return e;
    }
    for (size_t i = 0; i < list.n; i++) {
        int like = 0;
        if (list.item[i].here) continue;
        enum err e = likeness_to(db, list.item[i].record, bib, a, &like);
        if (e) return e;
        if (like <= best) continue;
        best = like;
        *ret_record = list.item[i].record;
    }
    return OK;
}

typedef enum err key_fn(struct db *db, int64_t feed, int64_t key, int64_t record);

static enum err write_key(struct db *db, int64_t feed, int64_t key, int64_t record)
{
    return db_exec(db,
                   SQL("INSERT INTO record_key (feed, keyed, record) VALUES (?1, ?2, ?3)"
                       " ON CONFLICT DO NOTHING"),
                   I(feed), I(key), I(record));
}

static enum err erase_key(struct db *db, int64_t feed, int64_t key, int64_t record)
{
    return db_exec(db, SQL("DELETE FROM record_key WHERE feed = ?1 AND keyed = ?2 AND record = ?3"),
                   I(feed), I(key), I(record));
}

static enum err each_key(struct db *db, const struct identity *id, int64_t record, key_fn *fn)
{
    enum err e = id->crowded ? fn(db, id->feed, bytes_key(id), record) : OK;
    if (!e) e = fn(db, id->feed, id->title, record);
    for (size_t i = 0; !e && i < id->strong.n; i++)
        e = fn(db, id->feed, id->strong.item[i], record);
    for (size_t i = 0; !e && i < id->codes.n; i++) e = fn(db, id->feed, id->codes.item[i], record);
    for (size_t i = 0; !e && i < id->content.n; i++)
        e = fn(db, id->feed, id->content.item[i], record);
    return e;
}

enum err identity_write(struct db *db, const struct identity *id, int64_t record)
{
    return each_key(db, id, record, write_key);
}

enum err identity_erase(struct db *db, const struct identity *id, int64_t record)
{
    struct identity all = *id;
    all.crowded = true;
    return each_key(db, &all, record, erase_key);
}

/* ---- holdings ---- */

/* The oldest bibliographic record of the feed under a key; 0 when there is none, or when it stands
 * for several titles. */
static enum err only_record(struct db *db, int64_t feed, int64_t key, int64_t *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT min(r.id) FROM record_key k JOIN record r ON r.id = k.record"
                     " WHERE k.feed = ?1 AND k.keyed = ?2 AND r.kind = 0"
                     " AND r.version IS NOT NULL HAVING count(DISTINCT r.title) = 1"),
                 I(feed), I(key));
    *ret = db_next(&r) ? db_int(&r, 0) : 0;
    return r.status;
}

static bool has_number(const struct bib *b, struct str number)
{
    for (size_t i = 0; i < b->other_ids.n; i++)
        if (str_eq(b->other_ids.item[i], number)) return true;
    return false;
}

/* Symphony gives holdings the number of their bibliographic record; their 004, if any, is an older
 * number which that record has in 035. */
static enum err bearer_of_number(struct db *db, int64_t feed, const struct bib *holdings,
                                 struct arena *a, int64_t *ret_record)
{
    int64_t record = 0, version = 0;
    struct stored s;
    size_t system = str_find_char(holdings->parent, '/', 0);
    *ret_record = 0;
    if (!holdings->control.n) return OK;
    enum err e = only_record(db, feed, key_of(a, "control", holdings->control, STR("")), &record);
    if (e || !record) return e;
    e = db_get_int(db, &version, SQL("SELECT version FROM record WHERE id = ?1"), I(record));
    if (!e) e = stored_version(db, version, a, &s);
    if (e) return e;
    struct str older = system < holdings->parent.n
                           ? str_slice(holdings->parent, system + 1, holdings->parent.n)
                           : holdings->parent;
    if (!older.n || has_number(&s.bib, older)) *ret_record = record;
    return OK;
}

static enum err only_record_of_title(struct db *db, int64_t feed, int64_t key,
                                     struct identity_memo *memo, int64_t *ret)
{
    bool same = memo->known && memo->feed == feed && memo->key == key;
    enum err e = same ? OK : only_record(db, feed, key, &memo->record);
    memo->feed = feed;
    memo->key = key;
    memo->known = !e;
    *ret = memo->record;
    return e;
}

enum err identity_parent(struct db *db, int64_t feed, const struct bib *holdings, struct arena *a,
                         struct identity_memo *memo, int64_t *ret_record)
{
    enum err e = OK;
    size_t slash = str_find_char(holdings->control, '/', 0);
    *ret_record = 0;
    if (holdings->parent.n) {
        struct str full = slash < holdings->control.n
                              ? arena_printf(a, "%.*s/%.*s", (int)slash, holdings->control.p,
                                             STR_ARG(holdings->parent))
                              : holdings->parent;
        e = only_record(db, feed, key_of(a, "control", full, STR("")), ret_record);
        if (!e && !*ret_record)
            e = only_record(db, feed, key_of(a, "control", holdings->parent, STR("")), ret_record);
    }
    if (!e && !*ret_record) e = bearer_of_number(db, feed, holdings, a, ret_record);
    for (size_t i = 0; !e && !*ret_record && i < holdings->items.n; i++)
        if (holdings->items.item[i].code.n)
            e = only_record(db, feed, key_of(a, "code", holdings->items.item[i].code, STR("")),
                            ret_record);
    if (!e && !*ret_record && holdings->title.n) {
        struct str title =
            words_key(a, holdings->title_short.n ? holdings->title_short : holdings->title);
        e = only_record_of_title(db, feed, key_of(a, "title", title, STR("")), memo, ret_record);
    }
    return e;
}
