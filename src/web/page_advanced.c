/* page_advanced.c -- the form of three rows and limits, and what is said when a search cannot be
 * made: /cari answers what comes from here, so that a search has one address. */
#include <string.h>

#include "base/checked.h"
#include "catalog/facet.h"
#include "catalog/query_cql.h"
#include "html.h"
#include "text/utf8.h"
#include "text/words.h"
#include "web/address.h"
#include "web/advanced.h"
#include "web/facets.h"

enum { LIBRARIES_SHOWN = 100 };

/* ---- limits ---- */

/* A list has one value chosen at most; where several are, add_kept shows the others. */
static void add_option(const struct ask *k, struct options_view *to, struct str value,
                       struct str label)
{
    struct option_view o = {value, label, false};
    struct strs chosen = ask_list(k, to->name);
    for (size_t i = 0; !to->chosen.n && i < chosen.n; i++)
        o.chosen |= str_eq(chosen.item[i], value);
    if (o.chosen) to->chosen = value;
    VEC_PUSH(k->mem, to, o);
}

static void add_formats(struct ask *k, struct options_view *to)
{
    for (int f = FORMAT_BOOK; f < FORMAT_COUNT; f++) {
        const char *name = format_name((enum format)f);
        add_option(k, to, str_of(name), named_text(k, "format", name));
    }
}

static void add_languages(struct ask *k, struct options_view *to)
{
    static const char *const codes[] = {"ind", "jav", "sun", "mad", "min", "ban", "bug", "may",
                                        "eng", "ara", "dut", "ger", "fre", "jpn", "chi", "kor"};
    for (size_t i = 0; i < COUNT(codes); i++)
        add_option(k, to, str_of(codes[i]), language_name(k->out.lang, str_of(codes[i])));
}

static void add_held(struct ask *k, struct options_view *to)
{
    for (int h = 0; h < HELD_KINDS; h++) {
        const char *name = held_name((enum held)h);
        add_option(k, to, str_of(name), named_text(k, "held", name));
    }
}

enum fit { FIT_NONE, FIT_WORDS, FIT_START };

/* Whether words of its name or place begin with each of `words`; FIT_START: its name begins with
 * all of them as they are. Folded by words_key. */
static enum fit library_fit(struct ask *k, const struct agency *g, struct str words)
{
    struct str name = words_key(k->mem, g->name);
    struct str text = arena_printf(k->mem, " %.*s ", STR_ARG(name)), one, rest = words;
    struct str place = words_key(k->mem, agency_place(k->mem, g));
    text = arena_printf(k->mem, "%.*s%.*s", STR_ARG(text), STR_ARG(place));
    while (words.n && str_split(&rest, ' ', &one))
        if (str_find(text, arena_printf(k->mem, " %.*s", STR_ARG(one))) > text.n) return FIT_NONE;
    return str_starts(name, words) ? FIT_START : FIT_WORDS;
}

/* At most LIBRARIES_SHOWN; words for their name or place bring the others into the list, what
 * begins with them first: who types a whole name has that library. */
static enum err add_libraries(struct ask *k, struct advanced_page *p, struct options_view *to)
{
    struct agencies all;
    struct str words = words_key(k->mem, p->library_words);
    enum err e = agency_list(k->db, k->mem, &all);
    if (e) return e;
    for (enum fit fit = FIT_START; fit > FIT_NONE; fit--)
        for (size_t i = 0; i < all.n; i++) {
            if (library_fit(k, &all.item[i], words) != fit) continue;
            p->libraries++;
            if (to->n < LIBRARIES_SHOWN)
                add_option(k, to, arena_printf(k->mem, "%lld", (long long)all.item[i].id),
                           all.item[i].name);
        }
    p->narrow = all.n > LIBRARIES_SHOWN || p->library_words.n;
    return OK;
}

static enum err add_networks(struct ask *k, struct options_view *to)
{
    struct networks all;
    enum err e = network_list(k->db, k->mem, &all);
    for (size_t i = 0; !e && i < all.n; i++)
        add_option(k, to, arena_printf(k->mem, "%lld", (long long)all.item[i].id),
                   all.item[i].name);
    return e;
}

