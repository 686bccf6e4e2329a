/* library.c -- silang library add, list, show, set, join, leave. */
#include "base/checked.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "network/agency.h"
#include "network/membership.h"
#include "network/network.h"

/* ---- FIELD=VALUE ---- */

/* The text of the profile that a field is; NULL for those that are no plain text. */
static struct str *text_of(struct agency *g, enum agency_field f)
{
    struct str *const texts[AGENCY_FIELDS] = {
        [AGENCY_F_NAME] = &g->name,           [AGENCY_F_NPP] = &g->npp,
        [AGENCY_F_NPSN] = &g->npsn,           [AGENCY_F_ISIL] = &g->isil,
        [AGENCY_F_ADDRESS] = &g->address,     [AGENCY_F_WEEK] = &g->week,
        [AGENCY_F_HOURS] = &g->hours,         [AGENCY_F_PHONE] = &g->phone,
        [AGENCY_F_WHATSAPP] = &g->whatsapp,   [AGENCY_F_EMAIL] = &g->email,
        [AGENCY_F_WEBSITE] = &g->website,     [AGENCY_F_CONTACT] = &g->contact,
        [AGENCY_F_SERVICES] = &g->services,   [AGENCY_F_ABOUT] = &g->about,
        [AGENCY_F_STRENGTHS] = &g->strengths, [AGENCY_F_LACKS] = &g->lacks,
        [AGENCY_F_BENEFITS] = &g->benefits,
    };
    return texts[f];
}

/* The place as typed: what is not exactly one of Indonesia stays a text. */
static void set_place(struct run *r, struct agency *g, struct str typed)
{
    struct places found;
    if (!agency_set_place(r->mem, g, typed, &found) && found.n) say1(r, MSG_cmd_place_many, typed);
}

static bool set_point(struct agency *g, struct str typed)
{
    struct point p = {0};
    g->located = typed.n > 0;
    if (g->located && !point_parse(typed, &p)) return false;
    g->latitude = p.latitude;
    g->longitude = p.longitude;
    return true;
}

/* Takes "npsn=20401234" into the profile. False after saying what is wrong. */
static bool set_field(struct run *r, struct agency *g, struct str word)
{
    size_t equals = str_find_char(word, '=', 0);
    struct str name = str_slice(word, 0, equals), value = str_slice(word, equals + 1, word.n);
    int f = 0;
    while (f < AGENCY_FIELDS && !str_eq(name, str_of(agency_field_name((enum agency_field)f)))) f++;
    if (equals == word.n || f == AGENCY_FIELDS) {
        say1(r, MSG_cmd_no_field, word);
        return false;
    }
    struct str *text = text_of(g, (enum agency_field)f);
    bool good = true;
    if (text)
        *text = value;
    else if (f == AGENCY_F_PLACE)
        set_place(r, g, value);
    else if (f == AGENCY_F_POINT)
        good = set_point(g, value);
    else
        good = agency_type_parse(value, &g->type);
    if (!good) say1(r, MSG_cmd_bad_field, word);
    return good;
}

static bool set_fields(struct run *r, struct agency *g)
{
    for (int i = 0; i < r->n_args; i++)
        if (!set_field(r, g, str_of(r->arg[i]))) return false;
    return true;
}

/* What is wrong with each field, a sentence a line. */
static enum exit_code explain_fields(struct run *r, uint32_t bad)
{
    for (int f = 0; f < AGENCY_FIELDS; f++) {
        const char *name = agency_field_name((enum agency_field)f);
        if (bad >> f & 1)
            say2(r, MSG_cmd_field_wrong, str_of(name),
                 named(r, "agency", arena_cstr(r->mem, arena_printf(r->mem, "bad.%s", name))));
    }
    return EXIT_FAILED;
}

/* ---- add ---- */

