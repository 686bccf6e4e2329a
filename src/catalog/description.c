/* description.c -- rows of equal facts. */
#include "catalog/description.h"

#include <string.h>

#include "base/checked.h"
#include "catalog/keys.h"

/* ---- marks: "12s0 9d1", newest decision first ---- */

static bool read_number(struct str *rest, int64_t *ret)
{
    size_t n = 0;
    int64_t v = 0;
    while (n < rest->n && n < 18 && rest->p[n] >= '0' && rest->p[n] <= '9')
        v = v * 10 + (rest->p[n++] - '0');
    *rest = str_slice(*rest, n, rest->n);
    *ret = v;
    return n > 0;
}

static bool read_marks(struct str text, struct arena *a, struct marks *ret)
{
    struct marks list = {0};
    struct str rest = text, word;
    while (str_split(&rest, ' ', &word)) {
        struct mark m = {0};
        if (!word.n || word.p[0] == '#') continue; /* none, or a record's own */
        if (!read_number(&word, &m.decision) || word.n != 2) return false;
        m.same = word.p[0] == 's';
        m.side = word.p[1] - '0';
        VEC_PUSH(a, &list, m);
    }
    *ret = list;
    return true;
}

int marks_between(const struct marks *x, const struct marks *y)
{
    for (size_t i = 0; i < x->n; i++)
        for (size_t k = 0; k < y->n; k++) {
            if (x->item[i].decision != y->item[k].decision) continue;
            if (x->item[i].same) return 1;
            if (x->item[i].side != y->item[k].side) return -1;
        }
    return 0;
}

static bool another_book(const struct match_facts *then, const struct match_facts *now)
{
    struct match_result r;
    match_judge(then, now, &r);
    return r.veto || r.verdict == VERDICT_DIFFERENT;
}

/* The decisions about the record that hold for it with these facts. */
static enum err marks_of_record(struct db *db, int64_t record, const struct match_facts *facts,
                                struct arena *a, struct str *ret)
{
    struct strs words = {0};
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT d.id, d.verdict, x.side, x.facts FROM title_decision_record x"
                     " JOIN title_decision d ON d.id = x.decision"
                     " WHERE x.record = ?1 AND d.undone IS NULL ORDER BY d.id DESC"),
                 I(record));
    while (db_next(&r)) {
        struct match_facts then;
        bool same = str_eq(db_peek(&r, 1), STR("same"));
        /* Facts of older rules cannot be compared: the person's word stands. */
        if (match_facts_unpack(db_text(&r, 3, a), &then) && another_book(&then, facts)) continue;
        VEC_PUSH(a, &words,
                 arena_printf(a, "%lld%c%d", (long long)db_int(&r, 0), same ? 's' : 'd',
                              (int)db_int(&r, 2)));
    }
    *ret = arena_join(a, words.item, words.n, STR(" "));
    return r.status;
}

/* ---- rows ---- */

static enum err read_row(struct db_rows *r, struct arena *a, struct description *ret)
{
    struct str digest = db_peek(r, 2), marks = db_peek(r, 4);
    ret->id = db_int(r, 0);
    ret->title = db_int(r, 1);
    ret->marks = (struct marks){0};
    if (digest.n != sizeof ret->digest.byte) return ERR_FORMAT;
    memcpy(ret->digest.byte, digest.p, digest.n);
    if (!match_facts_unpack(db_text(r, 3, a), &ret->facts)) return ERR_FORMAT;
    return marks.n && !read_marks(marks, a, &ret->marks) ? ERR_FORMAT : OK;
}

enum err description_get(struct db *db, int64_t id, struct arena *a, struct description *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT id, coalesce(title, 0), digest, facts, marks FROM description WHERE id = ?1"),
        I(id));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    return read_row(&r, a, ret);
}

static enum err find(struct db *db, struct digest digest, int64_t *ret_id, int64_t *ret_title)
{
    struct str key = {(const char *)digest.byte, sizeof digest.byte};
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT id, coalesce(title, 0) FROM description WHERE digest = ?1"), BLOB(key));
    *ret_id = *ret_title = 0;
    if (!db_next(&r)) return r.status;
    *ret_id = db_int(&r, 0);
    *ret_title = db_int(&r, 1);
    return OK;
}

static struct digest row_digest(struct str packed, struct str marks)
{
    return digest_of_parts((struct str[]){packed, marks}, 2);
}

enum err description_equal(struct db *db, const struct match_facts *f, int64_t *ret_id,
                           int64_t *ret_title)
{
    struct buf CLEANUP(buf_release) packed = BUF(MATCH_PACKED_MAX);
    *ret_id = *ret_title = 0;
    match_facts_pack(f, &packed);
    if (packed.full) return ERR_INTERNAL;
    enum err e = find(db, row_digest(buf_str(&packed), STR("")), ret_id, ret_title);
    if (!*ret_title) *ret_id = 0;
    return e;
}

