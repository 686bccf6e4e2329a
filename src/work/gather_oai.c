/* gather_oai.c -- a harvest by OAI-PMH, page by page, from servers that keep the protocol and from
 * those that do not. */
#include <string.h>
#include <time.h>

#include "base/checked.h"
#include "base/hash.h"
#include "base/idmap.h"
#include "record/oai.h"
#include "work/gathering.h"

enum {
    WHOLE_DAYS_KEPT = 30, /* everything again, from a server that tells of deletions */
    WHOLE_DAYS_OTHER = 7, /* from one that does not */
    REPEATS_MAX = 2,      /* pages that came before */
    EMPTY_MAX = 3,        /* pages without a record, with a token */
    RECORDS_MAX = 20000000,
    SAVE_US = 1000000,
    SIZE_SLACK = 10 /* percent of what the server announced that may be missing */
};
#define DAY_US INT64_C(86400000000)

struct harvest {
    struct gathering *x;
    struct arena *seen_mem;
    struct idmap seen; /* digests of the identifiers of pages */
    struct oai_page page;
    struct buf kept;
    int64_t on_page, repeats, empties;
    struct digester identifiers;
    bool ended, restarted, failed;
};

/* ---- formats ---- */

bool gather_is_marc_prefix(struct str prefix)
{
    return str_find(prefix, STR("marc")) < prefix.n || str_find(prefix, STR("MARC")) < prefix.n;
}

struct str gather_choose_prefix(const struct strs *offered)
{
    static const char *const wanted[] = {"marc21", "marcxml",    "marc", "usmarc",
                                         "MARC21", "marc21slim", "mods", "oai_dc"};
    for (size_t w = 0; w < COUNT(wanted); w++)
        for (size_t i = 0; i < offered->n; i++)
            if (str_eq(offered->item[i], str_of(wanted[w]))) return offered->item[i];
    return (struct str){0};
}

bool gather_is_slims(struct str url)
{
    return str_find(url, STR("/oai.php")) < url.n || str_find(url, STR("/oai2.php")) < url.n ||
           str_find(url, STR("p=oai")) < url.n;
}

/* ---- asking ---- */

/* A page of OAI-PMH, or an outcome. */
static enum err ask(struct harvest *h, const char *const *name, const struct str *value)
{
    struct gathering *x = h->x;
    enum err e = gather_fetch(x, fetch_url(x->mem, x->g.url, name, value));
    if (e || x->outcome.n) return e;
    oai_page_read(buf_str(&x->page), x->mem, &h->page);
    if (h->page.html)
        gather_end(x, "html", (struct str){0});
    else if (!h->page.answer)
        gather_end(x, "not-oai", (struct str){0});
    return OK;
}

static enum err ask_verb(struct harvest *h, const char *verb)
{
    static const char *const names[] = {"verb", NULL};
    const struct str values[] = {str_of(verb)};
    return ask(h, names, values);
}

static enum err choose(struct harvest *h)
{
    struct gathering *x = h->x;
    struct strs offered = {0};
    x->g.run.used = x->g.prefix;
    if (x->g.prefix.n) return OK;
    enum err e = ask_verb(h, "ListMetadataFormats");
    if (e || x->outcome.n) return e;
    oai_values(buf_str(&x->page), "metadataPrefix", x->mem, &offered);
    x->g.run.used = arena_copy(x->t->mem, gather_choose_prefix(&offered));
    if (!x->g.run.used.n)
        gather_end(x, "no-format", arena_join(x->mem, offered.item, offered.n, STR(", ")));
    return OK;
}

/* ---- beginning ---- */

/* The day before the server says it is: what changed late that day by another clock is asked for
 * again, and what is the same costs nothing. */
static struct str day_before(struct arena *a, struct str date, int64_t now)
{
    struct tm tm = {0};
    char text[40] = {0};
    memcpy(text, date.p ? date.p : "", MIN(date.n, sizeof text - 1));
    time_t at = (time_t)(now / 1000000);
    if (strptime(text, "%Y-%m-%d", &tm)) at = timegm(&tm);
    at -= 24 * 3600;
    gmtime_r(&at, &tm);
    strftime(text, sizeof text, "%Y-%m-%d", &tm);
    return arena_copy(a, str_of(text));
}

