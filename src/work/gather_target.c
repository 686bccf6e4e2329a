/* gather_target.c -- everything of a catalogue that is asked: over SRU, Z39.50, or the pages of a
 * SLiMS, window by window. What came is kept as a harvest of OAI-PMH is; where it goes on is the
 * position of the next record. Most of them do not tell what changed, so each run asks for all;
 * those that can be asked by the date of the last change are asked for everything once a week. */
#include <string.h>

#include "base/checked.h"
#include "base/hash.h"
#include "base/idmap.h"
#include "record/marcxml_write.h"
#include "record/oai.h"
#include "work/gathering.h"

enum {
    WINDOW = 50,
    WINDOW_SLIMS = 20, /* each of which is a page */
    WINDOW_SECONDS = 60,
    RECORDS_MAX = 20000000,
    RECORD_MAX = 2 << 20,
    SAVE_US = 1000000,
    WHOLE_DAYS = 7,
    SIZE_SLACK = 10 /* percent of what the server announced that may be missing */
};

struct asking {
    struct gathering *x;
    struct target *t;
    struct target_site site;
    struct arena *seen_mem;
    struct idmap seen; /* digests of the identifiers of windows */
    struct buf kept;
    struct target_since since; /* of a run that asks for changes alone */
    bool ended, round;
    bool no_details; /* this SLiMS has no pages of records as XML */
};

void gather_site(const struct gathering *x, struct arena *a, struct target_site *ret)
{
    static const enum target_kind kinds[GATHER_KINDS] = {
        [GATHER_SRU] = TARGET_SRU, [GATHER_Z3950] = TARGET_Z3950, [GATHER_SLIMS] = TARGET_SLIMS};
    struct target_site s = {.kind = kinds[x->g.kind],
                            .address = x->g.url,
                            .syntax = x->g.prefix,
                            .seconds = WINDOW_SECONDS,
                            .login = x->g.login,
                            .password = x->password,
                            .private_ok = x->private_ok};
    if (x->g.kind == GATHER_Z3950) {
        struct str rest = str_slice(x->g.url, str_find(x->g.url, STR("://")) + 3, x->g.url.n);
        size_t slash = str_find_char(rest, '/', 0);
        s.address = arena_copy(a, str_slice(rest, 0, slash));
        s.database = arena_copy(a, str_slice(rest, slash + 1, rest.n));
    }
    *ret = s;
}

static bool stopped(void *ctx)
{
    return job_stop(ctx);
}

/* ---- beginning ---- */

/* Where the run goes on. */
static int64_t position(const struct gathering *x)
{
    int64_t n = 0;
    return str_to_i64(x->g.run.token, &n) || n < 1 ? 1 : n;
}

/* What is kept is MARC, or XML of another kind: decided by the first record. */
static enum err begin(struct asking *k, const struct target_answer *r)
{
    struct gathering *x = k->x;
    const enum foreign_form f = r->hits.n ? r->hits.item[0].record.form : FOREIGN_MARC;
    const bool marc = f == FOREIGN_MARC || f == FOREIGN_UNIMARC;
    const int64_t now = x->t->env->now(x->t->env);
    x->g.run = (struct gather_run){.began = now, .whole = !k->since.day.n};
    /* what changed late that day by another clock is asked for again */
    x->g.run.next = gather_day(x->t->mem, now, -1);
    x->g.run.used = marc ? STR("marc") : STR("xml");
    x->bytes = 0;
    enum err e = gather_spool_open(x);
    if (!e) e = gather_spool_add(x, marc ? STR(OAI_KEPT_MARC) : STR(OAI_KEPT));
    return e ? e : gather_spool_save(x);
}

/* ---- one window ---- */

