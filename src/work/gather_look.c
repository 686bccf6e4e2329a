/* gather_look.c -- one look at a server: what it offers, and how it misbehaves. Findings are lines
 * "level code=value", level one of + - ! for good, worth knowing, wrong; code is also the message
 * "finding.CODE". */
#include <string.h>
#include <time.h>

#include "base/checked.h"
#include "base/hash.h"
#include "catalog/source_marc.h"
#include "catalog/source_xml.h"
#include "record/oai.h"
#include "work/gathering.h"
#include "work/target_job.h"

#define HOUR_US INT64_C(3600000000)

struct look {
    struct gathering *x;
    struct buf *to;
    struct oai_page page;
    struct str prefix;
    int64_t records, undated, broken, mended, deleted;
    struct str title;
    struct digest first; /* of the identifiers of the first page */
};

static void find(struct look *k, char level, const char *code, struct str value)
{
    buf_add_char(k->to, level);
    job_put(k->to, code, str_slice(value, 0, 200));
}

static void find_number(struct look *k, char level, const char *code, int64_t n)
{
    find(k, level, code, arena_printf(k->x->mem, "%lld", (long long)n));
}

/* ---- asking ---- */

/* False after telling why there is nothing to look at. */
static bool usable(struct look *k)
{
    struct gathering *x = k->x;
    if (x->outcome.n) {
        if (str_eq(x->outcome, STR("unreachable")))
            buf_printf(k->to, "!fetch.%.*s=\n", STR_ARG(x->detail));
        else
            find(k, '!', arena_cstr(x->mem, x->outcome), x->detail);
        return false;
    }
    oai_page_read(buf_str(&x->page), x->mem, &k->page);
    if (!k->page.html && k->page.answer) return true;
    find(k, '!', k->page.html ? "html" : "not-oai", (struct str){0});
    return false;
}

static enum err ask(struct look *k, const char *const *name, const struct str *value, bool *ret)
{
    enum err e = gather_fetch(k->x, fetch_url(k->x->mem, k->x->g.url, name, value));
    *ret = !e && usable(k);
    return e;
}

static enum err ask_verb(struct look *k, const char *verb, bool *ret)
{
    static const char *const names[] = {"verb", NULL};
    const struct str values[] = {str_of(verb)};
    return ask(k, names, values, ret);
}

/* ---- who it is ---- */

/* The hours its clock is ahead of ours, rounded; SLiMS calls its own time UTC. */
static int64_t hours_ahead(const struct look *k)
{
    struct tm tm = {0};
    char text[40] = {0};
    memcpy(text, k->page.date.p ? k->page.date.p : "", MIN(k->page.date.n, sizeof text - 1));
    if (!strptime(text, "%Y-%m-%dT%H:%M:%S", &tm)) return 0;
    int64_t ahead = (int64_t)timegm(&tm) * 1000000 - k->x->t->env->now(k->x->t->env);
    return (ahead + (ahead < 0 ? -HOUR_US / 2 : HOUR_US / 2)) / HOUR_US;
}

static void judge_identity(struct look *k)
{
    struct oai_identify id;
    oai_identify_read(buf_str(&k->x->page), k->x->mem, &id);
    find(k, '+', "reached", id.name.n ? id.name : k->x->answer.url);
    if (!str_eq(k->x->answer.url, STR("")) && str_starts(k->x->g.url, STR("http://")) &&
        str_starts(k->x->answer.url, STR("https://")))
        find(k, '-', "redirected", k->x->answer.url);
    if (gather_is_slims(k->x->g.url))
        find(k, '-', "slims", (struct str){0});
    else if (str_eq(id.deleted, STR("persistent")))
        find(k, '+', "deleted-kept", (struct str){0});
    else
        find(k, '-', "deleted-lost", id.deleted);
    if (!id.earliest.n) find(k, '-', "no-earliest", (struct str){0});
    int64_t hours = hours_ahead(k);
    if (hours) find_number(k, '-', "clock", hours);
}

static enum err judge_formats(struct look *k, bool *ret)
{
    struct strs offered = {0};
    enum err e = ask_verb(k, "ListMetadataFormats", ret);
    if (e || !*ret) return e;
    oai_values(buf_str(&k->x->page), "metadataPrefix", k->x->mem, &offered);
    struct str list = arena_join(k->x->mem, offered.item, offered.n, STR(", "));
    find(k, '+', "formats", list);
    k->prefix = k->x->g.prefix.n ? k->x->g.prefix : gather_choose_prefix(&offered);
    *ret = k->prefix.n != 0;
    find(k, k->prefix.n ? '+' : '!', k->prefix.n ? "chosen" : "no-format", k->prefix);
    return OK;
}

/* ---- its records ---- */

static void judge_record(struct look *k, struct str bytes)
{
    struct arena *a = k->x->mem;
    struct holding_map map = {0};
    struct oai_record r;
    struct bib b = {0};
    struct faults faults = {0};
    if (oai_record_read(bytes, a, &r)) {
        k->broken++;
        return;
    }
    k->undated += !r.datestamp.n;
    k->deleted += r.deleted;
    enum err e = gather_is_marc_prefix(k->prefix)
                     ? source_marc_describe(bytes, SOURCE_OAI_MARC, &map, a, &b, &faults)
                     : source_xml_describe(bytes, SOURCE_OAI, a, &b, &faults);
    k->broken += e != OK;
    for (size_t i = 0; !e && i < faults.n; i++)
        if (faults.item[i].reason == REASON_XML_REPAIRED ||
            faults.item[i].reason == REASON_NOT_UTF8) {
            k->mended++;
            break;
        }
    if (!e && !k->title.n) k->title = b.title;
}

