/* target.c -- silang target add, list, set, test, ask. */
#include "base/checked.h"
#include "catalog/targets.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "record/iso2709.h"
#include "record/marcxml_write.h"
#include "work/target_job.h"

enum { FINDINGS_MAX = 8000 };

/* ---- add, list, set ---- */

/* Takes "kind=sru". False when it is none of what there is. */
static bool take_word(struct target_order *o, struct str word)
{
    struct {
        const char *name;
        struct str *to;
    } all[] = {{"kind", &o->kind},       {"database", &o->base},   {"syntax", &o->syntax},
               {"charset", &o->charset}, {"version", &o->version}, {"names", &o->names}};
    size_t equals = str_find_char(word, '=', 0);
    struct str name = str_slice(word, 0, equals), value = str_slice(word, equals + 1, word.n);
    int64_t seconds = 0;
    for (size_t i = 0; i < COUNT(all); i++)
        if (str_eq(name, str_of(all[i].name))) {
            *all[i].to = value;
            return equals < word.n;
        }
    if (!str_eq(name, STR("seconds")) || str_to_i64(value, &seconds)) return false;
    o->seconds = (int)MIN(MAX(seconds, (int64_t)-1), (int64_t)TARGET_SECONDS_MAX + 1);
    return true;
}

static enum exit_code run_add(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct target_order o = {
        .kind = STR("sru"), .name = str_of(r->arg[0]), .address = str_of(r->arg[1])};
    int64_t id = 0, now = r->env->now(r->env);
    if (!option_number(r, OPT_NETWORK, 0, &o.network)) return EXIT_USAGE;
    for (int i = 2; i < r->n_args; i++)
        if (!take_word(&o, str_of(r->arg[i]))) {
            say1(r, MSG_cmd_bad_field, str_of(r->arg[i]));
            return EXIT_USAGE;
        }
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    enum err e = targets_add(s->db, &cmd_operator, &o, now, &id);
    if (!e) e = targets_switch(s->db, &cmd_operator, id, true, now);
    if (e == ERR_ARG) return fail_with(r, e, MSG_cmd_target_bad, fetch_shown(r->mem, o.address));
    if (e) return fail(r, e);
    say2(r, MSG_cmd_target_added, o.name, arena_printf(r->mem, "%lld", (long long)id));
    if (r->json) buf_printf(&r->out, "{\"id\":%lld}\n", (long long)id);
    return EXIT_OK;
}

const struct command cmd_target_add = {
    .name = "target add",
    .synopsis = "--data DIR [--network ID] [--json] NAME ADDRESS [kind=sru|z3950|slims]"
                " [database=NAME] [syntax=NAME] [charset=NAME] [version=N] [names=LIST]"
                " [seconds=N]",
    .help = MSG_help_target_add,
    .options = BIT(OPT_DATA) | BIT(OPT_NETWORK),
    .args_min = 2,
    .args_max = 9,
    .run = run_add,
};

static void print_row(struct run *r, const struct target_row *t)
{
    const struct target_order *o = &t->order;
    if (!r->json) {
        buf_printf(&r->out, "%lld\t%.*s\t%.*s\t%.*s\n", (long long)t->id, STR_ARG(o->kind),
                   STR_ARG(o->name), STR_ARG(o->address));
        return;
    }
    buf_printf(&r->out, "{\"id\":%lld,\"network\":%lld,\"open\":%s,\"kind\":\"%.*s\",\"name\":",
               (long long)t->id, (long long)o->network, t->open ? "true" : "false",
               STR_ARG(o->kind));
    buf_add_json(&r->out, o->name);
    buf_add(&r->out, STR(",\"address\":"));
    buf_add_json(&r->out, o->address);
    buf_add(&r->out, STR("}\n"));
}

static enum exit_code run_list(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct target_rows list = {0};
    int64_t network = 0;
    if (!option_number(r, OPT_NETWORK, 0, &network)) return EXIT_USAGE;
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    enum err e = targets_list(s->db, &cmd_operator, network, r->mem, &list);
    if (e) return fail(r, e);
    for (size_t i = 0; i < list.n; i++) print_row(r, &list.item[i]);
    return EXIT_OK;
}

const struct command cmd_target_list = {
    .name = "target list",
    .synopsis = "--data DIR [--network ID] [--json]",
    .help = MSG_help_target_list,
    .options = BIT(OPT_DATA) | BIT(OPT_NETWORK),
    .run = run_list,
};

/* ---- test, ask ---- */

static enum err find(struct run *r, struct store *s, struct target_row *row,
                     struct target_site *ret)
{
    int64_t id = 0;
    if (str_to_i64(str_of(r->arg[0]), &id)) return ERR_NOT_FOUND;
    enum err e = targets_get(s->db, &cmd_operator, id, r->mem, row);
    return e ? e : target_site_of(s->db, s->dir, row, r->mem, ret);
}

