/* page_api_changes.c -- what changed in the catalogue, in the order of its change log, so that
 * others can keep a copy. Where a page ends the next one begins, whatever happened meanwhile: the
 * cursor is a number of the log (catalog/harvest.h). */
#include "base/checked.h"
#include "catalog/harvest.h"
#include "catalog/title_id.h"
#include "network/network.h"
#include "share/stamp.h"
#include "web/api.h"

enum { CHANGES = 100, WITH_TITLES_MAX = 100, BATCH = 50 };
#define SECOND_US INT64_C(1000000)
#define DAY_US    INT64_C(86400000000)

struct feed {
    struct harvest_order order;
    int64_t limit, given;
    struct agency_ids members; /* of order.network */
    bool titles;               /* each with its description */
};

/* ---- what is asked ---- */

/* Microseconds; 0: not said. `end` of a day or second, for until. */
static bool read_time(struct ask *k, const char *name, bool end, int64_t *ret)
{
    struct str text = http_param(k->rq, name);
    int64_t seconds = 0;
    bool day = false;
    *ret = 0;
    if (!text.n) return true;
    k->bad = str_of(name);
    if (!time_read(text, &seconds, &day)) return false;
    *ret = MAX(seconds * SECOND_US + (end ? day ? DAY_US : SECOND_US : 0), (int64_t)1);
    return true;
}

static enum err read_times(struct ask *k, struct feed *f)
{
    int64_t since = 0, until = 0;
    if (!read_time(k, "since", false, &since) || !read_time(k, "until", true, &until))
        return ERR_ARG;
    k->bad = STR("since"); /* clocks may differ, by a day at most */
    if (since > k->out.now + DAY_US) return ERR_ARG;
    k->bad = STR("until");
    if (since && until && until <= since) return ERR_ARG;
    k->bad = (struct str){0};
    f->order.now = k->out.now;
    enum err e = since ? harvest_after(k->db, since, &f->order.after) : OK;
    if (!e && until) e = harvest_until(k->db, until, k->out.now, &f->order.until);
    if (!e && until && !f->order.until) f->order.until = -1; /* nothing is so old */
    return e;
}

static enum err read_whose(struct ask *k, struct feed *f)
{
    struct str slug = http_param(k->rq, "library");
    struct agency g = {0};
    struct network n;
    f->order.network = ask_number(k, "network", 0);
    k->bad = STR("library");
    if (slug.n && f->order.network) return ERR_ARG; /* one of them */
    enum err e = slug.n ? agency_by_slug(k->db, slug, k->mem, &g) : OK;
    f->order.agency = g.id;
    if (!e && f->order.network) {
        k->bad = STR("network");
        e = network_get(k->db, f->order.network, k->mem, &n);
        if (!e) e = network_members(k->db, n.id, k->out.now, k->mem, &f->members);
    }
    if (e == ERR_NOT_FOUND) return ERR_ARG;
    k->bad = (struct str){0};
    return e;
}

static enum err read_feed(struct ask *k, struct feed *f)
{
    struct str include = http_param(k->rq, "include");
    f->titles = str_eq(include, STR("title"));
    f->limit = MAX(ask_number(k, "limit", CHANGES), (int64_t)1);
    if (f->titles) f->limit = MIN(f->limit, (int64_t)WITH_TITLES_MAX);
    k->bad = STR("include");
    if (include.n && !f->titles) return ERR_ARG;
    k->bad = (struct str){0};
    enum err e = read_times(k, f);
    return e ? e : read_whose(k, f);
}

/* ---- the list ---- */

/* Whether the title is among those asked for now. */
static bool shows(const struct feed *f, const struct title_view *v)
{
    if (!f->order.agency && !f->order.network) return true;
    for (size_t i = 0; i < v->n_holdings; i++) {
        int64_t agency = v->holding[i].agency->id;
        if (agency == f->order.agency) return true;
        for (size_t m = 0; m < f->members.n; m++)
            if (f->members.item[m] == agency) return true;
    }
    return false;
}

static enum err add_row(struct ask *k, const struct feed *f, struct json_out *j,
                        const struct harvest_row *r, const struct title_view *v)
{
    int64_t moved = r->title;
    bool deleted = !v || !shows(f, v);
    enum err e = v ? OK : title_follow(k->db, r->title, &moved);
    if (e && e != ERR_NOT_FOUND) return e;
    struct str id = title_id_write(k->mem, r->title);
    json_begin(j, '{');
    json_text(j, "id", id);
    json_text(j, "changed", time_stamp(r->at, k->mem));
    json_key(j, "deleted");
    json_add_bool(j, deleted);
    if (moved != r->title) json_text(j, "moved_to", title_id_write(k->mem, moved));
    if (!deleted) api_link(j, "url", base_of(k), API_PATH "/titles/%.*s", STR_ARG(id));
    if (!deleted && f->titles) {
        const struct api_title one = {.view = v, .holdings = true, .changed = r->at};
        json_key(j, "title");
        api_title_write(j, &one, base_of(k), k->mem);
    }
    json_end(j, '}');
    return OK;
}

static enum err add_rows(struct ask *k, struct feed *f, struct json_out *j,
                         const struct harvest_rows *rows)
{
    struct title_views views;
    int64_t id[BATCH];
    size_t at = 0;
    for (size_t i = 0; i < rows->n; i++) id[i] = rows->item[i].title;
    enum err e = title_views(k->db, &k->actor, NULL, id, rows->n, k->mem, &views);
    for (size_t i = 0; !e && i < rows->n && j->to->n < API_ANSWER_MAX; i++) {
        const struct title_view *v = NULL;
        if (at < views.n && views.item[at].id == id[i]) v = &views.item[at++];
        e = add_row(k, f, j, &rows->item[i], v);
        f->order.after = rows->item[i].seq;
        f->given++;
    }
    return e;
}

/* Rows until the page is full; *ret_more: there may be others behind it. */
static enum err add_page(struct ask *k, struct feed *f, struct json_out *j, bool *ret_more)
{
    struct harvest_rows rows = {0};
    enum err e = OK;
    *ret_more = f->order.until >= 0;
    while (!e && *ret_more && f->given < f->limit && j->to->n < API_ANSWER_MAX) {
        int64_t want = MIN(f->limit - f->given, (int64_t)BATCH);
        e = harvest_rows(k->db, &f->order, want + 1, k->mem, &rows);
        *ret_more = (int64_t)rows.n > want;
        if (*ret_more) rows.n--;
        if (!e) e = add_rows(k, f, j, &rows);
    }
    return e;
}

enum err page_api_changes(struct ask *k)
{
    struct feed f = {.given = 0};
    bool more = false;
    enum err e = read_feed(k, &f);
    if (!e) e = api_cursor(k, "changes", &f.order.after);
    if (e) return e == ERR_FORMAT ? OK : e; /* answered by api_cursor */
    struct json_out j = api_begin(k);
    json_begin(&j, '{');
    json_key(&j, "items");
    json_begin(&j, '[');
    e = add_page(k, &f, &j, &more);
    if (e) return e;
    json_end(&j, ']');
    json_key(&j, "more");
    json_add_bool(&j, more);
    api_next(k, &j, "changes", f.order.after, more);
    json_end(&j, '}');
    return api_end(k);
}
