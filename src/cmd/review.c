/* review.c -- silang match list, same, different, undo: what the page Duplicates does. */
#include "catalog/review.h"

#include "base/checked.h"
#include "catalog/decision.h"
#include "catalog/follow.h"
#include "catalog/title_id.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"

enum { LIMIT_USUAL = 20, INDEX_PATIENCE = 10 };

/* ---- list ---- */

/* "ISBN sama, tahun berbeda 1" */
static struct str reason_text(struct run *r, struct str reason)
{
    struct strs words = {0};
    struct str rest = reason, name;
    while (rest.n && str_split(&rest, ' ', &name))
        VEC_PUSH(r->mem, &words, named(r, "match", arena_cstr(r->mem, name)));
    return arena_join(r->mem, words.item, words.n, STR(", "));
}

static struct str heading(struct run *r, const struct title_view *v)
{
    struct str part[] = {v->bib.title, title_main_author(&v->bib), v->bib.publisher,
                         v->bib.year_text};
    return arena_join(r->mem, part, COUNT(part), STR(", "));
}

static void print_title(struct buf *b, const char *name, const struct title_view *v)
{
    buf_printf(b, ",\"%s\":{\"id\":", name);
    buf_add_json(b, v->address_id);
    buf_add(b, STR(",\"title\":"));
    buf_add_json(b, v->bib.title);
    buf_add_char(b, '}');
}

static void print_pair(struct run *r, const struct review_pair *p, const struct title_view *one,
                       const struct title_view *other)
{
    if (r->json) {
        buf_printf(&r->out, "{\"score\":%lld,\"reason\":", (long long)p->place.score);
        buf_add_json(&r->out, p->reason);
        print_title(&r->out, "one", one);
        print_title(&r->out, "other", other);
        buf_add(&r->out, STR("}\n"));
        return;
    }
    buf_printf(&r->out, "%5lld  %.*s\n", (long long)p->place.score,
               STR_ARG(reason_text(r, p->reason)));
    buf_printf(&r->out, "       %-8.*s %.*s\n", STR_ARG(one->address_id), STR_ARG(heading(r, one)));
    buf_printf(&r->out, "       %-8.*s %.*s\n", STR_ARG(other->address_id),
               STR_ARG(heading(r, other)));
}

/* The pairs that readers would see; *ret is how many. */
static enum err print_pairs(struct run *r, struct store *s, const struct review_filter *filter,
                            int64_t limit, int64_t *ret)
{
    struct review_list list = {.more = true};
    enum err e = OK;
    for (bool first = true; !e && list.more && *ret < limit; first = false) {
        struct review_place from = list.next;
        e = review_list(s->db, &cmd_operator, filter, first ? NULL : &from,
                        (size_t)MIN(limit - *ret, (int64_t)REVIEW_LIMIT_MAX), r->mem, &list);
        for (size_t i = 0; !e && i < list.n; i++) {
            struct title_view one, other;
            e = title_view(s->db, &cmd_operator, NULL, list.item[i].one, r->mem, &one);
            if (!e) e = title_view(s->db, &cmd_operator, NULL, list.item[i].other, r->mem, &other);
            if (!e) print_pair(r, &list.item[i], &one, &other);
            if (!e) ++*ret;
            if (e == ERR_NOT_FOUND) e = OK;
        }
    }
    return e;
}

static enum exit_code run_list(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    int64_t limit = 0, library = 0, n = 0;
    struct scope scope = {.agency = &library, .n = 1};
    struct review_filter filter = {.format = -1};
    if (!option_number(r, OPT_LIMIT, LIMIT_USUAL, &limit)) return EXIT_USAGE;
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    if (r->opt[OPT_LIBRARY]) {
        if (!library_option(r, s->db, &library)) return EXIT_FAILED;
        filter.libraries = &scope;
    }
    enum err e = print_pairs(r, s, &filter, limit, &n);
    if (e) return fail(r, e);
    say1(r, n ? MSG_cmd_match_listed : MSG_cmd_match_none, number_text(r, n));
    return EXIT_OK;
}

const struct command cmd_match_list = {
    .name = "match list",
    .synopsis = "--data DIR [--library ID] [--limit N] [--json]",
    .help = MSG_help_match_list,
    .options = BIT(OPT_DATA) | BIT(OPT_LIBRARY) | BIT(OPT_LIMIT),
    .run = run_list,
};

/* ---- deciding ---- */

static enum exit_code decide(struct run *r, enum decision_verdict v, enum msg done)
{
    struct store CLEANUP(store_closep) *s = NULL;
    int64_t title[2], id = 0;
    for (size_t i = 0; i < COUNT(title); i++)
        if (title_id_read(str_of(r->arg[i]), &title[i]))
            return fail_with(r, ERR_NOT_FOUND, MSG_cmd_match_no_title, str_of(r->arg[i]));
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    enum err e = decision_titles(s->db, &cmd_operator, v, title[0], title[1], (struct str){0},
                                 r->env->now(r->env), &id);
    if (!e) e = follow_now(s, NULL, INDEX_PATIENCE);
    if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_match_decided, (struct str){0});
    if (e == ERR_NOT_FOUND)
        return fail_with(r, e, MSG_cmd_match_no_title,
                         arena_printf(r->mem, "%s, %s", r->arg[0], r->arg[1]));
    if (e) return fail(r, e);
    say1(r, done, arena_printf(r->mem, "%lld", (long long)id));
    if (r->json) buf_printf(&r->out, "{\"decision\":%lld}\n", (long long)id);
    return EXIT_OK;
}

static enum exit_code run_same(struct run *r)
{
    return decide(r, DECISION_SAME, MSG_cmd_match_joined);
}

static enum exit_code run_different(struct run *r)
{
    return decide(r, DECISION_DIFFERENT, MSG_cmd_match_parted);
}

const struct command cmd_match_same = {
    .name = "match same",
    .synopsis = "--data DIR [--json] TITLE TITLE",
    .help = MSG_help_match_same,
    .options = BIT(OPT_DATA),
    .args_min = 2,
    .args_max = 2,
    .run = run_same,
};

const struct command cmd_match_different = {
    .name = "match different",
    .synopsis = "--data DIR [--json] TITLE TITLE",
    .help = MSG_help_match_different,
    .options = BIT(OPT_DATA),
    .args_min = 2,
    .args_max = 2,
    .run = run_different,
};

static enum exit_code run_undo(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct str number = str_of(r->arg[0]);
    int64_t id = 0;
    if (str_to_i64(number, &id)) return fail_with(r, ERR_NOT_FOUND, MSG_cmd_match_no, number);
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    enum err e = decision_undo(s->db, &cmd_operator, id, r->env->now(r->env));
    if (!e) e = follow_now(s, NULL, INDEX_PATIENCE);
    if (e == ERR_NOT_FOUND) return fail_with(r, e, MSG_cmd_match_no, number);
    if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_match_undone_before, number);
    if (e) return fail(r, e);
    say1(r, MSG_cmd_match_undone, number);
    if (r->json) buf_printf(&r->out, "{\"decision\":%lld,\"undone\":true}\n", (long long)id);
    return EXIT_OK;
}

const struct command cmd_match_undo = {
    .name = "match undo",
    .synopsis = "--data DIR [--json] DECISION",
    .help = MSG_help_match_undo,
    .options = BIT(OPT_DATA),
    .args_min = 1,
    .args_max = 1,
    .run = run_undo,
};
