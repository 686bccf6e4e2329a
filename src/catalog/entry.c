/* entry.c -- saving, withdrawing and taking back: each one transaction. */
#include "catalog/entry.h"

#include <string.h>

#include "base/buf.h"
#include "base/checked.h"
#include "catalog/delivery.h"
#include "catalog/entry_marc.h"
#include "catalog/hand.h"
#include "catalog/stored.h"
#include "network/audit.h"
#include "record/iso2709.h"
#include "record/marc_form.h"

enum { RECORD_BYTES_MAX = 100000 };

/* One act upon one record. What the transaction finds out is made anew each time it runs. */
struct act {
    const struct actor *actor;
    const struct entry_order *order;
    int64_t agency, record, version, load, now;
    struct arena *mem;
    int64_t feed, before; /* `before`: the version that held */
    bool own;             /* of the feed of entries: nobody else sends it */
    int64_t sent;         /* else: the version its system says */
    struct marc stood;    /* `before` as MARC, of a save */
    struct bib had;       /* and as a description */
    struct entry_result result;
};

/* ---- rows ---- */

static enum err feed_of_entries(struct db *db, struct act *x)
{
    x->own = true;
    enum err e =
        db_get_int(db, &x->feed, SQL("SELECT id FROM feed WHERE agency = ?1 AND kind = 'entry'"),
                   I(x->agency));
    if (e != ERR_NOT_FOUND) return e;
    return db_get_int(db, &x->feed,
                      SQL("INSERT INTO feed (agency, kind, created) VALUES (?1, 'entry', ?2)"
                          " RETURNING id"),
                      I(x->agency), I(x->now));
}

/* Its feed and what holds; a record of another agency is not there. */
static enum err find(struct db *db, struct act *x)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT f.id, f.kind = 'entry', coalesce(r.version, 0),"
                     " coalesce(r.sent, r.version, 0) FROM record r JOIN feed f ON f.id = r.feed"
                     " WHERE r.id = ?1 AND f.agency = ?2 AND r.kind = 0"),
                 I(x->record), I(x->agency));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    x->feed = db_int(&r, 0);
    x->own = db_int(&r, 1) != 0;
    x->before = db_int(&r, 2);
    x->sent = db_int(&r, 3);
    return OK;
}

/* The record as it stands, and as the person saw it. */
static enum err stand(struct db *db, struct act *x)
{
    enum err e = find(db, x);
    if (!e && x->before != x->version) {
        x->result.why = ENTRY_CHANGED;
        x->result.version = x->before;
        return ERR_CONFLICT;
    }
    return e;
}

/* What a save begins from. */
static enum err stood(struct db *db, struct act *x)
{
    struct stored s;
    enum err e = stand(db, x);
    if (e) return e;
    if (!x->before) return x->own ? OK : ERR_NOT_FOUND; /* withdrawn: ours come back by saving */
    e = hand_marc(db, x->before, x->mem, &x->stood);
    if (!e) e = stored_version(db, x->before, x->mem, &s);
    if (!e) x->had = s.bib;
    return e;
}

static enum err open_load(struct db *db, struct act *x, bool gone)
{
    struct str nonce = x->order ? x->order->nonce : (struct str){0};
    bool fresh = !x->before;
    return db_get_int(
        db, &x->load,
        SQL("INSERT INTO load (feed, state, whole, file, format, started, finished, person, nonce,"
            " turn, n_read, n_new, n_changed, n_deleted, n_titles, over, why) VALUES"
            " (?1, 'published', 0, '', 'marc21', ?2, ?2, ?3, ?4,"
            "  (SELECT coalesce(max(turn), 0) + 1 FROM load), 1, ?5, ?6, ?7, 1, ?8, ?9)"
            " RETURNING id"),
        I(x->feed), I(x->now), x->actor->kind == ACTOR_PERSON ? I(x->actor->person) : NUL,
        nonce.n ? T(nonce) : NUL, I(fresh && !gone), I(!fresh && !gone), I(gone),
        x->own ? NUL : I(x->sent),
        T(x->order ? str_slice(x->order->why, 0, ENTRY_WHY_MAX) : (struct str){0}));
}

/* Puts a version (0: none) in force for the record: of one that another system sends, what that
 * says, with the edit over it. */
static enum err put_in_force(struct db *db, const struct act *x, int64_t version)
{
    struct stored s;
    if (!x->own) version = x->sent;
    enum err e = version ? stored_version(db, version, x->mem, &s) : OK;
    const struct cause cause = {.load = x->load, .at = x->now};
    if (!e) e = delivery_apply(db, x->record, version, version ? &s.bib : NULL, &cause);
    if (e) return e;
    return db_exec(db,
                   SQL("UPDATE feed SET moved = moved + 1, records = records + ?1 WHERE id = ?2"),
                   I((version != 0) - (x->before != 0)), I(x->feed));
}

