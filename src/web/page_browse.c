/* page_browse.c -- leafing through authors, titles, subjects, series and call numbers. */
#include "web/browse.h"

#include "base/checked.h"
#include "catalog/title_id.h"
#include "html.h"
#include "web/address.h"
#include "web/facets.h"

enum { LINES = 25, ADDRESS_MAX = 8000 };

static const struct list {
    const char *slug;
    enum heading_kind kind;
    enum msg name, heading;
} lists[] = {
    {"pengarang", HEADING_AUTHOR, MSG_browse_author, MSG_browse_authors},
    {"judul", HEADING_TITLE, MSG_browse_title, MSG_browse_titles},
    {"subjek", HEADING_SUBJECT, MSG_browse_subject, MSG_browse_subjects},
    {"seri", HEADING_SERIES, MSG_browse_series, MSG_browse_series_all},
    {"nomor-panggil", HEADING_CALL, MSG_browse_call, MSG_browse_calls},
};

static const struct list *find_list(struct str slug)
{
    for (size_t i = 0; i < COUNT(lists); i++)
        if (slug.n == 0 || str_eq(slug, str_of(lists[i].slug))) return &lists[i];
    return NULL;
}

/* ---- addresses ---- */

static void add_param(struct buf *b, const char *name, struct str value)
{
    if (!value.n) return;
    buf_add_char(b, str_find_char(buf_str(b), '?', 0) < b->n ? '&' : '?');
    buf_printf(b, "%s=", name);
    http_encode(b, value);
}

static struct str list_address(struct ask *k, const struct list *l, struct str from)
{
    struct buf CLEANUP(buf_release) b = BUF(ADDRESS_MAX);
    buf_printf(&b, "/jelajah/%s", l->slug);
    add_param(&b, "dari", from);
    return arena_copy(k->mem, buf_str(&b));
}

static struct str place_address(struct ask *k, const struct list *l, struct browse_place at,
                                bool backward)
{
    struct buf CLEANUP(buf_release) b = BUF(ADDRESS_MAX);
    buf_printf(&b, "/jelajah/%s", l->slug);
    add_param(&b, "kunci", at.sort);
    add_param(&b, "teks", at.text);
    if (backward) add_param(&b, "arah", STR("mundur"));
    return arena_copy(k->mem, buf_str(&b));
}

static struct str titles_address(struct ask *k, const struct list *l, struct browse_place at,
                                 int page)
{
    struct buf CLEANUP(buf_release) b = BUF(ADDRESS_MAX);
    buf_printf(&b, "/jelajah/%s", l->slug);
    add_param(&b, "kunci", at.sort);
    add_param(&b, "tajuk", at.text);
    if (page > 1) add_param(&b, "hal", arena_printf(k->mem, "%d", page));
    return arena_copy(k->mem, buf_str(&b));
}

/* To the titles of a heading: the one there is, a search with that very filter, or their list. */
static struct str heading_address(struct ask *k, const struct list *l, const struct browse_row *row)
{
    struct question q = {.field = "", .page = 1};
    if (row->titles == 0) return (struct str){0};
    if (row->only)
        return arena_printf(k->mem, "/b/%.*s", STR_ARG(title_id_write(k->mem, row->only)));
    if (l->kind == HEADING_AUTHOR)
        VEC_PUSH(k->mem, &q.chosen[FACET_AUTHOR], row->text);
    else if (l->kind == HEADING_SUBJECT)
        VEC_PUSH(k->mem, &q.chosen[FACET_SUBJECT], row->text);
    else
        return titles_address(k, l, (struct browse_place){row->sort, row->text}, 1);
    return address_of(k->mem, &q);
}

/* ---- the list ---- */

static struct browse_links links_of(struct ask *k, const struct list *l, const struct strs *texts)
{
    struct browse_links links = {0};
    for (size_t i = 0; i < texts->n; i++) {
        struct browse_link x = {texts->item[i], list_address(k, l, texts->item[i]), false};
        VEC_PUSH(k->mem, &links, x);
    }
    return links;
}

static void add_lines(struct ask *k, const struct list *l, const struct browse_page *p,
                      struct browse_view *v)
{
    v->item = arena_array(k->mem, struct browse_line, p->n);
    v->n = p->n;
    for (size_t i = 0; i < p->n; i++) {
        const struct browse_row *row = &p->item[i];
        v->item[i] = (struct browse_line){.text = row->text,
                                          .address = heading_address(k, l, row),
                                          .titles = row->titles,
                                          .at_most = row->at_most,
                                          .see = links_of(k, l, &row->see),
                                          .also = links_of(k, l, &row->also)};
    }
    if (p->before) v->previous = place_address(k, l, p->first, true);
    if (p->after) v->next = place_address(k, l, p->next, false);
}

static void add_kinds(struct ask *k, const struct list *l, struct browse_view *v)
{
    for (size_t i = 0; i < COUNT(lists); i++) {
        struct browse_link x = {ask_text(k, lists[i].name),
                                list_address(k, &lists[i], (struct str){0}), &lists[i] == l};
        VEC_PUSH(k->mem, &v->kinds, x);
    }
}

