/* page_system.c -- health, warnings, everybody, the history of everything, settings. */
#include "base/checked.h"
#include "base/log.h"
#include "html.h"
#include "network/site.h"
#include "web/internal.h"
#include "web/system.h"

enum { HISTORY_ROWS = 50 };

/* ---- health ---- */

static struct finding_view view_of(const struct ask *k, const struct finding *f)
{
    static const char *const style[DOCTOR_LEVELS] = {"ok", "info", "wait", "no"};
    static const char *const icon[DOCTOR_LEVELS] = {"check", "file", "warn", "warn"};
    return (struct finding_view){finding_words(k->mem, k->out.lang, k->out.zone, f),
                                 style[f->level], icon[f->level]};
}

static struct str searches_told(struct ask *k)
{
    const struct web *w = k->web;
    if (!w->cache) return (struct str){0};
    struct cache_counts n = cache_counts(w->cache);
    const int64_t number[] = {n.kept, n.passed, n.made, w->budget ? budget_refused(w->budget) : 0};
    struct str arg[COUNT(number)];
    for (size_t i = 0; i < COUNT(number); i++) {
        struct buf CLEANUP(buf_release) b = BUF(100);
        add_number(&b, k->out.lang, number[i]);
        arg[i] = arena_copy(k->mem, buf_str(&b));
    }
    return msg_text(k->mem, k->out.lang, MSG_health_searches, arg, COUNT(arg));
}

enum err page_health_report(struct ask *k)
{
    const struct doctor_order order = {.dir = k->config->dir, .env = k->config->env, .quick = true};
    struct findings list;
    struct health_page p = {0};
    struct staff_frame s;
    enum err e = doctor_run(&order, k->mem, &list);
    if (!e) e = staff_frame(k, ask_text(k, MSG_system_health), &s);
    if (e) return e;
    p.item = arena_array(k->mem, struct finding_view, list.n);
    for (p.n = 0; p.n < list.n; p.n++) {
        p.item[p.n] = view_of(k, &list.item[p.n]);
        p.bad += list.item[p.n].level == DOCTOR_BAD;
        p.warn += list.item[p.n].level == DOCTOR_WARN;
    }
    p.searches = searches_told(k);
    html_health(&k->out, &s, &p);
    return OK;
}

/* ---- warnings ---- */

enum err page_log(struct ask *k)
{
    struct log_page p = {0};
    struct staff_frame s;
    struct str text = log_recent(k->mem), line;
    struct strs forward = {0};
    while (str_split(&text, '\n', &line))
        if (line.n) VEC_PUSH(k->mem, &forward, line);
    for (size_t i = forward.n; i; i--) VEC_PUSH(k->mem, &p.lines, forward.item[i - 1]);
    enum err e = staff_frame(k, ask_text(k, MSG_system_log), &s);
    if (e) return e;
    html_log(&k->out, &s, &p);
    return OK;
}

/* ---- everybody ---- */

enum err page_everybody(struct ask *k)
{
    struct everybody_page p = {0};
    struct staff_frame s;
    enum err e = role_list(k->db, &k->actor, 0, 0, k->out.now, k->mem, &p.rows);
    if (!e) e = staff_frame(k, ask_text(k, MSG_system_people), &s);
    if (e) return e;
    p.roles = arena_array(k->mem, struct str, p.rows.n);
    for (size_t i = 0; i < p.rows.n; i++)
        p.roles[i] = named_text(k, "role", role_name(p.rows.item[i].kind));
    html_everybody(&k->out, &s, &p);
    return OK;
}

enum err page_all_history(struct ask *k)
{
    struct history_page p;
    struct staff_frame s;
    const struct audit_request rq = {.before = ask_number(k, "sebelum", 0), .limit = HISTORY_ROWS};
    enum err e = history_of(k, &rq, &p);
    if (!e) e = staff_frame(k, ask_text(k, MSG_staff_history), &s);
    if (e) return e;
    html_history(&k->out, &s, &p);
    return OK;
}

/* ---- settings ---- */

static void add_choices(struct ask *k, const struct site *site, struct settings_page *p)
{
    static const char *const zones[] = {"wib", "wita", "wit"};
    for (enum zone z = ZONE_WIB; z <= ZONE_WIT; z++) {
        struct str name = str_of(zone_name(z));
        bool chosen = site->zone.n ? str_eq(site->zone, name) : z == k->out.zone;
        p->zones[z] = (struct choice_view){name, named_text(k, "zone", zones[z]), chosen};
    }
    for (enum lang l = 0; l < LANGS; l++) {
        struct str code = str_of(lang_code(l));
        bool chosen = site->lang.n ? str_eq(site->lang, code) : l == LANG_ID;
        p->langs[l] = (struct choice_view){code, named_text(k, "lang", lang_code(l)), chosen};
    }
}

static enum err show_settings(struct ask *k, const struct site *site, bool wrong)
{
    struct settings_page p = {0};
    struct staff_frame s;
    const bool bad_url = wrong && !site_url_ok(site->base_url);
    p.wrong = wrong_if(k, wrong, MSG_form_wrong);
    p.name = (struct field_view){.name = "nama",
                                 .label = MSG_settings_name,
                                 .value = site->name,
                                 .wrong = wrong_if(k, wrong && !bad_url, MSG_settings_name_wrong),
                                 .required = true,
                                 .max = NETWORK_NAME_MAX};
    p.base_url = (struct field_view){.name = "alamat",
                                     .type = "url",
                                     .label = MSG_settings_url,
                                     .value = site->base_url,
                                     .hint = ask_text(k, MSG_settings_url_hint),
                                     .wrong = wrong_if(k, bad_url, MSG_settings_url_wrong),
                                     .autocomplete = "url"};
    add_choices(k, site, &p);
    enum err e = staff_frame(k, ask_text(k, MSG_system_settings), &s);
    if (e) return e;
    html_settings(&k->out, &s, &p);
    return OK;
}

enum err page_settings(struct ask *k)
{
    struct site site;
    enum err e = site_get(k->db, k->mem, &site);
    return e ? e : show_settings(k, &site, false);
}

enum err page_settings_set(struct ask *k)
{
    const struct site site = {form_text(k, "nama"), form_text(k, "zona"), form_text(k, "bahasa"),
                              form_text(k, "alamat")};
    enum zone zone;
    enum lang lang;
    if (!zone_parse(site.zone, &zone) || !lang_parse(site.lang, &lang)) return ERR_ARG;
    enum err e = site_set(k->db, &k->actor, &site, k->out.now);
    if (e == ERR_ARG) {
        k->rs->status = 422;
        return show_settings(k, &site, true);
    }
    return e ? e : page_done(k, STR("/sistem/pengaturan"), "pengaturan");
}
