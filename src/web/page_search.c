/* page_search.c -- results with facets, and the page that helps when there are none. */
#include "base/checked.h"
#include "html.h"
#include "web/address.h"
#include "web/view.h"

enum { FACET_VALUES = 8, SECONDS = 5, TRIES_MAX = 4, NEAR_PAGES = 2 };

/* ---- the question ---- */

static struct question read_question(const struct ask *k)
{
    struct question q = {
        .query = str_trim(http_param(k->rq, "q")),
        .field = "",
        .formats = ask_list(k, "jenis"),
        .languages = ask_list(k, "bahasa"),
        .libraries = ask_list(k, "perpustakaan"),
        .subjects = ask_list(k, "subjek"),
        .authors = ask_list(k, "pengarang"),
        .network = ask_number(k, "jejaring", 0),
        .from = (int)ask_number(k, "dari", 0),
        .to = (int)ask_number(k, "sampai", 0),
        .page = (int)MAX(ask_number(k, "hal", 1), (int64_t)1),
    };
    struct str field = http_param(k->rq, "f");
    for (size_t i = 0; i < SEARCH_FIELDS; i++)
        if (str_eq(field, str_of(search_fields[i].value))) q.field = search_fields[i].value;
    return q;
}

/* The order asked for; ERR_ARG with k->bad when there is no such order. */
static enum err read_order(struct ask *k, struct question *q)
{
    struct str order = http_param(k->rq, "urut");
    k->bad = STR("urut");
    return order.n == 0 || search_sort_parse(order, &q->sort) ? OK : ERR_ARG;
}

static enum index_field field_of(const struct question *q)
{
    for (size_t i = 0; i < SEARCH_FIELDS; i++)
        if (str_eq(str_of(q->field), str_of(search_fields[i].value))) return search_fields[i].field;
    return INDEX_ANY;
}

/* ERR_ARG with k->bad when a filter names something there is not. */
static enum err filters_of(struct ask *k, const struct question *q, struct search_filters *ret)
{
    struct search_filters f = {.subjects = q->subjects,
                               .authors = q->authors,
                               .languages = q->languages,
                               .year_from = q->from,
                               .year_to = q->to};
    for (size_t i = 0; i < q->formats.n; i++) {
        enum format format;
        k->bad = q->formats.item[i];
        if (!format_parse(q->formats.item[i], &format)) return ERR_ARG;
        VEC_PUSH(k->mem, &f.formats, (int)format);
    }
    for (size_t i = 0; i < q->libraries.n; i++) {
        int64_t id = 0;
        k->bad = q->libraries.item[i];
        if (str_to_i64(q->libraries.item[i], &id)) return ERR_ARG;
        VEC_PUSH(k->mem, &f.libraries, id);
    }
    k->bad = (struct str){0};
    *ret = f;
    return OK;
}

static enum err run(struct ask *k, const struct question *q, size_t limit, size_t facets,
                    struct search_result *ret)
{
    struct search_request rq = {
        .query = q->query,
        .field = field_of(q),
        .sort = q->sort,
        .offset = (size_t)(q->page - 1) * PAGE_HITS,
        .limit = limit,
        .facet_limit = facets,
        .loosen = true,
        .deadline_us = k->config->env->monotonic(k->config->env) + SECONDS * INT64_C(1000000),
    };
    enum err e = filters_of(k, q, &rq.filters);
    if (!e && q->network) {
        e = scope_network(k->db, q->network, k->out.now, k->mem, &rq.scope);
        if (e == ERR_NOT_FOUND) {
            k->bad = STR("jejaring");
            e = ERR_ARG;
        }
    }
    return e ? e : search_run(k->db, k->config->index, &k->actor, &rq, k->mem, &k->bad, ret);
}

/* ---- facets ---- */

static struct str library_label(struct ask *k, int64_t id)
{
    struct agency g;
    return agency_get(k->db, id, k->mem, &g) ? arena_printf(k->mem, "%lld", (long long)id) : g.name;
}

static struct str value_text(struct ask *k, enum index_facet f, const struct index_facet_value *v)
{
    if (f == FACET_FORMAT) return str_of(format_name((enum format)v->number));
    if (f == FACET_AGENCY) return arena_printf(k->mem, "%lld", (long long)v->number);
    return v->text;
}

static struct str label_text(struct ask *k, enum index_facet f, struct str value)
{
    int64_t id = 0;
    switch (f) {
    case FACET_FORMAT: return named_text(k, "format", arena_cstr(k->mem, value));
    case FACET_LANGUAGE: return language_name(k->out.lang, value);
    case FACET_AGENCY: return str_to_i64(value, &id) ? value : library_label(k, id);
    default: return value;
    }
}

static bool contains(const struct strs *list, struct str value)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->item[i], value)) return true;
    return false;
}

