/* sample.c -- the sample network: described in network.txt, loaded like anybody's files, taken back
 * like anybody's loads. */
#include "catalog/sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "catalog/preview.h"

enum { LINE_BYTES = 4000, LIBRARIES_MAX = 200 };

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
    s.dir = dir;
    if (!e) *ret = s;
    return e;
}

/* ---- load ---- */

static enum err load_files(struct store *s, const struct actor *actor, const struct sample *sample,
                           const struct sample_library *l, int64_t agency,
                           const struct load_watch *watch)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct load_watch quiet = {.stop = watch->stop, .ctx = watch->ctx}; /* done in a moment */
    enum err e = OK;
    for (size_t i = 0; !e && i < l->files.n; i++) {
        struct load_order order = {.agency = agency,
                                   .path = arena_cstr(a, arena_printf(a, "%s/%.*s", sample->dir,
                                                                      STR_ARG(l->files.item[i]))),
                                   .file_name = l->files.item[i]};
        struct load_report report;
        struct fault why;
        e = load_run(s, actor, &order, &quiet, a, &why, &report);
    }
    return e;
}

static enum err mark_sample(struct db *db, void *ctx)
{
    (void)ctx;
    return db_exec(db,
                   SQL("UPDATE network SET sample = 1 WHERE id = (SELECT min(id) FROM network)"));
}

enum err sample_load(struct store *s, const struct actor *actor, const struct sample *sample,
                     const struct load_watch *watch)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct agencies list;
    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e) e = agency_list(s->db, a, &list);
    if (!e && list.n) e = ERR_CONFLICT;
    if (!e) e = db_write(s->db, mark_sample, NULL);
    for (size_t i = 0; !e && i < sample->libraries.n; i++) {
        const struct sample_library *l = &sample->libraries.item[i];
        struct agency g = l->agency;
        struct places found;
        int64_t id = 0;
        agency_set_place(a, &g, g.place, &found);
        if (watch->progress)
            watch->progress(watch->ctx,
                            &(struct load_progress){.phase = LOAD_READING,
                                                    .done = (int64_t)i,
                                                    .all = (int64_t)sample->libraries.n});
        struct actor then = *actor; /* the library becomes a member only now */
        e = agency_add(s->db, actor, &g, s->env->now(s->env), &id);
        then.at = s->env->now(s->env);
        if (!e) e = load_files(s, &then, sample, l, id, watch);
    }
    return e;
}

/* ---- empty ---- */

/* Undoes every load of one library, newest first; previews are thrown away. */
static enum err undo_loads(struct store *s, const struct actor *actor, int64_t agency,
                           const struct load_watch *watch, int64_t *undone)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct load_rows loads;
    enum err e = load_list(s->db, agency, INT64_MAX, a, &loads);
    for (size_t i = 0; !e && i < loads.n; i++) {
        enum load_state state = loads.item[i].state;
        if (state <= LOAD_PREVIEW) e = preview_discard(s, actor, loads.item[i].id);
        if (state != LOAD_PUBLISHED) continue;
        e = load_undo(s, actor, loads.item[i].id, watch);
        *undone += !e;
    }
    return e;
}

enum err sample_empty(struct store *s, const struct actor *actor, const struct load_watch *watch,
                      int64_t *ret_undone)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct agencies list;
    *ret_undone = 0;
    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e) e = agency_list(s->db, a, &list);
    for (size_t i = 0; !e && i < list.n; i++)
        if (list.item[i].sample) e = undo_loads(s, actor, list.item[i].id, watch, ret_undone);
    return e ? e : agency_retire_samples(s->db, actor, s->env->now(s->env));
}
