/* page_pair.c -- two titles side by side, why they are in doubt, and what a person decides. */
#include "base/checked.h"
#include "base/hash.h"
#include "catalog/title_id.h"
#include "html.h"
#include "web/review.h"

/* ---- sides ---- */

static void add_holders(struct ask *k, struct pair_side *s)
{
    struct strs list = {0};
    const struct title_view *v = s->v;
    for (size_t i = 0; i < v->n_holdings && i < REVIEW_HOLDERS; i++)
        VEC_PUSH(k->mem, &list, v->holding[i].agency->name);
    s->holders = arena_join(k->mem, list.item, list.n, STR(", "));
    s->more_holders = v->n_holdings > REVIEW_HOLDERS ? v->n_holdings - REVIEW_HOLDERS : 0;
}

static void add_records(struct ask *k, struct pair_side *s)
{
    const struct title_view *v = s->v;
    s->n_records = MIN(v->n_records, (size_t)REVIEW_HOLDERS);
    s->records = arena_array(k->mem, struct record_row, s->n_records + 1);
    for (size_t i = 0; i < v->n_records; i++) s->newest = MAX(s->newest, v->record[i].delivered);
    for (size_t i = 0; i < s->n_records; i++)
        s->records[i] = (struct record_row){
            &v->record[i], named_text(k, "source", arena_cstr(k->mem, v->record[i].format))};
}

static struct pair_side pair_side_of(struct ask *k, const struct title_view *v)
{
    struct pair_side s = {.v = v};
    struct buf CLEANUP(buf_release) b = BUF(500);
    int64_t copies = 0;
    for (size_t i = 0; i < v->n_holdings; i++) copies += v->holding[i].copies;
    msg_add_count(&b, k->out.lang, MSG_review_libraries, (int64_t)v->n_holdings, NULL, 0);
    if (copies) buf_add(&b, STR(", "));
    if (copies) msg_add_count(&b, k->out.lang, MSG_review_copies, copies, NULL, 0);
    s.summary = arena_copy(k->mem, buf_str(&b));
    add_holders(k, &s);
    add_records(k, &s);
    return s;
}

static void add_seen(struct buf *b, const struct title_view *v)
{
    for (size_t i = 0; i < v->n_records; i++)
        buf_printf(b, "%lld.%lld ", (long long)v->record[i].id, (long long)v->record[i].delivered);
    buf_printf(b, "/%lld ", (long long)v->id);
}

struct str seen_of(struct arena *a, const struct title_view *one, const struct title_view *other)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    char hex[DIGEST_HEX + 1];
    add_seen(&b, one);
    if (other) add_seen(&b, other);
    struct digest d = digest_of(buf_str(&b));
    digest_hex(&d, hex);
    return arena_copy(a, str_of(hex));
}

/* ---- what is compared ---- */

/* The two titles of the address, and what the queue says of them. */
struct pair {
    int64_t one, other; /* as in the address */
    struct title_view left, right;
    bool doubted;
    struct review_pair doubt;
};

