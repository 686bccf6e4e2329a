/* search.c -- silang search. */
#include "catalog/facet.h"
#include "catalog/search.h"

#include "base/checked.h"
#include "catalog/follow.h"
#include "catalog/query_cql.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "cmd/words.h"

enum { LIMIT_USUAL = 10, FACET_VALUES = 20, DEADLINE_SECONDS = 30, INDEX_PATIENCE = 10 };

static void key(struct buf *b, const char *name)
{
    buf_printf(b, "\"%s\":", name);
}

static void string(struct buf *b, const char *name, struct str value)
{
    key(b, name);
    buf_add_json(b, value);
}

/* ---- hits ---- */

static void print_holdings(struct buf *b, const struct title_view *v)
{
    buf_add(b, STR(",\"libraries\":["));
    for (size_t i = 0; i < v->n_holdings; i++)
        buf_printf(b, "%s%lld", i ? "," : "", (long long)v->holding[i].agency->id);
    buf_add(b, STR("],\"holdings\":["));
    for (size_t i = 0; i < v->n_holdings; i++) {
        const struct title_holding *h = &v->holding[i];
        buf_printf(b, "%s{\"library\":%lld,", i ? "," : "", (long long)h->agency->id);
        string(b, "name", h->agency->name);
        buf_add_char(b, ',');
        string(b, "call_number", h->call_number);
        buf_printf(b, ",\"copies\":%d}", h->copies);
    }
    buf_add_char(b, ']');
}

static void print_strings(struct buf *b, const char *name, const struct strs *list)
{
    key(b, name);
    buf_add_char(b, '[');
    for (size_t i = 0; i < list->n; i++) {
        if (i) buf_add_char(b, ',');
        buf_add_json(b, list->item[i]);
    }
    buf_add_char(b, ']');
}

static void print_hit(struct buf *b, const struct title_view *v)
{
    buf_add_char(b, '{');
    string(b, "id", v->address_id);
    buf_add_char(b, ',');
    string(b, "title", v->bib.title);
    buf_add(b, STR(",\"part\":"));
    buf_add_json(b, v->bib.part);
    buf_add(b, STR(",\"authors\":["));
    for (size_t i = 0; i < v->bib.names.n; i++) {
        if (i) buf_add_char(b, ',');
        buf_add_json(b, v->bib.names.item[i].name);
    }
    buf_add(b, STR("],\"year\":"));
    if (v->bib.year)
        buf_add_i64(b, v->bib.year);
    else
        buf_add(b, STR("null"));
    if (v->bib.year_end) buf_printf(b, ",\"year_end\":%d", v->bib.year_end);
    buf_add_char(b, ',');
    string(b, "format", str_of(format_name(v->bib.format)));
    buf_add_char(b, ',');
    string(b, "publisher", v->bib.publisher);
    buf_add_char(b, ',');
    print_strings(b, "languages", &v->bib.languages);
    buf_add_char(b, ',');
    print_strings(b, "isbns", &v->bib.isbns);
    print_holdings(b, v);
    buf_add_char(b, '}');
}

/* ---- facets ---- */

static void print_value(struct buf *b, int facet, const struct index_facet_value *v)
{
    switch (facet) {
    case FACET_FORMAT: buf_add_json(b, str_of(format_name((enum format)v->number))); break;
    case FACET_TYPE:
        buf_add_json(b, str_of(agency_type_name((enum agency_type)(v->number - 1))));
        break;
    case FACET_STATUS: buf_add_json(b, str_of(held_name((enum held)v->number))); break;
    case FACET_YEAR:
    case FACET_DECADE:
    case FACET_PLACE:
    case FACET_AGENCY: buf_add_i64(b, v->number); break;
    default: buf_add_json(b, v->text);
    }
}

static void print_facet(struct buf *b, int facet, const struct index_facet_list *list)
{
    static const char *const names[FACETS] = {"format", "language", "year", "library", "subject",
                                              "author", "mark",     "type", "place",   "held",
                                              "decade", "series",   "class"};
    buf_printf(b, "%s\"%s\":[", facet ? "," : "", names[facet]);
    for (size_t i = 0; i < list->n; i++) {
        const struct index_facet_value *v = &list->item[i];
        buf_add(b, i ? STR(",{\"value\":") : STR("{\"value\":"));
        print_value(b, facet, v);
        buf_printf(b, ",\"count\":%lld}", (long long)v->count);
    }
    buf_add_char(b, ']');
}

static void print_json(struct run *r, const struct search_result *s)
{
    buf_printf(&r->out, "{\"total\":%lld,\"hits\":[", (long long)s->hits.total);
    for (size_t i = 0; i < s->titles.n; i++) {
        if (i) buf_add_char(&r->out, ',');
        print_hit(&r->out, &s->titles.item[i]);
    }
    buf_add(&r->out, STR("],\"facets\":{"));
    for (int f = 0; f < FACETS; f++)
        if (f != FACET_MARK) print_facet(&r->out, f, &s->hits.facet[f]);
    buf_add(&r->out, STR("}}\n"));
}