static enum exit_code run_add(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct agency g = {.name = str_of(r->opt[OPT_NAME]), .type = AGENCY_OTHER};
    struct str type = str_of(r->opt[OPT_TYPE]);
    int64_t id = 0;
    if (type.n && !agency_type_parse(type, &g.type))
        return fail_with(r, ERR_ARG, MSG_cmd_bad_type, type) == EXIT_FAILED ? EXIT_USAGE : EXIT_OK;
    if (r->opt[OPT_PLACE]) set_place(r, &g, str_of(r->opt[OPT_PLACE]));
    if (!set_fields(r, &g)) return EXIT_USAGE;
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    enum err e = agency_add(s->db, &cmd_operator, &g, r->env->now(r->env), &id);
    struct agency checked = g;
    uint32_t bad = e == ERR_ARG ? agency_check(r->mem, &checked) : 0;
    if (e == ERR_ARG && bad == 1u << AGENCY_F_NAME)
        return fail_with(r, e, MSG_cmd_bad_name, g.name);
    if (e == ERR_ARG) return explain_fields(r, bad);
    if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_library_exists, g.name);
    if (e) return fail(r, e);
    say2(r, MSG_cmd_library_added, g.name, arena_printf(r->mem, "%lld", (long long)id));
    if (r->json) buf_printf(&r->out, "{\"id\":%lld}\n", (long long)id);
    return EXIT_OK;
}

const struct command cmd_library_add = {
    .name = "library add",
    .synopsis = "--data DIR --name NAME --type TYPE [--place PLACE] [--json] [FIELD=VALUE ...]",
    .help = MSG_help_library_add,
    .options = BIT(OPT_DATA) | BIT(OPT_NAME) | BIT(OPT_TYPE) | BIT(OPT_PLACE),
    .required = BIT(OPT_NAME),
    .args_max = ARGS_MAX,
    .run = run_add,
};

/* ---- list, show ---- */

static void add_member(struct buf *b, const char *name, struct str value)
{
    buf_printf(b, ",\"%s\":", name);
    buf_add_json(b, value);
}

static void print_json(struct run *r, struct agency *g)
{
    struct buf *b = &r->out;
    buf_printf(b, "{\"id\":%lld", (long long)g->id);
    add_member(b, "slug", g->slug);
    for (int f = 0; f < AGENCY_FIELDS; f++) {
        struct str *text = text_of(g, (enum agency_field)f);
        if (text) add_member(b, agency_field_name((enum agency_field)f), *text);
    }
    add_member(b, "type", str_of(agency_type_name(g->type)));
    add_member(b, "place", agency_place(r->mem, g));
    add_member(b, "place_code", g->place_code);
    if (g->located)
        buf_printf(b, ",\"latitude\":%.6f,\"longitude\":%.6f", g->latitude / 1e6,
                   g->longitude / 1e6);
    buf_printf(b, ",\"records\":%lld,\"sample\":%s}", (long long)g->records,
               g->sample ? "true" : "false");
}

static enum exit_code run_list(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct agencies list;
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    enum err e = agency_list(s->db, r->mem, &list);
    if (e) return fail(r, e);
    if (r->json) buf_add_char(&r->out, '[');
    for (size_t i = 0; i < list.n; i++) {
        struct agency *g = &list.item[i];
        if (r->json && i) buf_add_char(&r->out, ',');
        if (r->json)
            print_json(r, g);
        else
            buf_printf(&r->out, "%5lld  %-30.*s  %-14s  %8lld  %.*s\n", (long long)g->id,
                       STR_ARG(g->slug), agency_type_name(g->type), (long long)g->records,
                       STR_ARG(g->name));
    }
    if (r->json) buf_add(&r->out, STR("]\n"));
    return EXIT_OK;
}

const struct command cmd_library_list = {
    .name = "library list",
    .synopsis = "--data DIR [--json]",
    .help = MSG_help_library_list,
    .options = BIT(OPT_DATA),
    .run = run_list,
};