/* The outcome of a window that failed. */
static void judge(struct gathering *x, const struct target_answer *r)
{
    if (r->denied) gather_end(x, "login", (struct str){0});
    switch (r->outcome) {
    case TARGET_UNREACHABLE:
        gather_end(x, "unreachable", str_of(fetch_trouble_name(r->trouble)));
        return;
    case TARGET_STATUS:
        if (r->code == 503 || r->code == 429)
            gather_end(x, "later", (struct str){0});
        else
            gather_end(x, "status", arena_printf(x->mem, "%lld", (long long)r->code));
        return;
    case TARGET_REFUSED:
        gather_end(x, "error",
                   arena_printf(x->mem, "%lld: %.*s", (long long)r->code, STR_ARG(r->about)));
        return;
    case TARGET_ODD: gather_end(x, "not-protocol", (struct str){0}); return;
    default: return;
    }
}

/* The record as it came, or as XML when it did not come as such; empty: it cannot be kept. */
static struct str metadata_of(struct asking *k, const struct foreign *f)
{
    struct buf CLEANUP(buf_release) b = BUF(RECORD_MAX);
    if (f->xml.n || f->form == FOREIGN_TEXT) return f->xml;
    marcxml_alone(&f->marc, k->x->mem, &b);
    return b.full ? (struct str){0} : arena_copy(k->x->mem, buf_str(&b));
}

/* Known by the server's number, else by that in the record, else by what it says. */
static struct str identifier_of(struct asking *k, const struct target_hit *h, struct str metadata)
{
    char hex[DIGEST_HEX + 1];
    if (h->identifier.n) return h->identifier;
    if (h->record.bib.control.n) return h->record.bib.control;
    struct digest d = digest_of(metadata);
    digest_hex(&d, hex);
    return arena_copy(k->x->mem, str_of(hex));
}

/* The page of the record itself says more than the list. */
static enum err with_details(struct asking *k, struct target_hit *h)
{
    struct gathering *x = k->x;
    struct target_answer one;
    if (x->g.kind != GATHER_SLIMS || k->no_details || !h->identifier.n) return OK;
    enum err e = gather_courtesy(x);
    if (!e) e = target_detail(k->t, h->identifier, x->mem, &one);
    x->asked_at = x->t->env->monotonic(x->t->env);
    if (e) return e;
    if (one.hits.n)
        *h = one.hits.item[0];
    else if (one.outcome == TARGET_UNREACHABLE)
        judge(x, &one);
    else
        k->no_details = true;
    return OK;
}

static enum err keep_records(struct asking *k, const struct target_answer *r, struct digest *ret)
{
    struct gathering *x = k->x;
    struct digester d;
    enum err e = OK;
    buf_clear(&k->kept);
    digest_begin(&d);
    for (size_t i = 0; !e && !x->outcome.n && i < r->hits.n; i++) {
        struct target_hit h = r->hits.item[i];
        e = with_details(k, &h);
        if (e) break;
        struct str metadata = metadata_of(k, &h.record);
        const struct oai_record one = {.identifier = identifier_of(k, &h, metadata),
                                       .metadata = metadata};
        x->g.run.again |= !metadata.n;
        digest_more(&d, one.identifier);
        digest_more(&d, STR("\n"));
        if (metadata.n) oai_record_keep(&one, &k->kept);
    }
    *ret = digest_end(&d);
    return e;
}

/* Whether the same records came before in this run. */
static bool goes_round(struct asking *k, const struct digest *d)
{
    int64_t key = 0;
    memcpy(&key, d->byte, sizeof key);
    key = (key & INT64_MAX) | 1;
    if (idmap_get(&k->seen, key)) return true;
    idmap_put(&k->seen, k->seen_mem, key, 1);
    return false;
}

static enum err add_window(struct asking *k, const struct target_answer *r, int64_t start,
                           int64_t asked)
{
    struct gathering *x = k->x;
    struct gather_run *run = &x->g.run;
    struct digest d;
    enum err e = keep_records(k, r, &d);
    if (e || x->outcome.n) return e;
    k->round = r->hits.n && goes_round(k, &d);
    e = k->round ? OK : gather_spool_add(x, buf_str(&k->kept));
    if (e) return e;
    const int64_t next = start + r->taken;
    run->again |= r->unread > 0; /* then what is missing was perhaps only not readable */
    run->pages++;
    run->records += k->round ? 0 : r->taken;
    run->size = MAX(r->total, (int64_t)0);
    k->ended = k->round || r->taken == 0 || run->records > RECORDS_MAX ||
               (r->total >= 0 && next > r->total && r->taken < asked);
    buf_clear(&x->token);
    buf_add_i64(&x->token, next);
    run->token = buf_str(&x->token);
    job_progress(x->t, "fetching", run->records, run->size);
    return OK;
}

