/* page_merge.c -- from the page of a title: joining it with another, and splitting it. */
#include "base/checked.h"
#include "catalog/search.h"
#include "catalog/title_id.h"
#include "html.h"
#include "text/isbn.h"
#include "web/review.h"

enum { ROWS = 10, SECONDS = 5 };

/* The title of the address, when the person may decide about it. */
static enum err find_title(struct ask *k, struct title_view *ret)
{
    int64_t id = 0;
    enum err e = title_id_read(k->segment, &id);
    if (!e) e = title_view(k->db, &k->actor, NULL, id, k->mem, ret);
    return e ? e : decision_may(k->db, &k->actor, ret->id, 0);
}

static struct str below(const struct ask *k, const struct title_view *v, const char *rest)
{
    return arena_printf(k->mem, "/b/%.*s%s", STR_ARG(v->address_id), rest);
}

/* ---- joining ---- */

static struct str pair_address(struct ask *k, int64_t one, int64_t other)
{
    return arena_printf(k->mem, "/tinjau/%.*s?dari=judul",
                        STR_ARG(review_pair_write(k->mem, one, other)));
}

/* What stands for the title in "https://katalog.id/b/7kq2?lang=en", or empty. */
static struct str id_in_address(struct str typed)
{
    size_t at = str_find(typed, STR("/b/"));
    if (at > typed.n) return (struct str){0};
    struct str id = str_slice(typed, at + 3, typed.n);
    size_t n = 0;
    while (n < id.n && id.p[n] != '/' && id.p[n] != '?' && id.p[n] != '#') n++;
    return str_slice(id, 0, n);
}

static enum err add_hits(struct ask *k, struct merge_page *p, struct title_views *list)
{
    struct str isbn;
    bool number = isbn_parse(k->mem, p->query, &isbn) == OK;
    struct search_result found = {0};
    struct search_request rq = {.query = p->query,
                                .field = number ? INDEX_ISBN : INDEX_ANY,
                                .sort = INDEX_BY_RELEVANCE,
                                .limit = ROWS + 1,
                                .deadline_us = k->config->env->monotonic(k->config->env) +
                                               SECONDS * INT64_C(1000000)};
    enum err e = ask_search(k, &rq, &found);
    if (e == ERR_ARG || e == ERR_LIMIT) return OK; /* nothing that can be sought */
    for (size_t i = 0; !e && i < found.titles.n; i++) {
        bool known = found.titles.item[i].id == p->v->id;
        for (size_t n = 0; n < list->n; n++) known |= list->item[n].id == found.titles.item[i].id;
        if (!known && list->n < ROWS) VEC_PUSH(k->mem, list, found.titles.item[i]);
    }
    return e;
}

/* The titles that what was typed may mean: one by its short name, the others by a search. */
static enum err add_titles(struct ask *k, struct merge_page *p)
{
    struct title_views list = {0};
    struct title_view v;
    int64_t id = 0;
    enum err e = title_id_read(p->query, &id);
    if (!e) e = title_view(k->db, &k->actor, NULL, id, k->mem, &v);
    if (!e && v.id != p->v->id) VEC_PUSH(k->mem, &list, v);
    if (e && e != ERR_NOT_FOUND) return e;
    e = add_hits(k, p, &list);
    p->rows = rows_of(k, &list);
    p->pairs = arena_array(k->mem, struct str, list.n + 1);
    for (size_t i = 0; i < list.n; i++) p->pairs[i] = pair_address(k, p->v->id, list.item[i].id);
    return e;
}

enum err page_merge(struct ask *k)
{
    struct staff_frame s;
    struct title_view v, other;
    struct merge_page p = {.v = &v, .query = str_trim(http_param(k->rq, "q"))};
    struct str address = id_in_address(p.query);
    int64_t id = 0;
    enum err e = find_title(k, &v);
    if (e) return e;
    p.address = below(k, &v, "/gabung");
    if (address.n) {
        e = title_id_read(address, &id);
        if (!e) e = title_view(k->db, &k->actor, NULL, id, k->mem, &other);
        if (!e && other.id != v.id) return page_done(k, pair_address(k, v.id, other.id), NULL);
        p.wrong = ask_text(k, e ? MSG_merge_no_title : MSG_merge_itself);
        if (e == ERR_NOT_FOUND) e = OK;
    } else if (p.query.n) {
        e = add_titles(k, &p);
    }
    if (!e) e = staff_frame(k, ask_text(k, MSG_merge_heading), &s);
    if (e) return e;
    html_merge(&k->out, &s, &p);
    return OK;
}