/* Lines that `library set` would take. */
static void print_fields(struct run *r, struct agency *g)
{
    for (int f = 0; f < AGENCY_FIELDS; f++) {
        const char *name = agency_field_name((enum agency_field)f);
        struct str *text = text_of(g, (enum agency_field)f);
        if (text && text->n) buf_printf(&r->out, "%s=%.*s\n", name, STR_ARG(*text));
    }
    buf_printf(&r->out, "type=%s\n", agency_type_name(g->type));
    struct str place = agency_place(r->mem, g);
    if (place.n) buf_printf(&r->out, "place=%.*s\n", STR_ARG(place));
    if (g->located)
        buf_printf(&r->out, "point=%.6f, %.6f\n", g->latitude / 1e6, g->longitude / 1e6);
}

static enum exit_code run_show(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct agency g;
    int64_t id = 0;
    if (!open_store(r, DB_READ, &s) || !library_option(r, s->db, &id)) return EXIT_FAILED;
    enum err e = agency_get(s->db, id, r->mem, &g);
    if (e) return fail(r, e);
    if (r->json) {
        print_json(r, &g);
        buf_add_char(&r->out, '\n');
    } else {
        print_fields(r, &g);
    }
    return EXIT_OK;
}

const struct command cmd_library_show = {
    .name = "library show",
    .synopsis = "--data DIR --library LIBRARY [--json]",
    .help = MSG_help_library_show,
    .options = BIT(OPT_DATA) | BIT(OPT_LIBRARY),
    .required = BIT(OPT_LIBRARY),
    .run = run_show,
};

/* ---- set ---- */

static enum exit_code run_set(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct agency g;
    int64_t id = 0;
    uint32_t bad = 0;
    if (!open_store(r, DB_WRITE, &s) || !library_option(r, s->db, &id)) return EXIT_FAILED;
    enum err e = agency_get(s->db, id, r->mem, &g);
    if (!e && !set_fields(r, &g)) return EXIT_USAGE;
    if (!e) e = agency_update(s->db, &cmd_operator, &g, r->env->now(r->env), &bad);
    if (e == ERR_ARG) return explain_fields(r, bad);
    if (e) return fail(r, e);
    say1(r, MSG_cmd_library_set, g.name);
    return EXIT_OK;
}

const struct command cmd_library_set = {
    .name = "library set",
    .synopsis = "--data DIR --library LIBRARY FIELD=VALUE ...",
    .help = MSG_help_library_set,
    .options = BIT(OPT_DATA) | BIT(OPT_LIBRARY),
    .required = BIT(OPT_LIBRARY),
    .args_min = 1,
    .args_max = ARGS_MAX,
    .run = run_set,
};

/* ---- join, leave ---- */

static enum exit_code change_membership(struct run *r, bool join)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct network n;
    int64_t id = 0, membership = 0, now = r->env->now(r->env);
    if (!open_store(r, DB_WRITE, &s) || !library_option(r, s->db, &id)) return EXIT_FAILED;
    enum err e = network_home(s->db, r->mem, &n);
    if (!e && join) e = membership_add(s->db, &cmd_operator, n.id, id, now, now, &membership);
    if (!e && !join) e = membership_end(s->db, &cmd_operator, n.id, id, now, now);
    if (e) return fail(r, e);
    say1(r, join ? MSG_cmd_library_joined : MSG_cmd_library_left, n.name);
    return EXIT_OK;
}

static enum exit_code run_join(struct run *r)
{
    return change_membership(r, true);
}

static enum exit_code run_leave(struct run *r)
{
    return change_membership(r, false);
}

const struct command cmd_library_join = {
    .name = "library join",
    .synopsis = "--data DIR --library LIBRARY",
    .help = MSG_help_library_join,
    .options = BIT(OPT_DATA) | BIT(OPT_LIBRARY),
    .required = BIT(OPT_LIBRARY),
    .run = run_join,
};

const struct command cmd_library_leave = {
    .name = "library leave",
    .synopsis = "--data DIR --library LIBRARY",
    .help = MSG_help_library_leave,
    .options = BIT(OPT_DATA) | BIT(OPT_LIBRARY),
    .required = BIT(OPT_LIBRARY),
    .run = run_leave,
};
