/* page_advanced.c -- three rows and limits become a query of the box, or CQL goes as it is: /cari
 * answers both, so that a search has one address whatever form it came from. */
#include "base/checked.h"
#include "catalog/facet.h"
#include "catalog/query_cql.h"
#include "html.h"
#include "text/utf8.h"
#include "web/address.h"
#include "web/advanced.h"

enum { LIBRARIES_SHOWN = 500 };

const struct advanced_field advanced_fields[ADVANCED_FIELDS] = {
    {"any", "semua", MSG_field_any},           {"title", "judul", MSG_field_title},
    {"author", "pengarang", MSG_field_author}, {"subject", "subjek", MSG_field_subject},
    {"series", "seri", MSG_field_series},      {"publisher", "penerbit", MSG_field_publisher},
    {"place", "tempat", MSG_advanced_place},   {"notes", "catatan", MSG_advanced_notes},
    {"call", "nopanggil", MSG_advanced_call},  {"number", "nomor", MSG_advanced_number},
};

/* ---- rows as a query ---- */

static const char *field_name(const struct ask *k, struct str value)
{
    for (size_t i = 0; i < ADVANCED_FIELDS; i++)
        if (str_eq(value, str_of(advanced_fields[i].value)))
            return k->out.lang == LANG_ID ? advanced_fields[i].name : advanced_fields[i].value;
    return k->out.lang == LANG_ID ? "semua" : "any";
}

static const char *operator_name(const struct ask *k, struct str join)
{
    bool indonesian = k->out.lang == LANG_ID;
    if (str_eq(join, STR("atau"))) return indonesian ? "ATAU" : "OR";
    return indonesian ? "BUKAN" : "NOT";
}

/* Without the marks that would end a phrase or a group too early. */
static struct str without_marks(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = s.p[i] == '"' || s.p[i] == '(' || s.p[i] == ')' ? ' ' : s.p[i];
    return str_trim((struct str){p, s.n});
}

static struct str any_of(const struct ask *k, struct str words)
{
    struct buf CLEANUP(buf_release) b = BUF(8000);
    struct str one;
    while (str_split(&words, ' ', &one)) {
        if (!one.n) continue;
        if (b.n) buf_printf(&b, " %s ", operator_name(k, STR("atau")));
        buf_add(&b, one);
    }
    return arena_copy(k->mem, buf_str(&b));
}

static struct str row_query(const struct ask *k, const struct advanced_row *r)
{
    struct arena *a = k->mem;
    const char *field = field_name(k, r->field);
    struct str plain = without_marks(a, r->words);
    if (!plain.n) return plain;
    if (str_eq(r->how, STR("frasa"))) return arena_printf(a, "%s:\"%.*s\"", field, STR_ARG(plain));
    if (str_eq(r->how, STR("awal"))) return arena_printf(a, "%s:^\"%.*s\"", field, STR_ARG(plain));
    if (str_eq(r->how, STR("salah"))) plain = any_of(k, plain);
    bool bare = str_eq(r->field, STR("any")) || !r->field.n;
    if (bare && !str_eq(r->how, STR("salah"))) return r->words; /* as in the box, with its marks */
    return arena_printf(a, "%s:(%.*s)", field, STR_ARG(plain));
}

static struct str rows_query(const struct ask *k, const struct advanced_page *p)
{
    struct str all = {0};
    for (size_t i = 0; i < ADVANCED_ROWS; i++) {
        const struct advanced_row *r = &p->row[i];
        struct str one = row_query(k, r);
        if (!one.n) continue;
        if (!all.n)
            all = one;
        else if (str_eq(r->join, STR("atau")) || str_eq(r->join, STR("bukan")))
            all = arena_printf(k->mem, "(%.*s) %s (%.*s)", STR_ARG(all), operator_name(k, r->join),
                               STR_ARG(one));
        else
            all = arena_printf(k->mem, "(%.*s) (%.*s)", STR_ARG(all), STR_ARG(one));
    }
    return all;
}

/* ---- limits ---- */

static void add_option(const struct ask *k, struct options_view *to, struct str value,
                       struct str label)
{
    struct option_view o = {value, label, false};
    struct strs chosen = ask_list(k, to->name);
    for (size_t i = 0; i < chosen.n; i++) o.chosen |= str_eq(chosen.item[i], value);
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

static enum err add_libraries(struct ask *k, struct options_view *to)
{
    struct agencies all;
    enum err e = agency_list(k->db, k->mem, &all);
    for (size_t i = 0; !e && i < all.n && i < LIBRARIES_SHOWN; i++)
        add_option(k, to, arena_printf(k->mem, "%lld", (long long)all.item[i].id),
                   all.item[i].name);
    return e;
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

/* Who comes from results finds the search of the box in the first row, or as CQL. */
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
    p->row[0].words = query;
    p->row[0].field = row_field(field);
}

static enum err read_page(struct ask *k, struct advanced_page *ret)
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
        .limits = {{"jenis", MSG_facet_format, NULL, 0, 0},
                   {"bahasa", MSG_facet_language, NULL, 0, 0},
                   {"sedia", MSG_facet_held, NULL, 0, 0},
                   {"perpustakaan", MSG_facet_library, NULL, 0, 0},
                   {"jejaring", MSG_advanced_network, NULL, 0, 0}},
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
    enum err e = add_libraries(k, &p.limits[3]);
    if (!e) e = add_networks(k, &p.limits[4]);
    *ret = p;
    return e;
}

/* ---- the page ---- */

enum err page_advanced(struct ask *k)
{
    struct advanced_page p;
    struct question q;
    enum err e = read_page(k, &p);
    if (!e) e = question_read(k, &q);
    if (e) return e;
    q.query = p.cql.n ? p.cql : rows_query(k, &p);
    q.field = p.cql.n ? "cql" : "";
    p.too_long = q.query.n > SEARCH_QUERY_MAX;
    bool asked = http_param(k->rq, "kirim").n > 0;
    if (asked && !p.too_long && (q.query.n || question_conditions(&q) || q.network)) {
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