/* Whether everything is asked for, or only what changed. */
static bool wants_whole(const struct gathering *x, struct str deleted, int64_t now)
{
    bool kept = str_eq(deleted, STR("persistent"));
    int64_t days = kept ? WHOLE_DAYS_KEPT : WHOLE_DAYS_OTHER;
    return !x->g.since.n || gather_is_slims(x->g.url) || job_get_i64(x->t->args, "whole", 0) ||
           now - x->g.whole_at > days * DAY_US;
}

static enum err begin(struct harvest *h)
{
    struct gathering *x = h->x;
    struct gather_run *r = &x->g.run;
    struct oai_identify id;
    const int64_t now = x->t->env->now(x->t->env);
    *r = (struct gather_run){.again = r->again};
    h->seen = (struct idmap){0};
    h->repeats = h->empties = 0;
    enum err e = ask_verb(h, "Identify");
    if (e || x->outcome.n) return e;
    oai_identify_read(buf_str(&x->page), x->mem, &id);
    struct str next = day_before(x->t->mem, h->page.date, now);
    bool whole = wants_whole(x, id.deleted, now);
    e = choose(h);
    if (e || x->outcome.n) return e;
    r->began = now;
    r->whole = whole;
    r->next = next;
    x->bytes = 0;
    e = gather_spool_open(x);
    if (!e)
        e = gather_spool_add(x,
                             gather_is_marc_prefix(r->used) ? STR(OAI_KEPT_MARC) : STR(OAI_KEPT));
    return e ? e : gather_spool_save(x);
}

/* ---- one page ---- */

static void keep_record(struct harvest *h, struct str bytes)
{
    struct oai_record r;
    h->on_page++;
    if (oai_record_read(bytes, h->x->mem, &r)) {
        buf_add(&h->kept, bytes); /* refused when it is read, with its reason */
        buf_add_char(&h->kept, '\n');
        return;
    }
    digest_more(&h->identifiers, r.identifier);
    digest_more(&h->identifiers, STR("\n"));
    oai_record_keep(&r, &h->kept);
}

/* Its records, as they are kept. */
static void take_records(struct harvest *h)
{
    struct str rest = buf_str(&h->x->page);
    buf_clear(&h->kept);
    h->on_page = 0;
    digest_begin(&h->identifiers);
    while (rest.n) {
        struct frame f = oai_frame(rest, true);
        if (f.kind != FRAME_RECORD && f.kind != FRAME_BAD) break;
        if (f.kind == FRAME_RECORD) keep_record(h, str_slice(rest, f.skip, f.skip + f.length));
        rest = str_slice(rest, f.skip + f.length, rest.n);
    }
}

/* Whether the same records came before in this run: a server that goes round in circles. */
static bool goes_round(struct harvest *h)
{
    struct digest d = digest_end(&h->identifiers);
    int64_t key = 0;
    if (!h->on_page) return ++h->empties >= EMPTY_MAX && h->page.token.n;
    h->empties = 0;
    memcpy(&key, d.byte, sizeof key);
    key = (key & INT64_MAX) | 1;
    if (idmap_get(&h->seen, key)) return ++h->repeats >= REPEATS_MAX;
    idmap_put(&h->seen, h->seen_mem, key, 1);
    return false;
}

/* ret->error of the page: the end of the run, or another way to ask. */
static void hear_error(struct harvest *h)
{
    struct gathering *x = h->x;
    struct gather_run *r = &x->g.run;
    struct str code = h->page.error.code;
    bool token = r->token.n > 0;
    if (str_eq(code, STR("noRecordsMatch")) && !token) {
        h->ended = true;
    } else if (token && !r->again &&
               (str_eq(code, STR("badArgument")) || str_eq(code, STR("cannotDisseminateFormat")))) {
        r->again = true; /* INLISLite wants the format beside the token */
    } else if (token && str_eq(code, STR("badResumptionToken")) && !h->restarted) {
        h->restarted = true;
        r->began = 0;
    } else {
        struct str parts[] = {code, h->page.error.text};
        gather_end(x, "error", arena_join(x->mem, parts, 2, STR(": ")));
    }
}