static enum err read_facts(const struct bib *bib, struct arena *a, struct description *ret)
{
    struct buf CLEANUP(buf_release) packed = BUF(MATCH_PACKED_MAX);
    match_facts_of(bib, a, &ret->facts);
    match_facts_pack(&ret->facts, &packed);
    if (packed.full) return ERR_INTERNAL;
    ret->packed = arena_copy(a, buf_str(&packed));
    return OK;
}

/* Facts and the words of marks are known: the digest of them. */
static void close_row(struct description *d, int64_t record, struct arena *a)
{
    if (!match_is_same(&d->facts, &d->facts)) {
        struct str own = arena_printf(a, "#%lld", (long long)record);
        d->words = arena_join(a, (struct str[]){own, d->words}, 2, STR(" "));
    }
    d->digest = row_digest(d->packed, d->words);
}

enum err description_foresee(int64_t record, const struct bib *bib, struct arena *a,
                             struct description *ret)
{
    *ret = (struct description){0};
    enum err e = read_facts(bib, a, ret);
    if (!e) close_row(ret, record, a);
    return e;
}

enum err description_find(struct db *db, struct description *d)
{
    return find(db, d->digest, &d->id, &d->title);
}

enum err description_make(struct db *db, struct description *d)
{
    struct str digest = {(const char *)d->digest.byte, sizeof d->digest.byte};
    return db_insert(db, &d->id,
                     SQL("INSERT INTO description (digest, facts, marks, title)"
                         " VALUES (?1, ?2, ?3, ?4)"),
                     BLOB(digest), BLOB(d->packed), T(d->words), d->title ? I(d->title) : NUL);
}

enum err description_of(struct db *db, int64_t record, const struct bib *bib, struct arena *a,
                        struct description *ret)
{
    struct description d = {0};
    enum err e = read_facts(bib, a, &d);
    if (!e) e = marks_of_record(db, record, &d.facts, a, &d.words);
    if (!e && !read_marks(d.words, a, &d.marks)) e = ERR_INTERNAL;
    if (e) return e;
    close_row(&d, record, a);
    e = description_find(db, &d);
    if (!e && !d.id) e = description_make(db, &d);
    if (!e) *ret = d;
    return e;
}

enum err description_enter(struct db *db, const struct description *d)
{
    int64_t newest = 0;
    enum err e = keys_newest(db, &newest);
    for (size_t i = 0; !e && i < d->facts.n_keys; i++)
        e = keys_put(db, newest, d->facts.key[i], d->id);
    for (size_t i = 0; !e && i < d->facts.n_work_keys; i++)
        e = keys_put(db, newest, d->facts.work_key[i], d->id);
    return e;
}

/* Where its keys are nobody knows any more: facts of older rules, which rebuild.h is about to drop.
 */
static enum err sweep_keys(struct db *db, int64_t id)
{
    enum err e = db_exec(db, SQL("DELETE FROM description_key WHERE description = ?1"), I(id));
    return e ? e : db_exec(db, SQL("DELETE FROM recent_key WHERE description = ?1"), I(id));
}

static enum err take_keys(struct db *db, int64_t id)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct description d;
    enum err e = description_get(db, id, a, &d);
    if (e == ERR_NOT_FOUND) return OK;
    if (e) return e == ERR_FORMAT ? sweep_keys(db, id) : e;
    for (size_t i = 0; !e && i < d.facts.n_keys; i++) e = keys_take(db, d.facts.key[i], id);
    for (size_t i = 0; !e && i < d.facts.n_work_keys; i++)
        e = keys_take(db, d.facts.work_key[i], id);
    return e;
}

enum err description_leave(struct db *db, int64_t id)
{
    enum err e = take_keys(db, id);
    return e ? e : description_drop(db, id);
}

enum err description_drop(struct db *db, int64_t id)
{
    enum err e = db_exec(db, SQL("DELETE FROM doubt WHERE low = ?1"), I(id));
    if (!e) e = db_exec(db, SQL("DELETE FROM doubt WHERE high = ?1"), I(id));
    if (!e) e = db_exec(db, SQL("UPDATE description SET title = NULL WHERE id = ?1"), I(id));
    if (e) return e;
    return db_exec(db,
                   SQL("DELETE FROM description WHERE id = ?1"
                       " AND NOT EXISTS (SELECT 1 FROM record WHERE description = ?1)"
                       " AND NOT EXISTS (SELECT 1 FROM staged_record WHERE description = ?1)"),
                   I(id));
}

enum err description_in_force(struct db *db, int64_t id, int64_t but, bool *ret)
{
    int64_t there = 0;
    enum err e = db_get_int(
        db, &there, SQL("SELECT EXISTS (SELECT 1 FROM record WHERE description = ?1 AND id <> ?2)"),
        I(id), I(but));
    *ret = there != 0;
    return e;
}