/* The values found, and chosen ones that are not among them, so that they can be unticked. */
static struct facet_group make_group(struct ask *k, enum index_facet f, const char *name,
                                     enum msg label, const struct index_facet_list *found,
                                     const struct strs *chosen)
{
    struct {
        struct facet_option *item;
        size_t n, cap;
    } list = {0};
    struct strs seen = {0};
    for (size_t i = 0; i < found->n; i++) {
        struct facet_option o = {.value = value_text(k, f, &found->item[i]),
                                 .count = found->item[i].count};
        o.label = label_text(k, f, o.value);
        o.chosen = contains(chosen, o.value);
        VEC_PUSH(k->mem, &seen, o.value);
        VEC_PUSH(k->mem, &list, o);
    }
    for (size_t i = 0; i < chosen->n; i++)
        if (!contains(&seen, chosen->item[i])) {
            struct facet_option o = {chosen->item[i], label_text(k, f, chosen->item[i]), 0, true};
            VEC_PUSH(k->mem, &list, o);
        }
    return (struct facet_group){name, label, list.item, list.n, false};
}

static void make_groups(struct ask *k, const struct question *q, const struct search_result *s,
                        struct results_view *v)
{
    const struct {
        enum index_facet facet;
        const char *name;
        enum msg label;
        const struct strs *chosen;
        bool open;
    } groups[] = {
        {FACET_FORMAT, "jenis", MSG_facet_format, &q->formats, true},
        {FACET_AGENCY, "perpustakaan", MSG_facet_library, &q->libraries, true},
        {FACET_LANGUAGE, "bahasa", MSG_facet_language, &q->languages, true},
        {FACET_SUBJECT, "subjek", MSG_facet_subject, &q->subjects, false},
        {FACET_AUTHOR, "pengarang", MSG_facet_author, &q->authors, false},
    };
    v->groups = arena_array(k->mem, struct facet_group, COUNT(groups));
    for (size_t i = 0; i < COUNT(groups); i++) {
        struct facet_group g = make_group(k, groups[i].facet, groups[i].name, groups[i].label,
                                          &s->hits.facet[groups[i].facet], groups[i].chosen);
        g.open = groups[i].open || groups[i].chosen->n;
        v->n_chosen += groups[i].chosen->n;
        if (g.n) v->groups[v->n_groups++] = g;
    }
    if (q->from || q->to) v->n_chosen++;
}

/* ---- chips: one for each filter in use ---- */

struct chips {
    struct chip *item;
    size_t n, cap;
};

static void list_chips(struct ask *k, const struct question *q, size_t offset, enum index_facet f,
                       struct chips *to)
{
    const struct strs *list = (const void *)((const char *)q + offset);
    for (size_t i = 0; i < list->n; i++) {
        struct question less = *q;
        struct strs *target = (void *)((char *)&less + offset);
        *target = without(k->mem, list, list->item[i]);
        less.page = 1;
        VEC_PUSH(k->mem, to,
                 (struct chip){label_text(k, f, list->item[i]), address_of(k->mem, &less)});
    }
}

static struct chips chips_of(struct ask *k, const struct question *q)
{
    struct chips c = {0};
    struct network n;
    if (q->network && network_get(k->db, q->network, k->mem, &n) == OK) {
        struct question less = *q;
        less.network = 0;
        less.page = 1;
        VEC_PUSH(k->mem, &c, (struct chip){n.name, address_of(k->mem, &less)});
    }
    list_chips(k, q, offsetof(struct question, formats), FACET_FORMAT, &c);
    list_chips(k, q, offsetof(struct question, languages), FACET_LANGUAGE, &c);
    list_chips(k, q, offsetof(struct question, libraries), FACET_AGENCY, &c);
    list_chips(k, q, offsetof(struct question, subjects), FACET_SUBJECT, &c);
    list_chips(k, q, offsetof(struct question, authors), FACET_AUTHOR, &c);
    if (q->from || q->to) {
        struct question less = *q;
        less.from = less.to = 0;
        less.page = 1;
        struct str label = q->from && q->to ? arena_printf(k->mem, "%d–%d", q->from, q->to)
                           : q->from        ? arena_printf(k->mem, "%d–", q->from)
                                            : arena_printf(k->mem, "–%d", q->to);
        VEC_PUSH(k->mem, &c, (struct chip){label, address_of(k->mem, &less)});
    }
    return c;
}

/* ---- pages ---- */

static struct str page_address(struct ask *k, const struct question *q, int page)
{
    struct question other = *q;
    other.page = page;
    return address_of(k->mem, &other);
}

static void make_pages(struct ask *k, const struct question *q, struct results_view *v)
{
    int last = (int)MIN((v->total + PAGE_HITS - 1) / PAGE_HITS, (int64_t)PAGES_MAX);
    struct {
        struct page_link *item;
        size_t n, cap;
    } links = {0};
    for (int p = 1; p <= last; p++) {
        bool near = p >= q->page - NEAR_PAGES && p <= q->page + NEAR_PAGES;
        if (!near && p != 1 && p != last) continue;
        struct page_link l = {p, page_address(k, q, p), p == q->page};
        VEC_PUSH(k->mem, &links, l);
    }
    v->pages = links.item;
    v->n_pages = links.n;
    if (q->page > 1) v->previous = page_address(k, q, MIN(q->page - 1, last));
    if (q->page < last) v->next = page_address(k, q, q->page + 1);
}