/* ---- splitting ---- */

static bool is_chosen(const struct ask *k, int64_t record)
{
    for (size_t i = 0; i < k->form.n; i++) {
        int64_t id = 0;
        if (str_eq(k->form.item[i].name, STR("data")) &&
            str_to_i64(k->form.item[i].value, &id) == OK && id == record)
            return true;
    }
    return false;
}

static struct str record_meta(struct ask *k, const struct bib *b)
{
    struct str part[] = {title_main_author(b), b->edition, b->publisher, b->year_text,
                         b->isbns.n ? isbn_hyphenate(k->mem, b->isbns.item[0]) : STR("")};
    return arena_join(k->mem, part, COUNT(part), STR(", "));
}

static void add_records(struct ask *k, struct split_page *p)
{
    const struct title_view *v = p->v;
    const struct bib *stays = NULL, *leaves = NULL;
    p->item = arena_array(k->mem, struct split_row, v->n_records + 1);
    for (size_t i = 0; i < v->n_records; i++) {
        const struct title_record *r = &v->record[i];
        bool chosen = is_chosen(k, r->id);
        p->item[p->n++] =
            (struct split_row){r, named_text(k, "source", arena_cstr(k->mem, r->format)),
                               record_meta(k, &r->bib), chosen};
        p->n_chosen += chosen;
        if (chosen && !leaves) leaves = &r->bib;
        if (!chosen && !stays) stays = &r->bib;
    }
    if (stays && leaves) compare_bibs(k, stays, leaves, &p->rows);
}

static enum err show_split(struct ask *k, const struct title_view *v, bool preview, enum msg wrong)
{
    struct staff_frame s;
    struct split_page p = {.v = v,
                           .address = below(k, v, "/pisah"),
                           .why = form_text(k, "alasan"),
                           .seen = seen_of(k->mem, v, NULL),
                           .preview = preview};
    enum err e = staff_frame(k, ask_text(k, MSG_split_heading), &s);
    if (e) return e;
    if (wrong != MSG_split_heading) {
        p.wrong = ask_text(k, wrong);
        k->rs->status = 422;
    }
    s.around.icons |= ICON(FILTER); /* with the cross */
    add_records(k, &p);
    if (preview)
        html_split_preview(&k->out, &s, &p);
    else
        html_split(&k->out, &s, &p);
    return OK;
}

enum err page_split(struct ask *k)
{
    struct title_view v;
    enum err e = find_title(k, &v);
    return e ? e : show_split(k, &v, false, MSG_split_heading);
}

static enum err split(struct ask *k, const struct title_view *v)
{
    int64_t *record = arena_array(k->mem, int64_t, v->n_records + 1), id = 0;
    size_t n = 0;
    for (size_t i = 0; i < v->n_records; i++)
        if (is_chosen(k, v->record[i].id)) record[n++] = v->record[i].id;
    enum err e =
        decision_split(k->db, &k->actor, v->id, record, n, form_text(k, "alasan"), k->out.now, &id);
    if (e == ERR_ARG || e == ERR_CONFLICT) return show_split(k, v, false, MSG_review_changed);
    if (e == ERR_LIMIT) return show_split(k, v, false, MSG_review_too_many);
    if (e) return e;
    return page_done(
        k,
        arena_printf(k->mem, "/b/%.*s/riwayat?putusan=%lld", STR_ARG(v->address_id), (long long)id),
        NULL);
}

enum err page_split_post(struct ask *k)
{
    struct title_view v;
    size_t n = 0;
    enum err e = find_title(k, &v);
    if (e) return e;
    for (size_t i = 0; i < v.n_records; i++) n += is_chosen(k, v.record[i].id);
    if (!n || n == v.n_records) return show_split(k, &v, false, MSG_split_choose);
    if (!str_eq(form_text(k, "langkah"), STR("pisah")))
        return show_split(k, &v, true, MSG_split_heading);
    if (!str_eq(form_text(k, "dilihat"), seen_of(k->mem, &v, NULL)))
        return show_split(k, &v, false, MSG_review_changed);
    return split(k, &v);
}
