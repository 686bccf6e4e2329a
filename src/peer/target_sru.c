/* target_sru.c -- asking over SRU 1.1, 1.2 and 2.0. */
#include "base/checked.h"
#include "peer/target_parts.h"

enum { WORDS_MAX = 12, UNKNOWN_SCHEMA = 66, SCHEMA_NOT_NOW = 67, FIRST_OUT_OF_RANGE = 61 };

/* ---- the query ---- */

/* A word as CQL has it in quotation marks. */
static void add_quoted(struct buf *to, struct str word)
{
    buf_add_char(to, '"');
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] == '"' || word.p[i] == '\\') buf_add_char(to, '\\');
        buf_add_char(to, word.p[i]);
    }
    buf_add_char(to, '"');
}

/* (query) and rec.lastModificationDate >= "2026-11-27" */
static struct str changed_since(const struct target_query *q, struct arena *a)
{
    struct buf CLEANUP(buf_release) b = BUF(8 << 10);
    if (q->text.n) buf_printf(&b, "(%.*s) and ", STR_ARG(q->text));
    buf_printf(&b, "%.*s >= ", STR_ARG(q->since.index));
    add_quoted(&b, target_day(&q->since, a));
    return arena_copy(a, buf_str(&b));
}

/* dc.title="laskar" and dc.title="pelangi": what every server understands. */
static struct str query_of(const struct target *t, const struct target_query *q, struct arena *a)
{
    static const char *const usual[TARGET_FIELDS] = {"", "dc.title", "dc.creator", "bath.isbn"};
    struct buf CLEANUP(buf_release) b = BUF(8 << 10);
    struct str index = target_name(t->site, q->field, usual[q->field]);
    struct strs words;
    if (q->raw && q->since.day.n) return changed_since(q, a);
    if (q->raw) return q->text.n ? q->text : STR("cql.allRecords=1");
    target_words(q->text, WORDS_MAX, a, &words);
    for (size_t i = 0; i < words.n; i++) {
        if (i) buf_add(&b, STR(" and "));
        if (index.n) buf_printf(&b, "%.*s=", STR_ARG(index));
        add_quoted(&b, words.item[i]);
    }
    return arena_copy(a, buf_str(&b));
}

static struct str url_of(const struct target *t, struct str query, struct str schema, int64_t start,
                         int64_t n, struct arena *a)
{
    static const char *const names[] = {"version",       "operation",    "queryType",
                                        "query",         "startRecord",  "maximumRecords",
                                        "recordPacking", "recordSchema", NULL};
    const struct str none = {0}, version = t->site->version.n ? t->site->version : STR("1.2");
    const bool two = str_eq(version, STR("2.0"));
    const struct str values[] = {two ? none : version,
                                 two ? none : STR("searchRetrieve"),
                                 two ? STR("cql") : none,
                                 query,
                                 arena_printf(a, "%lld", (long long)start),
                                 arena_printf(a, "%lld", (long long)n),
                                 two ? none : STR("xml"),
                                 schema};
    return fetch_url(a, t->site->address, names, values);
}

/* ---- the answer ---- */

static void take_records(const struct sru_answer *s, struct arena *a, struct target_answer *ret)
{
    for (size_t i = 0; i < s->records.n; i++) {
        const struct sru_record *r = &s->records.item[i];
        struct target_hit h = {.identifier = r->identifier};
        if (r->refused || foreign_read_xml(r->data, a, &h.record))
            ret->unread++;
        else
            VEC_PUSH(a, &ret->hits, h);
    }
    ret->taken = (int64_t)s->records.n;
}

static enum err ask_once(struct target *t, struct str url, struct arena *a,
                         struct target_answer *ret)
{
    struct sru_answer s;
    enum err e = target_fetch(t, url, a, ret);
    /* some servers say what is wrong with status 400 */
    if (e || (ret->outcome && ret->outcome != TARGET_STATUS)) return e;
    sru_answer_read(arena_copy(a, buf_str(&t->page)), a, &s);
    if (!s.answer) {
        if (!ret->outcome) ret->outcome = TARGET_ODD;
        return OK;
    }
    ret->outcome = TARGET_ANSWERED;
    ret->total = s.total;
    ret->version = s.version;
    if (s.has_problem && s.problem.number != FIRST_OUT_OF_RANGE) {
        target_refused(ret, s.problem.number, s.problem.about.n ? s.problem.about : s.problem.text);
        return OK;
    }
    take_records(&s, a, ret);
    if (!s.ended) {
        ret->outcome = TARGET_UNREACHABLE;
        ret->trouble = FETCH_CUT;
    } else if (s.total < 0 && !s.records.n)
        ret->outcome = TARGET_ODD;
    return OK;
}

enum err target_ask_sru(struct target *t, const struct target_query *q, int64_t start, int64_t n,
                        struct arena *a, struct target_answer *ret)
{
    const struct str query = query_of(t, q, a);
    const struct str schemas[] = {t->site->syntax.n ? t->site->syntax : STR("marcxml"), {0}};
    if (!query.n) {
        ret->total = 0;
        return OK;
    }
    for (size_t i = 0; i < COUNT(schemas); i++) {
        ret->syntax = schemas[i];
        enum err e = ask_once(t, url_of(t, query, schemas[i], start, n, a), a, ret);
        bool schema = ret->code == UNKNOWN_SCHEMA || ret->code == SCHEMA_NOT_NOW;
        if (e || ret->outcome != TARGET_REFUSED || !schema || t->site->syntax.n) return e;
    }
    return OK;
}
