/* spelling_list.c -- what was counted, and which form is proposed for a text. */
#include <stdlib.h>

#include "base/checked.h"
#include "catalog/spelling.h"
#include "text/words.h"

enum { ALIKE_READ_MAX = 20000, TARGETS_MAX = 8 };

int64_t spelling_keyed(struct arena *a, enum spelling_kind k, struct str text)
{
    struct str key = spelling_key(a, k, text);
    return key.n ? digest_key(key) : 0;
}

/* ---- ways of writing ---- */

static bool is_among(const struct scope *s, int64_t agency)
{
    for (size_t i = 0; s && i < s->n; i++)
        if (s->agency[i] == agency) return true;
    return s == NULL;
}

static int by_use(const void *x, const void *y)
{
    const struct spelling_form *a = x, *b = y;
    if (a->records != b->records) return a->records > b->records ? -1 : 1;
    if (a->agencies != b->agencies) return a->agencies > b->agencies ? -1 : 1;
    return str_cmp(a->text, b->text);
}

static enum err forms_alike(struct db *db, const struct spelling_ask *ask, struct arena *a,
                            struct spelling_forms *ret)
{
    struct spelling_forms list = {0};
    struct str key = spelling_key(a, ask->kind, ask->text);
    *ret = list;
    if (!key.n) return OK;
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT s.agency, s.text, s.records FROM spelling s WHERE s.kind = ?1 AND s.keyed = ?2"
            " AND s.round = CASE WHEN s.agency = ?3 AND ?4 > 0 THEN ?4 ELSE"
            "  (SELECT c.round FROM spelling_count c WHERE c.agency = s.agency) END"
            " ORDER BY s.text, s.agency LIMIT ?5"),
        I(ask->kind), I(digest_key(key)), I(ask->agency), I(ask->round), I(ALIKE_READ_MAX));
    while (db_next(&r)) {
        struct str text = db_peek(&r, 1);
        if (db_int(&r, 0) != ask->agency && !is_among(ask->members, db_int(&r, 0))) continue;
        if (!list.n || !str_eq(list.item[list.n - 1].text, text)) {
            text = db_text(&r, 1, a);
            if (!str_eq(spelling_key(a, ask->kind, text), key)) continue;
            bool good = spelling_well_made(ask->kind, text, a);
            VEC_PUSH(a, &list, (struct spelling_form){.text = text, .well_made = good});
        }
        list.item[list.n - 1].records += db_int(&r, 2);
        list.item[list.n - 1].agencies++;
    }
    if (r.status) return r.status;
    if (list.n > 1) qsort(list.item, list.n, sizeof list.item[0], by_use);
    *ret = list;
    return OK;
}

/* ---- what is proposed ---- */

static void set_form(struct spelling_row *row, const struct spelling_forms *alike, struct str form,
                     struct str source)
{
    row->form = form;
    row->source = source;
    row->form_records = row->form_agencies = 0;
    for (size_t i = 0; i < alike->n; i++)
        if (str_eq(alike->item[i].text, form)) {
            row->form_records = alike->item[i].records;
            row->form_agencies = alike->item[i].agencies;
        }
}

/* The heading to which the one authority record leads that has a form with the key; empty: none, or
 * several. */
static enum err ask_authorities(struct db *db, struct str text, struct arena *a, struct str *ret,
                                struct str *ret_source)
{
    struct str key = spelling_key(a, SPELLING_NAME, text), words = words_name_key(a, text);
    bool several = false;
    *ret = (struct str){0};
    if (!key.n || !words.n) return OK;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT f.text, f.target, l.source FROM authority_form f"
                     " JOIN authority_load l ON l.id = f.load WHERE f.words = ?1 AND f.kind = 0"
                     " AND f.relation < 2 AND l.state = 'current' ORDER BY f.target LIMIT ?2"),
                 T(words), I(TARGETS_MAX));
    while (db_next(&r)) {
        if (!str_eq(spelling_key(a, SPELLING_NAME, db_peek(&r, 0)), key)) continue;
        several |= ret->n && !str_eq(*ret, db_peek(&r, 1));
        *ret = db_text(&r, 1, a);
        *ret_source = arena_printf(a, "file %.*s", STR_ARG(db_peek(&r, 2)));
    }
    if (several) *ret = (struct str){0};
    return r.status;
}