static enum err note(struct db *db, const struct act *x, const char *action, int64_t version)
{
    struct stored s = {0};
    enum err e = version ? stored_version(db, version, x->mem, &s) : OK;
    if (e) return e;
    struct str detail[] = {s.bib.title, x->order ? x->order->from : (struct str){0}};
    return audit_add(db, x->actor,
                     &(struct audit_entry){x->now, x->agency, action, "record", x->record,
                                           arena_join(x->mem, detail, COUNT(detail), STR(" <- "))});
}

/* ---- codes of copies ---- */

static enum err code_conflict(struct act *x, enum entry_why why, struct str code)
{
    x->result.why = why;
    x->result.code = code;
    return ERR_CONFLICT;
}

static bool bears(const struct bib *b, struct str code)
{
    for (size_t i = 0; i < b->items.n; i++)
        if (str_eq(b->items.item[i].code, code)) return true;
    return false;
}

/* Another record of the agency, of any feed, one of whose copies has the code now. */
static enum err look_for_code(struct db *db, struct act *x, struct str code)
{
    struct {
        int64_t *item;
        size_t n, cap;
    } versions = {0};
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(db,
                     SQL("SELECT r.version FROM feed f JOIN record_key k ON k.feed = f.id"
                         " AND k.keyed = ?2 JOIN record r ON r.id = k.record"
                         " WHERE f.agency = ?1 AND r.id <> ?3 AND r.version IS NOT NULL"),
                     I(x->agency), I(identity_code(x->mem, code)), I(x->record));
        while (db_next(&r)) VEC_PUSH(x->mem, &versions, db_int(&r, 0));
        if (r.status) return r.status;
    }
    for (size_t i = 0; i < versions.n; i++) {
        struct stored s;
        enum err e = stored_version(db, versions.item[i], x->mem, &s);
        if (e) return e;
        if (!bears(&s.bib, code)) continue;
        x->result.taken = s.record;
        return code_conflict(x, ENTRY_CODE_TAKEN, code);
    }
    return OK;
}

/* Of the copies that the record did not have yet. */
static enum err check_codes(struct db *db, struct act *x, const struct bib *b)
{
    for (size_t i = 0; i < b->items.n; i++) {
        struct str code = b->items.item[i].code;
        if (code.n == 0) continue;
        for (size_t k = 0; k < i; k++)
            if (str_eq(b->items.item[k].code, code))
                return code_conflict(x, ENTRY_CODE_TWICE, code);
        if (bears(&x->had, code)) continue;
        if (!item_code_ok(code)) return code_conflict(x, ENTRY_CODE_WRONG, code);
        enum err e = look_for_code(db, x, code);
        if (!e) e = numbering_note(db, x->agency, code);
        if (e) return e;
    }
    return OK;
}

/* 001 and 003: ours, or those of the system the record is from. */
static void number(struct act *x, struct marc *m)
{
    struct str own = arena_printf(x->mem, "%lld", (long long)x->record);
    if (x->own)
        entry_number(m, own, STR("Silang"), x->mem);
    else
        entry_number(m, marc_control(&x->stood, "001"), marc_control(&x->stood, "003"), x->mem);
}

/* The record with its number and its new copies. */
static enum err complete(struct db *db, struct act *x, struct marc *ret)
{
    struct marc m;
    struct bib b;
    if (x->order->marc)
        m = *x->order->marc;
    else
        entry_to_marc(&x->order->entry, x->mem, &m);
    m.leader[5] = m.leader[5] == 'd' ? 'c' : m.leader[5];
    m.leader[9] = 'a';
    number(x, &m);
    bib_from_marc(&m, NULL, x->mem, &b, NULL);
    if (b.title.n == 0 || !bib_is_bibliographic(&m) || b.holdings_only) return ERR_ARG;
    int more_copies = x->own ? x->order->new_items : 0; /* else they are its system's to add */
    enum err e = check_codes(db, x, &b);
    if (!e) e = numbering_take(db, x->agency, more_copies, x->mem, &x->result.codes);
    if (e) return e;
    struct bib_item *more = arena_array(x->mem, struct bib_item, x->result.codes.n + 1);
    for (size_t i = 0; i < x->result.codes.n; i++)
        more[i] = (struct bib_item){.code = x->result.codes.item[i],
                                    .place = x->order->new_place,
                                    .call_number = b.call_number,
                                    .copies = 1};
    entry_add_copies(&m, more, x->result.codes.n, x->mem);
    *ret = m;
    return OK;
}

/* ---- saving ---- */