static enum err add_page(struct harvest *h)
{
    struct gathering *x = h->x;
    struct gather_run *r = &x->g.run;
    take_records(h);
    if (h->kept.full) {
        gather_end(x, "unreachable", STR("large"));
        return OK;
    }
    bool round = goes_round(h), repeated = h->repeats > 0 && h->on_page;
    if (!h->page.ended && !h->page.has_token) {
        gather_end(x, "cut", (struct str){0});
        return OK;
    }
    enum err e = repeated ? OK : gather_spool_add(x, buf_str(&h->kept));
    if (e) return e;
    r->pages++;
    r->records += repeated ? 0 : h->on_page;
    if (h->page.size) r->size = h->page.size;
    buf_clear(&x->token);
    buf_add(&x->token, h->page.token);
    r->token = buf_str(&x->token);
    h->ended = !r->token.n || round || r->records > RECORDS_MAX;
    /* nobody knows then what it left out */
    h->failed = r->token.n && h->ended;
    job_progress(x->t, "fetching", r->records, r->size);
    return OK;
}

static enum err next_page(struct harvest *h)
{
    static const char *const first[] = {"verb", "metadataPrefix", "from", "set", NULL};
    static const char *const later[] = {"verb", "resumptionToken", "metadataPrefix", NULL};
    struct gathering *x = h->x;
    const struct gather_run *r = &x->g.run;
    const struct str verb = STR("ListRecords"), none = {0};
    const struct str at_first[] = {verb, r->used, r->whole ? none : x->g.since, x->g.part};
    const struct str at_later[] = {verb, r->token, r->again ? r->used : none};
    arena_reset(x->mem);
    enum err e = ask(h, r->token.n ? later : first, r->token.n ? at_later : at_first);
    if (e || x->outcome.n) return e;
    if (h->page.error.code.n) {
        hear_error(h);
        return OK;
    }
    return add_page(h);
}

/* ---- all pages ---- */

static enum err complete(struct harvest *h)
{
    struct gathering *x = h->x;
    struct gather_run *r = &x->g.run;
    bool short_of = r->size && r->records * 100 < r->size * (100 - SIZE_SLACK);
    r->complete = true;
    r->token = (struct str){0};
    if (h->failed || short_of) {
        r->whole = false; /* nothing is missing that perhaps was not sent */
        r->next = x->g.since;
        gather_end(x, h->failed ? "round" : "short",
                   arena_printf(x->mem, "%lld/%lld", (long long)r->records, (long long)r->size));
    }
    return gather_spool_save(x);
}

static enum err pages(struct harvest *h)
{
    struct gathering *x = h->x;
    const struct env *env = x->t->env;
    enum err e = OK;
    while (!e && !h->ended && !x->outcome.n) {
        if (job_stop(x->t)) e = ERR_INTERRUPTED;
        if (!e && env->monotonic(env) > x->slice_end) e = ERR_BUSY;
        if (!e && !x->g.run.began) e = begin(h);
        if (!e && !x->outcome.n) e = next_page(h);
        if (!e && env->monotonic(env) - x->saved > SAVE_US) e = gather_spool_save(x);
    }
    if (h->ended && !e) return complete(h);
    enum err saved = x->g.run.began && x->fd >= 0 ? gather_spool_save(x) : OK;
    return e ? e : saved;
}

enum err gather_oai(struct gathering *x)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct harvest h = {.x = x, .seen_mem = a, .kept = BUF(2 * GATHER_PAGE_MAX)};
    enum err e = x->g.run.began ? gather_spool_open(x) : OK;
    if (!e && !x->g.run.complete) e = pages(&h);
    buf_release(&h.kept);
    return e;
}