static struct digest read_records(struct look *k, bool judged)
{
    struct digester d;
    struct str rest = buf_str(&k->x->page);
    digest_begin(&d);
    while (rest.n) {
        struct frame f = oai_frame(rest, true);
        struct oai_record r;
        if (f.kind != FRAME_RECORD && f.kind != FRAME_BAD) break;
        struct str bytes = str_slice(rest, f.skip, f.skip + f.length);
        rest = str_slice(rest, f.skip + f.length, rest.n);
        k->records += judged;
        if (judged && f.kind == FRAME_BAD) k->broken++;
        if (f.kind == FRAME_BAD) continue;
        if (judged) judge_record(k, bytes);
        if (!oai_record_read(bytes, k->x->mem, &r)) digest_more(&d, r.identifier);
    }
    return digest_end(&d);
}

static void tell_records(struct look *k)
{
    find_number(k, k->records ? '+' : '!', k->records ? "records" : "empty", k->records);
    if (k->page.size) find_number(k, '+', "size", k->page.size);
    if (k->title.n) find(k, '+', "sample", k->title);
    if (k->broken) find_number(k, k->broken == k->records ? '!' : '-', "broken", k->broken);
    if (k->mended) find_number(k, '-', "mended", k->mended);
    if (k->undated) find_number(k, '-', "undated", k->undated);
}

static enum err second_page(struct look *k)
{
    static const char *const names[] = {"verb", "resumptionToken", "metadataPrefix", NULL};
    struct str token = k->page.token;
    struct str plain[] = {STR("ListRecords"), token, {0}};
    struct str again[] = {STR("ListRecords"), token, k->prefix};
    bool fine = false;
    enum err e = ask(k, names, plain, &fine);
    if (!e && fine && k->page.error.code.n) {
        e = ask(k, names, again, &fine);
        if (!e && fine && !k->page.error.code.n) find(k, '-', "token-format", (struct str){0});
    }
    if (e || !fine) return e;
    struct digest d = read_records(k, false);
    if (k->page.error.code.n)
        find(k, '!', "token-error", k->page.error.code);
    else if (memcmp(d.byte, k->first.byte, sizeof d.byte) == 0 || str_eq(k->page.token, token))
        find(k, '!', "round", (struct str){0});
    else
        find(k, '+', "pages", (struct str){0});
    return OK;
}

static enum err judge_list(struct look *k)
{
    static const char *const names[] = {"verb", "metadataPrefix", "set", NULL};
    const struct str values[] = {STR("ListRecords"), k->prefix, k->x->g.part};
    bool fine = false;
    enum err e = ask(k, names, values, &fine);
    if (e || !fine) return e;
    if (k->page.error.code.n) {
        struct str parts[] = {k->page.error.code, k->page.error.text};
        find(k, '!', "error", arena_join(k->x->mem, parts, 2, STR(": ")));
        return OK;
    }
    k->first = read_records(k, true);
    tell_records(k);
    if (!k->page.ended && !k->page.has_token) find(k, '!', "cut", (struct str){0});
    return k->page.token.n && k->records ? second_page(k) : OK;
}

static enum err look_at_oai(struct look *k)
{
    bool fine = false;
    enum err e = ask_verb(k, "Identify", &fine);
    if (e || !fine) return e;
    judge_identity(k);
    e = judge_formats(k, &fine);
    return e || !fine ? e : judge_list(k);
}

static enum err look_at_file(struct look *k)
{
    struct gathering *x = k->x;
    enum err e = gather_fetch(x, x->g.url);
    if (e) return e;
    if (x->outcome.n) {
        usable(k);
        return OK;
    }
    find_number(k, '+', "file", (int64_t)x->page.n);
    if (!x->answer.etag.n && !x->answer.modified.n) find(k, '-', "no-date", (struct str){0});
    return OK;
}

static bool stopped(void *ctx)
{
    return job_stop(ctx);
}

/* Whether it can be asked for changes alone. */
static enum err look_at_dates(struct look *k, const struct target_site *site)
{
    struct gathering *x = k->x;
    struct target_since since;
    struct target *t = target_open(x->t->env, site, stopped, x->t);
    enum err e = gather_dating(x, t, &since);
    target_close(t);
    if (e) return e;
    if (since.usable)
        find(k, '+', "by-date", since.index.n ? since.index : STR("Bib-1 1012"));
    else
        find(k, '-', "not-by-date", (struct str){0});
    return OK;
}

static enum err look_at_target(struct look *k)
{
    struct gathering *x = k->x;
    struct target_site site;
    gather_site(x, x->mem, &site);
    enum err e = target_look(x->t->env, &site, stopped, x->t, x->mem, k->to);
    bool trouble = str_find(buf_str(k->to), STR("\n!")) < k->to->n;
    return e || trouble || x->g.kind == GATHER_SLIMS ? e : look_at_dates(k, &site);
}

enum err gather_look(struct gathering *x, struct buf *findings)
{
    struct look k = {.x = x, .to = findings};
    if (x->outcome.n) { /* the password is lost */
        find(&k, '!', arena_cstr(x->mem, x->outcome), (struct str){0});
        return OK;
    }
    if (x->g.kind == GATHER_OAI) return look_at_oai(&k);
    if (x->g.kind == GATHER_FOLDER) return gather_folder_look(x, findings);
    return x->g.kind == GATHER_FILE ? look_at_file(&k) : look_at_target(&k);
}