static enum err version_of(struct db *db, struct act *x, struct str bytes, const struct bib *bib)
{
    struct str parts[] = {bytes, STR("marc21"), STR("")};
    struct identity id;
    identity_of(bib, digest_of_parts(parts, COUNT(parts)), x->mem, &id);
    id.feed = x->feed;
    const struct delivered d = {x->record, x->load, &id, bytes};
    return delivery_version(db, &d, &x->result.version);
}

/* A form that came before: what it made then. OK with result.record 0 when it did not. */
static enum err came_before(struct db *db, struct act *x)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT l.id, d.record, d.version FROM load l JOIN delivery d ON d.load = l.id"
                     " WHERE l.feed = ?1 AND l.nonce = ?2"),
                 I(x->feed), T(x->order->nonce));
    if (x->order->nonce.n && db_next(&r)) {
        x->result.load = db_int(&r, 0);
        x->result.record = db_int(&r, 1);
        x->result.version = db_int(&r, 2);
    }
    return r.status;
}

/* Whether the bytes are those of what holds, however that came. */
static enum err is_same(struct act *x, struct str bytes, bool *ret)
{
    struct buf CLEANUP(buf_release) now = BUF(RECORD_BYTES_MAX);
    *ret = false;
    if (!x->before) return OK;
    x->stood.leader[9] = 'a';
    enum err e = iso2709_write(&x->stood, &now);
    *ret = !e && str_eq(buf_str(&now), bytes);
    return e;
}

/* Of a record that another system sends: this edit counts now. */
static enum err mark_edited(struct db *db, const struct act *x, const struct marc *mine)
{
    int64_t over = 0;
    const struct hand_edit edit = {x->record, x->load, x->sent, x->order->seen, mine};
    enum err e = x->own ? OK : hand_base(db, &edit, x->mem, &over);
    if (e || x->own) return e;
    e = db_exec(db, SQL("UPDATE load SET over = ?1 WHERE id = ?2"), I(over), I(x->load));
    if (e) return e;
    return db_exec(db, SQL("UPDATE record SET hand = ?1 WHERE id = ?2"), I(x->load), I(x->record));
}

/* Whether the person chose, seeing what its system says now, and what holds was made over less. */
static enum err settles(struct db *db, const struct act *x, bool *ret)
{
    int64_t behind = 0;
    enum err e = OK;
    if (!x->own && x->order->seen && x->order->seen == x->sent)
        e = db_get_int(db, &behind,
                       SQL("SELECT count(*) FROM record r JOIN load l ON l.id = r.hand"
                           " WHERE r.id = ?1 AND l.over <> r.sent"),
                       I(x->record));
    *ret = behind > 0;
    return e;
}

static enum err write_record(struct db *db, struct act *x, const struct marc *m, struct str bytes,
                             const struct bib *bib)
{
    bool same = false, settled = false;
    enum err e = is_same(x, bytes, &same);
    if (!e && same) e = settles(db, x, &settled);
    x->result.version = x->before;
    if (e || (same && !settled)) return e;
    e = open_load(db, x, false);
    if (!e) e = mark_edited(db, x, m);
    if (!e) e = version_of(db, x, bytes, bib);
    if (!e) e = delivery_note(db, x->record, x->load, x->result.version);
    if (!e) e = put_in_force(db, x, x->result.version);
    x->result.load = x->load;
    const char *act = x->order->record   ? "entry.change"
                      : x->order->from.n ? "entry.copy"
                                         : "entry.add";
    return e ? e : note(db, x, act, x->result.version);
}

static enum err begin(struct db *db, struct act *x)
{
    x->result = (struct entry_result){0};
    x->record = x->order->record;
    x->before = x->sent = 0;
    x->had = (struct bib){0};
    x->stood = (struct marc){0};
    return x->record ? find(db, x) : feed_of_entries(db, x);
}

static enum err save_in(struct db *db, void *ctx)
{
    struct act *x = ctx;
    struct buf CLEANUP(buf_release) bytes = BUF(RECORD_BYTES_MAX);
    struct marc m;
    struct bib read;
    enum err e = begin(db, x);
    if (!e) e = came_before(db, x);
    if (e || x->result.record) return e;
    if (x->record)
        e = stood(db, x);
    else
        e = db_insert(db, &x->record, SQL("INSERT INTO record (feed, kind) VALUES (?1, 0)"),
                      I(x->feed));
    x->result.record = x->record;
    if (!e) e = complete(db, x, &m);
    if (!e) e = entry_write(&m, x->mem, &bytes, &read);
    return e ? e : write_record(db, x, &m, buf_str(&bytes), &read);
}