/* The conditions that no list of the form has chosen: facets of the results, a second language. */
static void add_kept(struct ask *k, const struct question *q, struct advanced_page *p)
{
    for (size_t i = 0; i < FACET_KINDS; i++) {
        const struct strs *list = &q->chosen[facet_kinds[i].facet];
        struct str shown = {0};
        for (size_t l = 0; l < ADVANCED_LIMITS; l++)
            if (!strcmp(p->limits[l].name, facet_kinds[i].name)) shown = p->limits[l].chosen;
        for (size_t v = 0; v < list->n; v++) {
            struct kept_view kept = {facet_kinds[i].name, list->item[v],
                                     facet_label(k, facet_kinds[i].facet, list->item[v]),
                                     facet_kinds[i].label};
            if (!str_eq(list->item[v], shown)) VEC_PUSH(k->mem, &p->kept, kept);
        }
    }
}

/* The field of the box (?f=) as a row has it. */
static struct str row_field(struct str field)
{
    static const char *const same[][2] = {{"ti", "title"},    {"au", "author"},
                                          {"su", "subject"},  {"seri", "series"},
                                          {"isbn", "number"}, {"penerbit", "publisher"}};
    for (size_t i = 0; i < COUNT(same); i++)
        if (str_eq(field, str_of(same[i][0]))) return str_of(same[i][1]);
    return STR("any");
}

/* Who comes from results finds the rows again, the search of the box in the first one, or CQL. */
static void take_question(struct ask *k, struct advanced_page *p)
{
    struct str query = str_trim(http_param(k->rq, "q")), field = http_param(k->rq, "f");
    bool typed = p->cql.n > 0;
    for (size_t i = 0; i < ADVANCED_ROWS; i++) typed = typed || p->row[i].words.n > 0;
    if (typed || !query.n) return;
    if (str_eq(field, STR("cql"))) {
        p->cql = query;
        return;
    }
    if (!field.n && advanced_rows(k->mem, query, p->row)) return;
    p->row[0].words = query;
    p->row[0].field = row_field(field);
}

static enum err read_page(struct ask *k, const struct question *q, struct advanced_page *ret)
{
    static const struct advanced_row names[ADVANCED_ROWS] = {
        {"k1", "f1", "c1", "h1", {0}, {0}, {0}, {0}},
        {"k2", "f2", "c2", "h2", {0}, {0}, {0}, {0}},
        {"k3", "f3", "c3", "h3", {0}, {0}, {0}, {0}},
    };
    struct advanced_page p = {
        .from = http_param(k->rq, "dari"),
        .to = http_param(k->rq, "sampai"),
        .cql = str_trim(http_param(k->rq, "cql")),
        .order = http_param(k->rq, "urut"),
        .library_words = str_trim(http_param(k->rq, "pustaka")),
        .limits = {{"jenis", MSG_facet_format, {0}, NULL, 0, 0},
                   {"bahasa", MSG_facet_language, {0}, NULL, 0, 0},
                   {"sedia", MSG_facet_held, {0}, NULL, 0, 0},
                   {"perpustakaan", MSG_facet_library, {0}, NULL, 0, 0},
                   {"jejaring", MSG_advanced_network, {0}, NULL, 0, 0}},
    };
    for (size_t i = 0; i < ADVANCED_ROWS; i++) {
        p.row[i] = names[i];
        p.row[i].words = str_trim(http_param(k->rq, names[i].words_name));
        p.row[i].field = http_param(k->rq, names[i].field_name);
        p.row[i].how = http_param(k->rq, names[i].how_name);
        p.row[i].join = http_param(k->rq, names[i].join_name);
    }
    take_question(k, &p);
    add_formats(k, &p.limits[0]);
    add_languages(k, &p.limits[1]);
    add_held(k, &p.limits[2]);
    enum err e = add_libraries(k, &p, &p.limits[3]);
    if (!e) e = add_networks(k, &p.limits[4]);
    if (!e) add_kept(k, q, &p);
    *ret = p;
    return e;
}

