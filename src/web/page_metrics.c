/* page_metrics.c -- figures for a program that watches (Prometheus' text format 0.0.4), to programs
 * on this computer only. No words of searches and nothing of people is among them. */
#include "base/checked.h"
#include "catalog/change.h"
#include "index/damage.h"
#include "web/internal.h"
#include "web/system.h"
#include "work/doctor.h"

/* # HELP and # TYPE of a figure, in English as the names are. */
static void head(struct buf *b, const char *name, const char *type, const char *what)
{
    buf_printf(b, "# HELP silang_%s %s\n# TYPE silang_%s %s\n", name, what, name, type);
}

static void one(struct buf *b, const char *name, const char *type, const char *what, int64_t value)
{
    head(b, name, type, what);
    buf_printf(b, "silang_%s %lld\n", name, (long long)value);
}

static void labelled(struct buf *b, const char *name, const char *label, const char *value,
                     int64_t n)
{
    buf_printf(b, "silang_%s{%s=\"%s\"} %lld\n", name, label, value, (long long)n);
}

static enum err add_index(struct ask *k, struct buf *b)
{
    struct index_wholeness w = {0};
    int64_t newest = 0;
    enum err e = change_newest(k->db, &newest);
    bool readable = !e && !index_wholeness(k->config->index, &w);
    if (e) return e;
    one(b, "changes_newest", "gauge", "number of the newest change of the catalogue", newest);
    one(b, "index_applied", "gauge", "number of the last change that can be searched", w.applied);
    one(b, "index_whole", "gauge", "0 while the index is damaged or being made anew",
        readable && w.applied >= w.whole);
    return OK;
}

static void add_searches(struct ask *k, struct buf *b)
{
    const struct web *w = k->web;
    if (w->cache) {
        struct cache_counts n = cache_counts(w->cache);
        head(b, "searches_total", "counter", "answers to searches since the start");
        labelled(b, "searches_total", "from", "kept", n.kept);
        labelled(b, "searches_total", "from", "shared", n.passed);
        labelled(b, "searches_total", "from", "index", n.made);
        one(b, "search_cache_bytes", "gauge", "memory of kept answers", (int64_t)n.bytes);
    }
    if (w->budget)
        one(b, "searches_refused_total", "counter", "searches over the budget of strangers",
            budget_refused(w->budget));
}

static enum err add_backups(struct ask *k, struct buf *b)
{
    struct backup_state s;
    enum err e = backup_last(k->db, k->mem, &s);
    if (e) return e;
    one(b, "backup_made_seconds", "gauge", "when the newest backup was made; 0: never",
        s.made.made / 1000000);
    one(b, "backup_proved_seconds", "gauge", "when a backup was last restored for a try; 0: never",
        s.proved.proved / 1000000);
    return OK;
}

/* What `silang doctor` finds without reading everything. */
static enum err add_findings(struct ask *k, struct buf *b)
{
    static const char *const level[DOCTOR_LEVELS] = {"good", "note", "warn", "bad"};
    const struct doctor_order order = {.dir = k->config->dir, .env = k->config->env, .quick = true};
    int64_t n[DOCTOR_LEVELS] = {0};
    struct findings list;
    enum err e = doctor_run(&order, k->mem, &list);
    if (e) return e;
    head(b, "findings", "gauge", "what silang doctor finds, by how bad it is");
    for (size_t i = 0; i < list.n; i++) n[list.item[i].level]++;
    for (int i = 0; i < DOCTOR_LEVELS; i++) labelled(b, "findings", "level", level[i], n[i]);
    return OK;
}

enum err page_metrics(struct ask *k)
{
    struct str peer = k->rq->peer;
    struct buf *b = &k->rs->body;
    if (!str_eq(peer, STR("127.0.0.1")) && !str_eq(peer, STR("::1"))) return ERR_NOT_FOUND;
    http_set(k->rq, k->rs, "Content-Type", STR("text/plain; version=0.0.4; charset=utf-8"));
    enum err e = add_index(k, b);
    add_searches(k, b);
    if (!e) e = add_backups(k, b);
    if (!e && k->config->dir) e = add_findings(k, b);
    return e;
}