/* ---- nothing found ---- */

struct tries {
    struct try_view *item;
    size_t n, cap;
};

/* Offers another question when it finds something. */
static void offer(struct ask *k, const struct question *q, struct str words, struct tries *to)
{
    struct search_result r;
    if (to->n == TRIES_MAX || run(k, q, 0, 0, &r) || r.hits.total == 0) return;
    VEC_PUSH(k->mem, to, (struct try_view){address_of(k->mem, q), words, r.hits.total});
}

/* The query without one of its words. */
static void offer_fewer_words(struct ask *k, const struct question *q, struct tries *to)
{
    struct strs words = {0};
    struct str rest = q->query, word;
    while (str_split(&rest, ' ', &word))
        if (word.n) VEC_PUSH(k->mem, &words, word);
    for (size_t leave = words.n; words.n > 1 && words.n < 8 && leave-- > 0;) {
        struct str kept[8];
        for (size_t i = 0, n = 0; i < words.n; i++)
            kept[n] = i == leave ? (struct str){0} : words.item[i], n++;
        struct question fewer = *q;
        fewer.query = arena_join(k->mem, kept, words.n, STR(" "));
        fewer.page = 1;
        offer(k, &fewer, fewer.query, to);
    }
}

static struct tries tries_of(struct ask *k, const struct question *q)
{
    struct tries t = {0};
    struct question bare = {.query = q->query, .field = q->field, .page = 1};
    struct question anywhere = {.query = q->query, .field = "", .page = 1};
    if (chips_of(k, q).n) offer(k, &bare, ask_text(k, MSG_empty_no_filters), &t);
    if (q->field[0]) offer(k, &anywhere, ask_text(k, MSG_empty_any_field), &t);
    offer_fewer_words(k, &anywhere, &t);
    return t;
}

static enum err show_empty(struct ask *k, const struct question *q)
{
    struct tries t = tries_of(k, q);
    struct chips c = chips_of(k, q);
    struct empty_view v = {.box = {q->query, field_of(q)},
                           .query = q->query,
                           .tries = t.item,
                           .n_tries = t.n,
                           .chips = c.item,
                           .n_chips = c.n};
    struct around f = around_of(k, msg_text(k->mem, k->out.lang, MSG_empty_heading, &q->query, 1));
    k->bad = (struct str){0};
    f.noindex = true;
    f.icons = ICON(FILTER);
    html_empty(&k->out, &f, &v);
    return OK;
}

/* ---- the page ---- */

static struct str window_title(struct ask *k, const struct question *q, int64_t total)
{
    struct buf CLEANUP(buf_release) b = BUF(2000);
    if (q->query.n)
        msg_add_count(&b, k->out.lang, MSG_results_heading, total, &q->query, 1);
    else
        msg_add_count(&b, k->out.lang, MSG_results_everything, total, NULL, 0);
    return arena_copy(k->mem, buf_str(&b));
}

static enum err show_results(struct ask *k, const struct question *q, const struct search_result *s)
{
    struct chips c = chips_of(k, q);
    struct results_view v = {.box = {q->query, field_of(q)},
                             .heading = q->query,
                             .total = s->hits.total,
                             .sort = q->sort,
                             .chips = c.item,
                             .n_chips = c.n,
                             .year_from = q->from,
                             .year_to = q->to};
    v.rows = rows_of(k, &s->titles);
    v.too_far = s->titles.n == 0;
    v.kept = pairs_of(k->mem, q, "jenis,bahasa,perpustakaan,subjek,pengarang,dari,sampai,hal");
    v.sorted = pairs_of(k->mem, q, "urut,hal");
    make_groups(k, q, s, &v);
    make_pages(k, q, &v);
    struct around f = around_of(k, window_title(k, q, v.total));
    f.canonical = address_of(k->mem, q);
    f.noindex = v.n_chosen > 0 || q->page > 1;
    f.icons = ICON(CHECK) | ICON(PIN) | ICON(FILTER);
    html_results(&k->out, &f, &v);
    return OK;
}

enum err page_search(struct ask *k)
{
    struct question q = read_question(k);
    struct search_result s;
    enum err e = read_order(k, &q);
    if (e) return e;
    if (q.page > PAGES_MAX) q.page = PAGES_MAX + 1; /* nothing lies there for strangers */
    e = run(k, &q, q.page > PAGES_MAX ? 0 : PAGE_HITS, FACET_VALUES, &s);
    if (e == ERR_ARG && q.query.n) return show_empty(k, &q); /* nothing in it to look for */
    if (e) return e;
    return s.hits.total ? show_results(k, &q, &s) : show_empty(k, &q);
}