/* ---- the page ---- */

enum err page_advanced(struct ask *k)
{
    struct advanced_page p;
    struct question q;
    enum err e = question_read(k, &q);
    if (!e) e = read_page(k, &q, &p);
    if (e) return e;
    q.query = p.cql.n ? p.cql : advanced_query(k->mem, k->out.lang, p.row);
    q.field = p.cql.n ? "cql" : "";
    p.too_long = q.query.n > SEARCH_QUERY_MAX;
    bool narrowed = http_param(k->rq, "saring").n > 0;
    bool asked = http_param(k->rq, "kirim").n > 0 && !narrowed;
    p.unchosen = asked && p.library_words.n && !q.chosen[FACET_AGENCY].n;
    if (asked && !p.unchosen && !p.too_long &&
        (q.query.n || question_conditions(&q) || q.network)) {
        page_redirect(k, 303, address_of(k->mem, &q));
        return OK;
    }
    struct around f = around_of(k, ask_text(k, MSG_advanced_heading));
    f.noindex = k->rq->param.n > 0;
    f.canonical = STR("/cari/rinci");
    html_advanced(&k->out, &f, &p);
    return OK;
}

/* ---- CQL that cannot be understood ---- */

static size_t characters(struct str s)
{
    size_t n = 0;
    for (size_t at = 0; at < s.n; n++) utf8_next(s, &at);
    return n;
}

struct str search_problem_words(struct ask *k, struct str query, const struct cql_problem *p,
                                size_t *ret_number)
{
    struct str pattern = named_text(k, "cql", cql_problem_name(p));
    size_t place;
    struct str before = msg_next_place(&pattern, &place);
    struct str part[] = {before, place == SIZE_MAX ? STR("") : p->what, pattern};
    *ret_number = characters(str_slice(query, 0, p->at)) + 1;
    return arena_join(k->mem, part, COUNT(part), STR(""));
}

enum err search_problem(struct ask *k, const struct question *q)
{
    const struct index_node *root = NULL;
    struct search_filters filters = {0};
    enum index_sort sort = INDEX_BY_RELEVANCE;
    struct cql_problem problem = {0};
    enum err e = query_cql(q->query, k->mem, &root, &filters, &sort, &problem);
    if (e != ERR_ARG) return e ? e : ERR_INTERNAL;
    struct problem_page p = {.box = search_box_of(k, q), .query = q->query};
    p.what = search_problem_words(k, q->query, &problem, &p.number);
    struct around f = around_of(k, ask_text(k, MSG_advanced_problem));
    k->bad = (struct str){0};
    k->rs->status = 400;
    f.noindex = true;
    html_problem(&k->out, &f, &p);
    return OK;
}

/* ---- what no search can be made of ---- */

static struct str refusal(struct ask *k, struct str typed)
{
    struct str number[] = {arena_printf(k->mem, "%zu", typed.n),
                           arena_printf(k->mem, "%d", SEARCH_QUERY_MAX)};
    if (typed.n > SEARCH_QUERY_MAX)
        return msg_text(k->mem, k->out.lang, MSG_refused_long, number, COUNT(number));
    for (size_t i = 0; i < typed.n; i++)
        if ((unsigned char)typed.p[i] < 0x20 || typed.p[i] == 0x7F)
            return ask_text(k, MSG_refused_letters);
    return ask_text(k, utf8_valid(typed) ? MSG_refused_parts : MSG_refused_letters);
}

enum err search_refused(struct ask *k)
{
    struct str typed = http_param(k->rq, "q"), why = refusal(k, typed);
    bool readable = typed.n <= SEARCH_QUERY_MAX && utf8_valid(typed);
    struct search_box box = {.query = readable ? typed : STR(""), .field = INDEX_ANY};
    struct around f = around_of(k, ask_text(k, MSG_refused_heading));
    k->bad = (struct str){0};
    k->rs->status = 400;
    f.noindex = true;
    http_set(k->rq, k->rs, "Cache-Control", STR("no-store"));
    html_search_refused(&k->out, &f, &box, why);
    return OK;
}
