/* review_ask.c -- the addresses of the review: filters and place that go along from pair to pair,
 * pairs of titles, and the way on after a decision. */
#include "base/checked.h"
#include "catalog/title_id.h"
#include "web/review.h"

/* ---- filters ---- */

static void add(struct buf *b, const char *name, struct str value)
{
    if (!value.n) return;
    buf_printf(b, "%s%s=", b->n ? "&" : "", name);
    http_encode(b, value);
}

static struct str number(struct arena *a, int64_t n)
{
    return n ? arena_printf(a, "%lld", (long long)n) : (struct str){0};
}

static struct str query_of(struct ask *k, const struct review_ask *q)
{
    struct buf CLEANUP(buf_release) b = BUF(8 << 10);
    add(&b, "perpustakaan", number(k->mem, q->library));
    add(&b, "jejaring", number(k->mem, q->network));
    add(&b, "sebab", q->reason);
    add(&b, "jenis", q->format);
    add(&b, "bahasa", q->language);
    if (q->no_keys) add(&b, "tombol", STR("mati"));
    return arena_copy(k->mem, buf_str(&b));
}

static bool holds(const struct scope *s, int64_t agency)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->agency[i] == agency) return true;
    return false;
}

/* Who works for certain libraries alone is shown theirs. */
static enum err own_libraries(struct ask *k, const struct scope **ret)
{
    struct agency_ids list = {0};
    struct role_rows roles = {0};
    enum err e = role_of_person(k->db, k->me.id, k->out.now, k->mem, &roles);
    for (size_t i = 0; !e && i < roles.n; i++) {
        if (roles.item[i].network) return OK; /* who may decide is asked pair by pair */
        e = actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, roles.item[i].agency);
        if (!e) VEC_PUSH(k->mem, &list, roles.item[i].agency);
        if (e == ERR_DENIED) e = OK;
    }
    for (size_t i = 1; i < list.n; i++)
        for (size_t n = i; n && list.item[n - 1] > list.item[n]; n--) {
            int64_t x = list.item[n];
            list.item[n] = list.item[n - 1];
            list.item[n - 1] = x;
        }
    struct scope *s = arena_make(k->mem, struct scope);
    *s = (struct scope){.agency = list.item, .n = list.n};
    *ret = s;
    return e;
}

static enum err scope_of(struct ask *k, const struct review_ask *q, const struct scope **ret)
{
    enum err e = OK;
    k->bad = STR("jejaring");
    if (q->network) e = scope_network(k->db, q->network, k->out.now, k->mem, ret);
    if (e) return e == ERR_NOT_FOUND ? ERR_ARG : e;
    k->bad = (struct str){0};
    if (!q->library) return q->network ? OK : own_libraries(k, ret);
    struct scope *s = arena_make(k->mem, struct scope);
    int64_t *one = arena_make(k->mem, int64_t);
    *one = q->library;
    *s = (struct scope){.agency = one, .n = !*ret || holds(*ret, q->library)};
    *ret = s;
    return OK;
}

enum err review_ask_read(struct ask *k, struct review_ask *ret)
{
    struct review_ask q = {
        .library = ask_number(k, "perpustakaan", 0),
        .network = ask_number(k, "jejaring", 0),
        .reason = http_param(k->rq, "sebab"),
        .format = http_param(k->rq, "jenis"),
        .language = http_param(k->rq, "bahasa"),
        .no_keys = str_eq(http_param(k->rq, "tombol"), STR("mati")),
        .decided = ask_number(k, "putusan", 0),
        .filter = {.format = -1},
    };
    enum format format;
    struct str after = http_param(k->rq, "setelah");
    k->bad = STR("jenis");
    if (q.format.n && !format_parse(q.format, &format)) return ERR_ARG;
    if (q.format.n) q.filter.format = (int)format;
    k->bad = STR("setelah");
    q.has_after = after.n > 0;
    if (after.n && review_place_read(after, &q.after)) return ERR_ARG;
    k->bad = (struct str){0};
    q.filter.reason = q.reason;
    q.filter.language = q.language;
    q.query = query_of(k, &q);
    enum err e = scope_of(k, &q, &q.filter.libraries);
    if (!e) *ret = q;
    return e;
}

struct str review_address(const struct ask *k, const struct review_ask *q, struct str rest,
                          struct str more)
{
    struct str part[] = {q->query, more};
    struct str query = arena_join(k->mem, part, COUNT(part), STR("&"));
    return arena_printf(k->mem, "/tinjau%.*s%s%.*s", STR_ARG(rest), query.n ? "?" : "",
                        STR_ARG(query));
}

/* ---- pairs ---- */

struct str review_pair_write(struct arena *a, int64_t one, int64_t other)
{
    struct str id[] = {title_id_write(a, MIN(one, other)), title_id_write(a, MAX(one, other))};
    return arena_join(a, id, COUNT(id), STR("-"));
}

enum err review_pair_read(struct str text, int64_t *ret_one, int64_t *ret_other)
{
    size_t dash = str_find_char(text, '-', 0);
    enum err e = dash < text.n ? OK : ERR_NOT_FOUND;
    if (!e) e = title_id_read(str_slice(text, 0, dash), ret_one);
    return e ? e : title_id_read(str_slice(text, dash + 1, text.n), ret_other);
}

/* ---- after a decision ---- */

enum err undo_view_of(struct ask *k, int64_t decision, struct str back, struct undo_view *ret)
{
    static const enum msg words[] = {[REVIEW_JOINED] = MSG_review_joined,
                                     [REVIEW_APART] = MSG_review_kept_apart,
                                     [REVIEW_SPLIT] = MSG_review_was_split};
    struct review_act act = {0};
    struct undo_view u = {.decision = decision, .back = back};
    struct buf CLEANUP(buf_release) b = BUF(500);
    *ret = (struct undo_view){0};
    if (!decision) return OK;
    enum err e = review_act(k->db, &k->actor, decision, k->mem, &act);
    if (e || !act.n) return e == ERR_NOT_FOUND ? OK : e; /* taken back meanwhile */
    msg_add_count(&b, k->out.lang, words[act.item[0].what], (int64_t)act.n, NULL, 0);
    u.words = arena_copy(k->mem, buf_str(&b));
    if (act.n == 1 && act.item[0].other)
        u.pair = review_pair_write(k->mem, act.item[0].one, act.item[0].other);
    *ret = u;
    return OK;
}

enum err review_go_on(struct ask *k, const struct review_ask *q, int64_t decided, const char *word)
{
    struct review_list list;
    struct str more =
        decided ? arena_printf(k->mem, "putusan=%lld", (long long)decided) : (struct str){0};
    enum err e = review_list(k->db, &k->actor, &q->filter, q->has_after ? &q->after : NULL, 1,
                             k->mem, &list);
    if (e) return e;
    if (list.n) {
        struct str pair = review_pair_write(k->mem, list.item[0].one, list.item[0].other);
        struct str rest = arena_printf(k->mem, "/%.*s", STR_ARG(pair));
        return page_done(k, review_address(k, q, rest, more), word);
    }
    if (list.more) {
        struct str place = review_place_write(k->mem, &list.next);
        struct str part[] = {more, arena_printf(k->mem, "setelah=%.*s", STR_ARG(place))};
        more = arena_join(k->mem, part, COUNT(part), STR("&"));
    }
    return page_done(k, review_address(k, q, STR(""), more), word ? word : "habis");
}