/* "+found=12" as a sentence. */
static void print_finding(struct run *r, struct str line)
{
    size_t equals = str_find_char(line, '=', 0);
    struct str code = str_slice(line, 1, equals), value = str_slice(line, equals + 1, line.n);
    bool fetch = str_starts(code, STR("fetch."));
    const char *name = arena_cstr(r->mem, fetch ? str_slice(code, 6, code.n) : code);
    buf_printf(&r->out, "%c %.*s %.*s\n", line.p[0],
               STR_ARG(named(r, fetch ? "fetch" : "finding", name)), STR_ARG(value));
}

static enum exit_code run_test(struct run *r)
{
    struct buf CLEANUP(buf_release) findings = BUF(FINDINGS_MAX);
    struct store CLEANUP(store_closep) *s = NULL;
    struct target_row row;
    struct target_site site;
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    enum err e = find(r, s, &row, &site);
    if (!e) e = target_look(r->env, &site, stop_asked, NULL, r->mem, &findings);
    if (!e) e = targets_note_look(s->db, row.id, buf_str(&findings), r->env->now(r->env));
    if (e) return fail(r, e);
    struct str rest = buf_str(&findings), line;
    while (rest.n && str_split(&rest, '\n', &line))
        if (line.n > 1) print_finding(r, line);
    return str_find(buf_str(&findings), STR("!")) < findings.n ? EXIT_PARTLY : EXIT_OK;
}

const struct command cmd_target_test = {
    .name = "target test",
    .synopsis = "--data DIR ID",
    .help = MSG_help_target_test,
    .options = BIT(OPT_DATA),
    .args_min = 1,
    .args_max = 1,
    .run = run_test,
};

static void print_answer(struct run *r, const struct target_answer *x)
{
    marcxml_begin(&r->out);
    for (size_t i = 0; i < x->hits.n; i++) {
        const struct foreign *f = &x->hits.item[i].record;
        if (f->form != FOREIGN_TEXT) marcxml_record(&f->marc, r->mem, &r->out);
    }
    marcxml_end(&r->out);
}

static void print_json(struct run *r, const struct target_answer *x)
{
    buf_printf(&r->out, "{\"outcome\":\"%s\",\"trouble\":\"%s\",\"code\":%lld,\"about\":",
               target_outcome_name(x->outcome), fetch_trouble_name(x->trouble), (long long)x->code);
    buf_add_json(&r->out, x->about);
    buf_printf(&r->out, ",\"total\":%lld,\"unread\":%d,\"titles\":[", (long long)x->total,
               x->unread);
    for (size_t i = 0; i < x->hits.n; i++) {
        if (i) buf_add_char(&r->out, ',');
        buf_add_json(&r->out, x->hits.item[i].record.bib.title);
    }
    buf_add(&r->out, STR("]}\n"));
}

static enum exit_code run_ask(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct target_row row;
    struct target_site site;
    struct target_answer answer;
    struct target_query q = {.text = str_of(r->arg[1])};
    int64_t n = TARGET_RECORDS, from = 0;
    if (!option_number(r, OPT_LIMIT, n, &n) || !option_number(r, OPT_OFFSET, 0, &from))
        return EXIT_USAGE;
    for (int f = 0; r->n_args > 2 && f < TARGET_FIELDS; f++)
        if (str_eq(str_of(r->arg[2]), str_of(target_field_name((enum target_field)f))))
            q.field = (enum target_field)f;
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    enum err e = find(r, s, &row, &site);
    if (e) return fail(r, e);
    struct target *t = target_open(r->env, &site, stop_asked, NULL);
    e = target_ask(t, &q, from + 1, n, r->mem, &answer);
    if (!e && r->json)
        print_json(r, &answer);
    else if (!e)
        print_answer(r, &answer);
    target_close(t);
    if (e) return fail(r, e);
    if (answer.outcome == TARGET_ANSWERED) return EXIT_OK;
    struct str why =
        answer.outcome == TARGET_UNREACHABLE
            ? named(r, "fetch", fetch_trouble_name(answer.trouble))
            : arena_printf(r->mem, "%lld %.*s", (long long)answer.code, STR_ARG(answer.about));
    say2(r, MSG_cmd_target_failed, named(r, "targetstate", target_outcome_name(answer.outcome)),
         why);
    return EXIT_FAILED;
}

const struct command cmd_target_ask = {
    .name = "target ask",
    .synopsis = "--data DIR [--limit N] [--offset N] [--json] ID WORDS [any|title|author|number]",
    .help = MSG_help_target_ask,
    .options = BIT(OPT_DATA) | BIT(OPT_LIMIT) | BIT(OPT_OFFSET),
    .args_min = 2,
    .args_max = 3,
    .run = run_ask,
};