enum err entry_save(struct db *db, const struct actor *actor, const struct entry_order *order,
                    int64_t now, struct arena *a, struct entry_result *ret)
{
    struct act x = {.actor = actor,
                    .order = order,
                    .agency = order->agency,
                    .version = order->version,
                    .now = now,
                    .mem = a};
    *ret = (struct entry_result){0};
    enum err e = actor_may_agency(db, actor, PERM_CATALOGUE, order->agency);
    if (e) return e;
    bool fits = order->new_items >= 0 && order->new_items <= ENTRY_NEW_ITEMS_MAX &&
                order->entry.bib.items.n + (size_t)order->new_items <= ENTRY_ITEMS_MAX;
    if ((!order->marc && order->entry.bib.title.n == 0) || !fits) return ERR_ARG;
    e = db_write(db, save_in, &x);
    *ret = x.result;
    return e;
}

/* Copies are of the library that has them. */
static struct marc without_copies(const struct marc *m, struct arena *a)
{
    struct marc out = *m;
    out.field = arena_array(a, struct marc_field, m->n + 1);
    out.n = 0;
    for (size_t i = 0; i < m->n; i++)
        if (memcmp(m->field[i].tag, "852", 3) != 0) out.field[out.n++] = m->field[i];
    return out;
}

enum err entry_take(struct db *db, const struct actor *actor, const struct entry_copy *copy,
                    int64_t now, struct arena *a, struct entry_result *ret)
{
    const struct marc mine = without_copies(copy->marc, a);
    const struct entry_order o = {.agency = copy->agency,
                                  .marc = &mine,
                                  .why = copy->from,
                                  .from = copy->from,
                                  .new_items = copy->new_items,
                                  .nonce = copy->nonce};
    struct bib b;
    if (!bib_is_bibliographic(copy->marc)) return ERR_FORMAT;
    bib_from_marc(copy->marc, NULL, a, &b, NULL);
    if (b.title.n == 0) return ERR_FORMAT;
    return entry_save(db, actor, &o, now, a, ret);
}

/* ---- withdrawing and taking back ---- */

static enum err withdraw_in(struct db *db, void *ctx)
{
    struct act *x = ctx;
    enum err e = stand(db, x);
    if (!e && !x->own) e = ERR_NOT_FOUND; /* its system withdraws it */
    if (!e && !x->before) e = ERR_CONFLICT;
    if (!e) e = open_load(db, x, true);
    if (!e) e = delivery_note(db, x->record, x->load, 0);
    if (!e) e = put_in_force(db, x, 0);
    return e ? e : note(db, x, "entry.withdraw", x->before);
}

enum err entry_withdraw(struct db *db, const struct actor *actor, int64_t agency, int64_t record,
                        int64_t version, int64_t now)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct act x = {.actor = actor,
                    .agency = agency,
                    .record = record,
                    .version = version,
                    .now = now,
                    .mem = a};
    enum err e = actor_may_agency(db, actor, PERM_CATALOGUE, agency);
    return e ? e : db_write(db, withdraw_in, &x);
}

/* The newest load by hand and the version it brought, 0: none. */
static enum err newest_by_hand(struct db *db, const struct act *x, int64_t *ret_load,
                               int64_t *ret_version)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT d.load, d.version FROM delivery d JOIN load l ON l.id = d.load"
                     " WHERE d.record = ?1 AND l.state = 'published'"
                     " AND (?2 = 1 OR l.over IS NOT NULL) ORDER BY l.turn DESC LIMIT 1"),
                 I(x->record), I(x->own));
    *ret_load = *ret_version = 0;
    if (!db_next(&r)) return r.status;
    *ret_load = db_int(&r, 0);
    *ret_version = db_int(&r, 1);
    return OK;
}

static enum err undo_in(struct db *db, void *ctx)
{
    struct act *x = ctx;
    int64_t newest = 0, now = 0, before = 0;
    enum err e = find(db, x);
    if (!e) e = newest_by_hand(db, x, &newest, &now);
    if (!e && (!newest || newest != x->load)) e = ERR_CONFLICT;
    if (!e)
        e = db_exec(db,
                    SQL("UPDATE load SET state = 'undone', turn = NULL, finished = ?1"
                        " WHERE id = ?2"),
                    I(x->now), I(x->load));
    if (!e) e = newest_by_hand(db, x, &newest, &before);
    if (!e && !x->own)
        e = db_exec(db, SQL("UPDATE record SET hand = ?1 WHERE id = ?2"), newest ? I(newest) : NUL,
                    I(x->record));
    if (!e) e = put_in_force(db, x, before);
    return e ? e : note(db, x, "entry.undo", before ? before : now);
}

enum err entry_undo(struct db *db, const struct actor *actor, int64_t agency, int64_t record,
                    int64_t load, int64_t now)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct act x = {
        .actor = actor, .agency = agency, .record = record, .load = load, .now = now, .mem = a};
    enum err e = actor_may_agency(db, actor, PERM_CATALOGUE, agency);
    return e ? e : db_write(db, undo_in, &x);
}