static bool is_inverted(struct str name)
{
    return str_find_char(name, ',', 0) < name.n;
}

/* Of names that are used alike the one that is written as a heading is. Of the same words of a
 * publisher or place those with capitals go before. */
static const struct spelling_form *most_used(const struct spelling_forms *list,
                                             enum spelling_kind k, struct arena *a)
{
    const struct spelling_form *best = NULL;
    for (size_t i = 0; i < list->n; i++) {
        const struct spelling_form *f = &list->item[i];
        bool same = best && f->records == best->records && f->agencies == best->agencies;
        bool heading = k == SPELLING_NAME && same && is_inverted(f->text);
        bool better = best && heading && !is_inverted(best->text);
        if (best && k != SPELLING_NAME)
            better = spelling_is_small(best->text) && !spelling_is_small(f->text) &&
                     str_eq(words_key(a, best->text), words_key(a, f->text));
        if (f->well_made && (!best || better)) best = f;
    }
    return best;
}

/* A heading that is well made is never to become a name in spoken order, however many write it so.
 */
static bool is_worse(const struct spelling_row *row, const struct spelling_form *best,
                     struct arena *a)
{
    return row->kind == SPELLING_NAME && is_inverted(row->text) && !is_inverted(best->text) &&
           spelling_well_made(row->kind, row->text, a);
}

static enum err propose_name(struct db *db, const struct spelling_ask *ask, struct arena *a,
                             const struct spelling_forms *alike, struct spelling_row *row)
{
    struct str form, source;
    enum err e = ask_authorities(db, row->text, a, &form, &source);
    if (e || !form.n) return e;
    struct spelling_forms others = *alike;
    struct spelling_ask of_form = *ask;
    of_form.text = form;
    if (!str_eq(spelling_key(a, SPELLING_NAME, form), spelling_key(a, SPELLING_NAME, row->text)))
        e = forms_alike(db, &of_form, a, &others);
    if (!e) set_form(row, &others, form, source);
    return e;
}

enum err spelling_propose(struct db *db, const struct spelling_ask *ask, struct arena *a,
                          struct spelling_row *row)
{
    struct spelling_forms alike = {0};
    row->form = row->source = (struct str){0};
    row->form_records = row->form_agencies = 0;
    if (row->kind == SPELLING_LANGUAGE) {
        set_form(row, &alike, spelling_language(row->text, a), STR("codes"));
        return OK;
    }
    enum err e = forms_alike(db, ask, a, &alike);
    if (!e && row->kind == SPELLING_NAME) e = propose_name(db, ask, a, &alike, row);
    const struct spelling_form *best = most_used(&alike, row->kind, a);
    if (best && is_worse(row, best, a)) best = NULL;
    if (!e && !row->form.n && best) set_form(row, &alike, best->text, STR("network"));
    struct str tidy = spelling_tidy(a, row->kind, row->text);
    if (!e && !row->form.n && spelling_well_made(row->kind, tidy, a))
        set_form(row, &alike, tidy, STR("rule"));
    if (str_eq(row->form, row->text)) row->form = (struct str){0};
    return e;
}

/* ---- looking ---- */

static enum err count_varying(struct db *db, int64_t agency, struct spelling_state *s)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT s.kind, count(*) FROM spelling s"
                     " JOIN spelling_count c ON c.agency = s.agency AND c.round = s.round"
                     " WHERE s.agency = ?1 AND s.form IS NOT NULL AND NOT EXISTS"
                     " (SELECT 1 FROM chosen_form x WHERE x.agency = s.agency AND x.kind = s.kind"
                     "  AND x.text = s.text AND x.undone IS NULL) GROUP BY s.kind"),
                 I(agency));
    while (db_next(&r))
        if (db_int(&r, 0) >= 0 && db_int(&r, 0) < SPELLINGS)
            s->varying[db_int(&r, 0)] = db_int(&r, 1);
    return r.status;
}