static void print_text(struct run *r, const struct search_result *s)
{
    for (size_t i = 0; i < s->titles.n; i++) {
        const struct title_view *v = &s->titles.item[i];
        buf_printf(&r->out, "%-8.*s %.*s", STR_ARG(v->address_id), STR_ARG(v->bib.title));
        if (v->bib.part.n) buf_printf(&r->out, ". %.*s", STR_ARG(v->bib.part));
        struct str who = title_main_author(&v->bib);
        if (who.n) buf_printf(&r->out, " / %.*s", STR_ARG(who));
        if (v->bib.year) buf_printf(&r->out, ", %d", v->bib.year);
        buf_add(&r->out, STR("\n        "));
        for (size_t h = 0; h < v->n_holdings; h++)
            buf_printf(&r->out, "%s%.*s", h ? "; " : " ", STR_ARG(v->holding[h].agency->name));
        buf_add_char(&r->out, '\n');
    }
    say1(r, MSG_cmd_search_total, number_text(r, s->hits.total));
}

/* ---- the command ---- */

static bool read_request(struct run *r, struct db *db, struct search_request *rq)
{
    int64_t limit = 0, offset = 0;
    if (!option_number(r, OPT_LIMIT, LIMIT_USUAL, &limit)) return false;
    if (!option_number(r, OPT_OFFSET, 0, &offset)) return false;
    if (r->opt[OPT_SORT] && !search_sort_parse(str_of(r->opt[OPT_SORT]), &rq->sort)) {
        say1(r, MSG_cmd_bad_sort, str_of(r->opt[OPT_SORT]));
        return false;
    }
    if (r->opt[OPT_LIBRARY]) {
        int64_t *only = arena_make(r->mem, int64_t);
        struct scope *scope = arena_make(r->mem, struct scope);
        if (!library_option(r, db, only)) return false;
        *scope = (struct scope){.agency = only, .n = 1};
        rq->scope = scope;
    }
    if (r->opt[OPT_NETWORK]) {
        int64_t network = 0;
        if (!option_number(r, OPT_NETWORK, 0, &network)) return false;
        if (scope_network(db, network, r->env->now(r->env), r->mem, &rq->scope)) {
            say1(r, MSG_cmd_network_unknown, str_of(r->opt[OPT_NETWORK]));
            return false;
        }
    }
    rq->limit = (size_t)MIN(limit, (int64_t)SEARCH_LIMIT_MAX);
    rq->offset = (size_t)offset;
    return true;
}

/* The words may come quoted as one or as several. */
static struct str query_of(const struct run *r)
{
    struct strs words = {0};
    for (int i = 0; i < r->n_args; i++) VEC_PUSH(r->mem, &words, str_of(r->arg[i]));
    return arena_join(r->mem, words.item, words.n, STR(" "));
}

static enum exit_code refuse(struct run *r, const struct search_request *rq, struct str bad)
{
    if (rq->cql) {
        struct str at = arena_printf(r->mem, "%zu", rq->cql->at + 1);
        struct str pattern = named(r, "cql", cql_problem_name(rq->cql));
        size_t place;
        struct str before = msg_next_place(&pattern, &place);
        struct str why[] = {before, place == SIZE_MAX ? STR("") : rq->cql->what, pattern};
        say2(r, MSG_cmd_bad_cql, at, arena_join(r->mem, why, COUNT(why), STR("")));
        return EXIT_FAILED;
    }
    return fail_with(r, ERR_ARG, MSG_cmd_bad_query, bad.n ? bad : rq->query);
}

static enum err find(struct run *r, struct store *s, const struct search_request *rq,
                     struct str *bad, struct search_result *ret)
{
    struct index_reader *index = NULL;
    enum err e = follow_now(s, NULL, INDEX_PATIENCE);
    if (e == ERR_BUSY) e = OK; /* somebody else is writing it: search what there is */
    if (!e) e = index_reader_open(s->dir, &index);
    if (!e) e = search_run(s->db, index, &cmd_operator, rq, r->mem, bad, ret);
    index_reader_close(index);
    return e;
}

static enum exit_code run_search(struct run *r)
{
    struct cql_problem problem = {0};
    struct store CLEANUP(store_closep) *s = NULL;
    struct search_request rq = {.field = INDEX_ANY, .facet_limit = FACET_VALUES};
    struct search_result result;
    struct str bad = {0};
    rq.query = query_of(r);
    rq.deadline_us = r->env->monotonic(r->env) + DEADLINE_SECONDS * INT64_C(1000000);
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    if (!read_request(r, s->db, &rq)) return EXIT_USAGE;
    if (!words_load(r, s->dir, &rq.thesaurus)) return EXIT_FAILED;
    if (r->opt[OPT_CQL]) rq.cql = &problem;

    enum err e = find(r, s, &rq, &bad, &result);
    if (e == ERR_DAMAGED) e = find(r, s, &rq, &bad, &result); /* in one made anew */
    if (e == ERR_ARG) return refuse(r, &rq, bad);
    if (e) return fail(r, e);
    if (r->json)
        print_json(r, &result);
    else
        print_text(r, &result);
    return EXIT_OK;
}

const struct command cmd_search = {
    .name = "search",
    .synopsis =
        "--data DIR [--library ID | --network ID] [--limit N] [--offset N] [--sort ORDER] [--cql]"
        " [--json] QUERY ...",
    .help = MSG_help_search,
    .options = BIT(OPT_DATA) | BIT(OPT_LIBRARY) | BIT(OPT_NETWORK) | BIT(OPT_LIMIT) |
               BIT(OPT_OFFSET) | BIT(OPT_SORT) | BIT(OPT_CQL),
    .args_max = ARGS_MAX,
    .run = run_search,
};