static enum err next_window(struct asking *k)
{
    struct gathering *x = k->x;
    const struct target_query q = {.text = x->g.part, .raw = true, .since = k->since};
    const int64_t n = x->g.kind == GATHER_SLIMS ? WINDOW_SLIMS : WINDOW;
    const int64_t start = x->g.run.began ? position(x) : 1;
    struct target_answer r;
    arena_reset(x->mem);
    enum err e = gather_courtesy(x);
    if (!e) e = target_ask(k->t, &q, start, n, x->mem, &r);
    x->asked_at = x->t->env->monotonic(x->t->env);
    if (e) return e;
    x->answer.took_us = r.took_us;
    judge(x, &r);
    if (x->outcome.n) return OK;
    if (!x->g.run.began) e = begin(k, &r);
    return e ? e : add_window(k, &r, start, n);
}

/* ---- all of them ---- */

static enum err complete(struct asking *k)
{
    struct gathering *x = k->x;
    struct gather_run *r = &x->g.run;
    bool short_of = r->size && r->records * 100 < r->size * (100 - SIZE_SLACK);
    r->complete = true;
    r->token = (struct str){0};
    if (k->round || short_of || r->again) r->next = x->g.since;
    if (r->again) r->whole = false; /* nothing is missing that only could not be read */
    if (k->round || short_of) {
        r->whole = false;
        gather_end(x, k->round ? "round" : "short",
                   arena_printf(x->mem, "%lld/%lld", (long long)r->records, (long long)r->size));
    }
    return gather_spool_save(x);
}

/* Whether this run asks for changes alone, and how. One that is under way stays what it is, unless
 * the server has forgotten how. */
static enum err choose_since(struct asking *k)
{
    struct gathering *x = k->x;
    struct gather_run *r = &x->g.run;
    const int64_t age = x->t->env->now(x->t->env) - x->g.whole_at;
    const bool whole = !x->g.since.n || !x->g.whole_at || job_get_i64(x->t->args, "whole", 0) ||
                       age > WHOLE_DAYS * INT64_C(86400000000);
    if (r->began ? r->whole : whole) return OK;
    arena_reset(x->mem);
    enum err e = gather_dating(x, k->t, &k->since);
    if (!e && k->since.usable) k->since.day = x->g.since;
    if (!e && !k->since.usable && r->began) r->began = 0;
    return e;
}

static enum err windows(struct asking *k)
{
    struct gathering *x = k->x;
    const struct env *env = x->t->env;
    enum err e = choose_since(k);
    while (!e && !k->ended && !x->outcome.n) {
        if (job_stop(x->t)) e = ERR_INTERRUPTED;
        if (!e && env->monotonic(env) > x->slice_end) e = ERR_BUSY;
        if (!e) e = next_window(k);
        if (!e && x->g.run.began && env->monotonic(env) - x->saved > SAVE_US)
            e = gather_spool_save(x);
    }
    if (k->ended && !e) return complete(k);
    enum err saved = x->g.run.began && x->fd >= 0 ? gather_spool_save(x) : OK;
    return e ? e : saved;
}

enum err gather_target(struct gathering *x)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct asking k = {.x = x, .seen_mem = a, .kept = BUF(2 * GATHER_PAGE_MAX)};
    gather_site(x, a, &k.site);
    k.t = target_open(x->t->env, &k.site, stopped, x->t);
    enum err e = x->g.run.began ? gather_spool_open(x) : OK;
    if (!e && !x->g.run.complete) e = windows(&k);
    target_close(k.t);
    buf_release(&k.kept);
    return e;
}