enum err spelling_state(struct db *db, const struct actor *actor, int64_t agency,
                        struct spelling_state *ret)
{
    struct spelling_state s = {.at = 0};
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(db,
                     SQL("SELECT at, moved <> coalesce((SELECT sum(f.moved) FROM feed f"
                         " WHERE f.agency = spelling_count.agency), 0) FROM spelling_count"
                         " WHERE agency = ?1"),
                     I(agency));
        if (db_next(&r)) {
            s.at = db_int(&r, 0);
            s.moved = db_int(&r, 1) != 0;
        }
        if (r.status) return r.status;
    }
    e = count_varying(db, agency, &s);
    if (!e) *ret = s;
    return e;
}

static void read_row(struct db_rows *r, struct arena *a, enum spelling_kind k,
                     struct spelling_row *ret)
{
    *ret = (struct spelling_row){.kind = k,
                                 .text = db_text(r, 0, a),
                                 .records = db_int(r, 1),
                                 .form = db_text(r, 2, a),
                                 .source = db_text(r, 3, a),
                                 .form_records = db_int(r, 4),
                                 .form_agencies = db_int(r, 5)};
}

enum err spelling_list(struct db *db, const struct actor *actor, int64_t agency,
                       enum spelling_kind k, const struct spelling_place *from, size_t limit,
                       struct arena *a, struct spelling_rows *ret)
{
    struct spelling_rows list = {0};
    struct spelling_row row;
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    int64_t records = from->text.n ? from->records : INT64_MAX;
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT s.text, s.records, s.form, s.source, s.form_records, s.form_agencies"
            " FROM spelling s WHERE s.agency = ?1 AND s.round ="
            " (SELECT c.round FROM spelling_count c WHERE c.agency = ?1) AND s.kind = ?2"
            " AND s.form IS NOT NULL AND s.records <= ?3 AND (s.records < ?3 OR s.text > ?4)"
            " AND NOT EXISTS (SELECT 1 FROM chosen_form x WHERE x.agency = s.agency"
            "  AND x.kind = s.kind AND x.text = s.text AND x.undone IS NULL)"
            " ORDER BY s.records DESC, s.text LIMIT ?5"),
        I(agency), I(k), I(records), T(from->text), I(MIN(limit, (size_t)SPELLING_LISTED_MAX)));
    while (db_next(&r)) {
        read_row(&r, a, k, &row);
        VEC_PUSH(a, &list, row);
    }
    if (!r.status) *ret = list;
    return r.status;
}

static enum err read_one(struct db *db, int64_t agency, enum spelling_kind k, struct str text,
                         struct arena *a, struct spelling_row *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT s.text, s.records, s.form, s.source, s.form_records, s.form_agencies"
                     " FROM spelling s WHERE s.agency = ?1 AND s.round ="
                     " (SELECT c.round FROM spelling_count c WHERE c.agency = ?1) AND s.kind = ?2"
                     " AND s.text = ?3"),
                 I(agency), I(k), T(text));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    read_row(&r, a, k, ret);
    return OK;
}

enum err spelling_get(struct db *db, const struct actor *actor, int64_t agency,
                      enum spelling_kind k, struct str text, struct arena *a,
                      struct spelling_row *ret, struct spelling_forms *ret_forms)
{
    struct spelling_ask ask = {.agency = agency, .kind = k, .text = text};
    struct spelling_forms list = {0};
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (!e) e = read_one(db, agency, k, text, a, ret);
    if (!e) e = scope_public(db, a, &ask.members);
    if (!e) e = forms_alike(db, &ask, a, &list);
    if (e) return e;
    list.n = MIN(list.n, (size_t)SPELLING_LISTED_MAX);
    *ret_forms = list;
    return OK;
}
