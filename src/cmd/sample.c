/* sample.c -- silang sample load, sample empty: a network to look at, marked as sample everywhere,
 * and gone with one command. */
#include "cmd/sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "catalog/follow.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "network/agency.h"
#include "network/network.h"

enum { LINE_BYTES = 4000, LIBRARIES_MAX = 200, INDEX_PATIENCE = 60 };

/* Where the files are: --from, the tree this was built in, or where they are installed. */
static const char *sample_dir(const struct run *r)
{
    FILE *f = r->opt[OPT_FROM] ? NULL : fopen("sample/network.txt", "r");
    if (f) fclose(f);
    return r->opt[OPT_FROM] ? r->opt[OPT_FROM] : f ? "sample" : SILANG_SAMPLE_DIR;
}

/* ---- network.txt: key, white space, value; [library] begins one ---- */

static void split_line(char *line, struct str *ret_key, struct str *ret_value)
{
    struct str s = str_trim(str_of(line));
    size_t end = 0;
    while (end < s.n && s.p[end] != ' ' && s.p[end] != '\t') end++;
    *ret_key = str_slice(s, 0, end);
    *ret_value = str_trim(str_slice(s, end, s.n));
}

/* "-7.7600" as micro-degrees. */
static bool read_degrees(struct str s, int32_t *ret)
{
    bool negative = s.n && s.p[0] == '-';
    struct str rest = negative ? str_slice(s, 1, s.n) : s;
    size_t point = str_find_char(rest, '.', 0);
    uint64_t whole = 0, part = 0;
    struct str decimals = str_slice(rest, point + 1, rest.n);
    if (str_to_u64(str_slice(rest, 0, point), &whole) || whole > 180 || decimals.n > 6)
        return false;
    if (decimals.n && str_to_u64(decimals, &part)) return false;
    for (size_t i = decimals.n; i < 6; i++) part *= 10;
    int64_t micro = (int64_t)(whole * 1000000 + part);
    *ret = (int32_t)(negative ? -micro : micro);
    return true;
}

static bool set_library(struct sample_library *l, struct arena *a, struct str key, struct str value)
{
    const struct {
        const char *key;
        struct str *to;
    } text[] = {
        {"slug", &l->agency.slug},         {"name", &l->agency.name},   {"place", &l->agency.place},
        {"address", &l->agency.address},   {"hours", &l->agency.hours}, {"phone", &l->agency.phone},
        {"services", &l->agency.services}, {"npp", &l->agency.npp},     {"about", &l->agency.about},
    };
    for (size_t i = 0; i < COUNT(text); i++)
        if (str_eq(key, str_of(text[i].key))) {
            *text[i].to = arena_copy(a, value);
            return true;
        }
    if (str_eq(key, STR("type"))) return agency_type_parse(value, &l->agency.type);
    if (str_eq(key, STR("file"))) {
        VEC_PUSH(a, &l->files, arena_copy(a, value));
        return true;
    }
    l->agency.located = true;
    if (str_eq(key, STR("latitude"))) return read_degrees(value, &l->agency.latitude);
    if (str_eq(key, STR("longitude"))) return read_degrees(value, &l->agency.longitude);
    return false;
}

static bool set_network(struct sample *s, struct arena *a, struct str key, struct str value)
{
    if (str_eq(key, STR("network")))
        s->network.name = arena_copy(a, value);
    else if (str_eq(key, STR("purpose")))
        s->network.purpose = arena_copy(a, value);
    else
        return false;
    return true;
}

static bool read_line(struct sample *s, struct arena *a, char *line)
{
    struct str key, value;
    char *comment = strchr(line, '#');
    if (comment && (comment == line || comment[-1] == ' ')) *comment = '\0';
    split_line(line, &key, &value);
    if (key.n == 0) return true;
    if (str_eq(key, STR("[library]"))) {
        if (s->libraries.n == LIBRARIES_MAX) return false;
        VEC_PUSH(a, &s->libraries,
                 (struct sample_library){.agency = {.type = AGENCY_OTHER, .sample = true}});
        return true;
    }
    if (s->libraries.n == 0) return set_network(s, a, key, value);
    return set_library(&s->libraries.item[s->libraries.n - 1], a, key, value);
}

enum err sample_read(const char *dir, struct arena *a, struct sample *ret, int *ret_line)
{
    char line[LINE_BYTES];
    struct sample s = {.network = {.sample = true}};
    FILE *f = fopen(arena_cstr(a, arena_printf(a, "%s/network.txt", dir)), "r");
    if (!f) return ERR_NOT_FOUND;
    enum err e = OK;
    for (*ret_line = 1; !e && fgets(line, sizeof line, f); ++*ret_line)
        if (!read_line(&s, a, line)) e = ERR_FORMAT;
    fclose(f);
    if (e) --*ret_line;
    if (!e) *ret = s;
    return e;
}

/* ---- load ---- */