static enum err find_pair(struct ask *k, struct pair *ret)
{
    *ret = (struct pair){0};
    enum err e = review_pair_read(k->segment, &ret->one, &ret->other);
    if (!e) e = title_view(k->db, &k->actor, NULL, ret->one, k->mem, &ret->left);
    if (!e) e = title_view(k->db, &k->actor, NULL, ret->other, k->mem, &ret->right);
    if (!e) e = decision_may(k->db, &k->actor, ret->left.id, ret->right.id);
    if (e) return e;
    e = review_find(k->db, ret->left.id, ret->right.id, k->mem, &ret->doubt);
    ret->doubted = !e;
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err add_reasons(struct ask *k, const struct pair *x, struct pair_page *p)
{
    struct match_result m;
    enum err e = x->doubted ? review_explain(k->db, &x->doubt, &m) : ERR_NOT_FOUND;
    if (e && e != ERR_NOT_FOUND) return e;
    if (e) { /* two titles that nobody compared: by what they say as a whole */
        struct match_facts one, other;
        match_facts_of(&x->left.bib, k->mem, &one);
        match_facts_of(&x->right.bib, k->mem, &other);
        match_judge(&one, &other, &m);
    }
    p->score = m.score;
    p->verdict = named_text(k, "verdict", verdict_name(m.verdict));
    p->reasons = arena_array(k->mem, struct reason_view, m.n_reasons + 1);
    for (size_t i = 0; i < m.n_reasons; i++)
        p->reasons[p->n_reasons++] =
            (struct reason_view){sign_words(k, m.reason[i].sign), m.reason[i].points};
    return OK;
}

/* ---- the page ---- */

/* The pair was decided already, or became one title: says so, with the way on. */
static enum err show_decided(struct ask *k, const struct review_ask *q, const struct pair *x)
{
    struct staff_frame s;
    struct pair_page p = {.left = {.v = &x->left},
                          .skip = review_address(k, q, STR("/berikut"), STR("")),
                          .queue = review_address(k, q, STR(""), STR(""))};
    enum err e = undo_view_of(k, q->decided, q->query, &p.undo);
    if (!e) e = staff_frame(k, ask_text(k, MSG_review_one_now), &s);
    if (e) return e;
    html_pair_one(&k->out, &s, &p);
    return OK;
}

static void add_addresses(struct ask *k, const struct review_ask *q, const struct pair *x,
                          struct pair_page *p)
{
    struct review_ask other = *q;
    struct str rest =
        arena_printf(k->mem, "/%.*s", STR_ARG(review_pair_write(k->mem, x->left.id, x->right.id)));
    struct str hand = p->by_hand ? STR("dari=judul") : STR("");
    if (x->doubted) p->cursor = review_place_write(k->mem, &x->doubt.place);
    struct str after =
        p->cursor.n ? arena_printf(k->mem, "setelah=%.*s", STR_ARG(p->cursor)) : STR("");
    struct str part[] = {hand, after};
    p->address = review_address(k, q, rest, arena_join(k->mem, part, COUNT(part), STR("&")));
    p->skip = review_address(k, q, STR("/berikut"), after);
    p->queue = review_address(k, q, STR(""), STR(""));
    other.query = q->no_keys ? STR("") : STR("tombol=mati");
    if (q->query.n && !q->no_keys) {
        struct str both[] = {q->query, other.query};
        other.query = arena_join(k->mem, both, COUNT(both), STR("&"));
    }
    p->keys = review_address(k, &other, rest, hand);
}

static enum err show(struct ask *k, const struct review_ask *q, const struct pair *x,
                     struct str wrong)
{
    struct staff_frame s;
    struct pair_page p = {.left = pair_side_of(k, &x->left),
                          .right = pair_side_of(k, &x->right),
                          .seen = seen_of(k->mem, &x->left, &x->right),
                          .why = form_text(k, "alasan"),
                          .by_hand = str_eq(http_param(k->rq, "dari"), STR("judul")),
                          .no_keys = q->no_keys,
                          .wrong = wrong};
    compare_bibs(k, &x->left.bib, &x->right.bib, &p.rows);
    add_addresses(k, q, x, &p);
    enum err e = add_reasons(k, x, &p);
    if (!e) e = decision_apart(k->db, x->left.id, x->right.id, &p.apart);
    if (!e) e = review_today(k, &p.today);
    if (!e) e = undo_view_of(k, q->decided, q->query, &p.undo);
    if (!e) e = staff_frame(k, ask_text(k, MSG_review_heading), &s);
    if (e) return e;
    s.around.icons |= ICON(FILTER); /* with the cross */
    html_pair(&k->out, &s, &p);
    return OK;
}

enum err page_pair(struct ask *k)
{
    struct review_ask q;
    struct pair x;
    enum err e = review_ask_read(k, &q);
    if (!e) e = find_pair(k, &x);
    if (e) return e;
    return x.left.id == x.right.id ? show_decided(k, &q, &x) : show(k, &q, &x, (struct str){0});
}

/* ---- deciding ---- */

static enum err go_on(struct ask *k, const struct review_ask *q, int64_t title, int64_t decided,
                      const char *word)
{
    if (!str_eq(http_param(k->rq, "dari"), STR("judul"))) return review_go_on(k, q, decided, word);
    struct str to = arena_printf(k->mem, "/b/%.*s/riwayat", STR_ARG(title_id_write(k->mem, title)));
    if (decided) to = arena_printf(k->mem, "%.*s?putusan=%lld", STR_ARG(to), (long long)decided);
    return page_done(k, to, word);
}

/* Pressed twice, or somebody was quicker: the decision that holds, when the person made it. */
static enum err made_before(struct ask *k, const struct pair *x, int64_t *ret)
{
    struct decision_rows rows;
    enum err e = decision_list(k->db, x->left.id, 0, 1, k->mem, &rows);
    *ret = !e && rows.n ? rows.item[0].id : 0;
    return e;
}

static enum err was_decided(struct ask *k, const struct review_ask *q, const struct pair *x)
{
    int64_t id = 0;
    enum err e = made_before(k, x, &id);
    return e ? e : go_on(k, q, x->left.id, id, "sudah");
}

static enum err refuse(struct ask *k, const struct review_ask *q, const struct pair *x, enum msg m)
{
    k->rs->status = 422;
    return show(k, q, x, ask_text(k, m));
}

enum err page_pair_decide(struct ask *k)
{
    struct review_ask q;
    struct pair x;
    int64_t id = 0;
    struct str answer = form_text(k, "jawab"), why = form_text(k, "alasan");
    bool same = str_eq(answer, STR("sama"));
    enum err e = review_ask_read(k, &q);
    if (!e) e = find_pair(k, &x);
    if (e) return e;
    if (x.left.id == x.right.id) return was_decided(k, &q, &x);
    if (!same && !str_eq(answer, STR("beda"))) return refuse(k, &q, &x, MSG_review_no_answer);
    if (!str_eq(form_text(k, "dilihat"), seen_of(k->mem, &x.left, &x.right)))
        return refuse(k, &q, &x, MSG_review_changed);
    if (!why.n && x.doubted) why = x.doubt.reason;
    e = decision_titles(k->db, &k->actor, same ? DECISION_SAME : DECISION_DIFFERENT, x.left.id,
                        x.right.id, why, k->out.now, &id);
    if (e == ERR_CONFLICT) return was_decided(k, &q, &x);
    if (e == ERR_LIMIT) return refuse(k, &q, &x, MSG_review_too_many);
    return e ? e : go_on(k, &q, x.left.id, id, NULL);
}