/* Classes to begin at: the ten great ones, and those inside the one that is open. */
static void add_classes(struct ask *k, const struct list *l, struct browse_view *v)
{
    struct str open = v->from.n && v->from.p[0] >= '0' && v->from.p[0] <= '9'
                          ? str_slice(v->from, 0, 1)
                          : (struct str){0};
    for (int i = 0; i < 10; i++) {
        struct str digit = arena_printf(k->mem, "%d", i);
        struct str from = arena_printf(k->mem, "%d00", i);
        struct browse_link x = {class_label(k, digit), list_address(k, l, from),
                                str_eq(digit, open)};
        VEC_PUSH(k->mem, &v->classes, x);
    }
    for (int i = 1; open.n && i < 10; i++) {
        struct str two = arena_printf(k->mem, "%.*s%d", STR_ARG(open), i);
        struct str from = arena_printf(k->mem, "%.*s0", STR_ARG(two));
        struct browse_link x = {class_label(k, two), list_address(k, l, from),
                                str_starts(v->from, two)};
        VEC_PUSH(k->mem, &v->inside, x);
    }
}

static void add_letters(struct ask *k, const struct list *l, struct browse_view *v)
{
    if (l->kind == HEADING_CALL) add_classes(k, l, v);
    struct browse_link digits = {STR("0–9"), list_address(k, l, (struct str){0}), false};
    if (l->kind != HEADING_CALL) VEC_PUSH(k->mem, &v->letters, digits);
    for (char c = 'A'; c <= 'Z'; c++) {
        struct str letter = arena_printf(k->mem, "%c", c);
        struct browse_link x = {letter, list_address(k, l, letter), false};
        VEC_PUSH(k->mem, &v->letters, x);
    }
}

/* Where the page begins: a key of ours, or what somebody typed. */
static struct browse_request read_place(struct ask *k, const struct list *l)
{
    struct str typed = str_trim(http_param(k->rq, "dari"));
    struct browse_request rq = {
        .kind = l->kind,
        .from = {http_param(k->rq, "kunci"), http_param(k->rq, "teks")},
        .limit = LINES,
        .backward = str_eq(http_param(k->rq, "arah"), STR("mundur")),
    };
    if (typed.n) {
        rq.from = (struct browse_place){heading_sort(k->mem, l->kind, typed, STR("")), STR("")};
        rq.backward = false;
    }
    return rq;
}

static enum err show_list(struct ask *k, const struct list *l)
{
    struct browse_request rq = read_place(k, l);
    struct browse_page page = {0};
    bool start = rq.from.sort.n == 0;
    enum err e = browse_run(k->db, k->config->index, &k->actor, &rq, k->mem, &page);
    if (!e && rq.backward && !page.before && page.n < LINES) { /* a whole page from the start */
        rq.backward = false;
        rq.from = (struct browse_place){0};
        e = browse_run(k->db, k->config->index, &k->actor, &rq, k->mem, &page);
    }
    if (e) return e;
    struct browse_view v = {.box = {.field = INDEX_ANY},
                            .heading = ask_text(k, l->heading),
                            .action = list_address(k, l, (struct str){0}),
                            .from = str_trim(http_param(k->rq, "dari"))};
    add_kinds(k, l, &v);
    add_letters(k, l, &v);
    add_lines(k, l, &page, &v);
    struct around f = around_of(k, v.heading);
    f.current = "/jelajah";
    f.canonical = v.action;
    f.noindex = !start;
    html_browse(&k->out, &f, &v);
    return OK;
}

/* ---- the titles under a heading ---- */

static enum err show_titles(struct ask *k, const struct list *l, struct str text)
{
    struct browse_request rq = {
        .kind = l->kind, .from = {http_param(k->rq, "kunci"), text}, .limit = PAGE_HITS};
    int page = (int)MIN(MAX(ask_number(k, "hal", 1), (int64_t)1), (int64_t)PAGES_MAX);
    struct title_views titles = {0};
    struct browsed_view v = {.box = {.field = INDEX_ANY},
                             .kind = ask_text(k, l->heading),
                             .list = place_address(k, l, rq.from, false),
                             .text = text};
    enum err e = browse_titles(k->db, k->config->index, &k->actor, &rq,
                               (size_t)(page - 1) * PAGE_HITS, k->mem, &titles, &v.total);
    if (e) return e;
    if (v.total == 0) return ERR_NOT_FOUND;
    v.rows = rows_of(k, &titles);
    if (page > 1) v.previous = titles_address(k, l, rq.from, page - 1);
    if (page < PAGES_MAX && v.total > (int64_t)page * PAGE_HITS)
        v.next = titles_address(k, l, rq.from, page + 1);
    struct around f = around_of(k, text);
    f.current = "/jelajah";
    f.noindex = true;
    f.icons = ICON(CHECK) | ICON(PIN);
    html_browsed(&k->out, &f, &v);
    return OK;
}

enum err page_browse(struct ask *k)
{
    const struct list *l = find_list(k->segment);
    struct str heading = http_param(k->rq, "tajuk");
    if (!l) return ERR_NOT_FOUND;
    return heading.n ? show_titles(k, l, heading) : show_list(k, l);
}