static enum err load_files(struct run *r, struct store *s, const struct sample_library *l,
                           int64_t agency)
{
    struct load_watch watch = {.stop = stop_asked}; /* each is done in a moment */
    enum err e = OK;
    for (size_t i = 0; !e && i < l->files.n; i++) {
        const char *path = arena_cstr(
            r->mem, arena_printf(r->mem, "%s/%.*s", sample_dir(r), STR_ARG(l->files.item[i])));
        struct load_order order = {.agency = agency, .path = path, .file_name = l->files.item[i]};
        struct load_report report;
        struct fault why;
        e = load_run(s, &cmd_operator, &order, &watch, r->mem, &why, &report);
    }
    return e;
}

static enum err load_library(struct run *r, struct store *s, const struct sample_library *l)
{
    int64_t id = 0;
    say1(r, MSG_cmd_sample_library, l->agency.name);
    enum err e = agency_add(s->db, &cmd_operator, &l->agency, r->env->now(r->env), &id);
    return e ? e : load_files(r, s, l, id);
}

/* The directory as it is, or a new one; ERR_CONFLICT when it holds libraries. */
static enum err open_for_sample(struct run *r, const struct network *n, struct store **ret)
{
    struct agencies list;
    int64_t id = 0;
    enum err e = store_create(data_dir(r), r->env, ret);
    if (!e) return network_add((*ret)->db, &cmd_operator, n, r->env->now(r->env), &id);
    if (e != ERR_CONFLICT) return e;
    e = store_open(data_dir(r), DB_WRITE, r->env, ret);
    if (!e) e = agency_list((*ret)->db, r->mem, &list);
    return e ? e : list.n ? ERR_CONFLICT : OK;
}

static enum exit_code run_load(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct sample sample;
    struct progress p;
    int64_t titles = 0;
    int line = 0;
    struct str dir = str_of(sample_dir(r));
    enum err e = sample_read(sample_dir(r), r->mem, &sample, &line);
    if (e == ERR_NOT_FOUND) return fail_with(r, e, MSG_cmd_sample_missing, dir);
    if (e == ERR_FORMAT) {
        say2(r, MSG_cmd_sample_bad_line, dir, arena_printf(r->mem, "%d", line));
        return EXIT_FAILED;
    }
    e = open_for_sample(r, &sample.network, &s);
    if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_sample_not_empty, dir);
    stop_on_signals();
    for (size_t i = 0; !e && i < sample.libraries.n; i++)
        e = load_library(r, s, &sample.libraries.item[i]);
    progress_begin(&p, r);
    struct load_watch watch = {progress_show, stop_asked, NULL, &p};
    if (!e) e = follow_now(s, &watch, INDEX_PATIENCE);
    progress_end(&p);
    if (!e)
        e = db_get_int(s->db, &titles,
                       SQL("SELECT count(DISTINCT title) FROM record WHERE kind = 0"
                           " AND version IS NOT NULL"));
    if (e) return fail(r, e);
    say2(r, MSG_cmd_sample_done, number_text(r, (int64_t)sample.libraries.n),
         number_text(r, titles));
    return EXIT_OK;
}

const struct command cmd_sample_load = {
    .name = "sample load",
    .synopsis = "--data DIR [--from DIR]",
    .help = MSG_help_sample_load,
    .options = BIT(OPT_DATA) | BIT(OPT_FROM),
    .run = run_load,
};

/* ---- empty ---- */

static enum exit_code run_empty(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct progress p;
    struct load_watch watch = {progress_show, stop_asked, NULL, &p};
    int64_t undone = 0;
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    stop_on_signals();
    progress_begin(&p, r);
    enum err e = sample_undo(s, &watch, r->mem, &undone);
    if (!e) e = agency_retire_samples(s->db, &cmd_operator, r->env->now(r->env));
    if (!e) e = follow_now(s, &watch, INDEX_PATIENCE);
    progress_end(&p);
    if (e) return fail(r, e);
    say1(r, MSG_cmd_sample_emptied, number_text(r, undone));
    return EXIT_OK;
}

const struct command cmd_sample_empty = {
    .name = "sample empty",
    .synopsis = "--data DIR",
    .help = MSG_help_sample_empty,
    .options = BIT(OPT_DATA),
    .run = run_empty,
};

/* Undoes every load of every sample library, newest first. */
enum err sample_undo(struct store *s, const struct load_watch *watch, struct arena *a,
                     int64_t *ret_undone)
{
    struct agencies list;
    enum err e = agency_list(s->db, a, &list);
    for (size_t i = 0; !e && i < list.n; i++) {
        struct load_rows loads;
        if (!list.item[i].sample) continue;
        e = load_list(s->db, list.item[i].id, INT64_MAX, a, &loads);
        for (size_t k = 0; !e && k < loads.n; k++) {
            if (loads.item[k].state != LOAD_PUBLISHED) continue;
            e = load_undo(s, &cmd_operator, loads.item[k].id, watch);
            *ret_undone += !e;
        }
    }
    return e;
}
