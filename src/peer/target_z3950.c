/* target_z3950.c -- asking over Z39.50: one connection, one result set, records presented from it.
 * What comes is read by the BER reader that also reads clients (z3950/ber.h). */
#include <string.h>

#include "base/checked.h"
#include "peer/target_parts.h"
#include "text/marc8.h"
#include "z3950/origin.h"
#include "z3950/output.h"

enum {
    PORT = 210,
    SYNTAXES = 4,
    NO_SYNTAX = 239,
    NOT_IN_SYNTAX = 238,
    OUT_OF_RANGE = 13,
    ATTRIBUTES_FROM = 113, /* diagnostics about attributes other than `use` */
    ATTRIBUTES_TO = 123
};

static const struct {
    const char *name, *oid;
} syntaxes[SYNTAXES] = {{"usmarc", SYNTAX_USMARC},
                        {"xml", SYNTAX_XML},
                        {"unimarc", SYNTAX_UNIMARC},
                        {"sutrs", SYNTAX_SUTRS}};

void target_hang_up(struct target *t)
{
    wire_close(t->wire);
    t->wire = NULL;
    t->set = (struct str){0};
    t->used = 0;
    buf_clear(&t->in);
}

/* ---- messages ---- */

static void broken(struct target_answer *ret, enum fetch_trouble why)
{
    ret->outcome = TARGET_UNREACHABLE;
    ret->trouble = why;
}

/* Sends what is in `out`, and waits for the whole answer. OK with an outcome when there is none. */
static enum err exchange(struct target *t, const struct buf *out, struct arena *a,
                         struct origin_answer *ret, struct target_answer *state)
{
    struct ber_frame frame = {0};
    enum fetch_trouble why = FETCH_FINE;
    size_t length = 0;
    buf_consume(&t->in, t->used);
    t->used = 0;
    enum err e = wire_send(t->wire, buf_str(out), t->deadline, &why);
    while (!e) {
        enum ber_framed got = ber_frame(&frame, buf_str(&t->in), ORIGIN_ANSWER_MAX, &length);
        if (got == BER_WHOLE) break;
        if (got == BER_BROKEN) {
            state->outcome = TARGET_ODD;
            return OK;
        }
        e = wire_take(t->wire, &t->in, t->deadline, &why);
    }
    if (e == ERR_INTERRUPTED) return e;
    if (e) {
        broken(state, why);
        return OK;
    }
    t->used = length;
    if (arena_used(a) > TARGET_ALL_BYTES) {
        broken(state, FETCH_LARGE);
        return OK;
    }
    if (origin_read(arena_copy(a, str_slice(buf_str(&t->in), 0, length)), a, ret))
        state->outcome = TARGET_ODD;
    else if (ret->kind == ORIGIN_CLOSE)
        target_refused(state, 0, ret->why);
    return OK;
}

static enum err connect_to(struct target *t, struct arena *a, struct target_answer *ret)
{
    struct buf CLEANUP(buf_release) out = BUF(4 << 10);
    struct origin_answer answer;
    struct str address = t->site->address;
    enum fetch_trouble why = FETCH_FINE;
    if (str_find_char(address, ':', 0) == address.n)
        address = arena_printf(a, "%.*s:%d", STR_ARG(address), PORT);
    const struct wire_order o = {address, t->site->private_ok, t->stop, t->stop_ctx};
    enum err e = wire_open(t->env, &o, t->deadline, &t->wire, &why);
    if (e == ERR_INTERRUPTED) return e;
    if (e) {
        broken(ret, why);
        return OK;
    }
    origin_write_init(&out, STR(SILANG_VERSION), t->site->login, t->site->password);
    e = exchange(t, &out, a, &answer, ret);
    if (e || ret->outcome) return e;
    if (answer.kind != ORIGIN_INIT)
        ret->outcome = TARGET_ODD;
    else if (!answer.accepted) {
        target_refused(ret, 0, answer.name);
        ret->denied = true;
    }
    t->server = arena_copy(t->mem, answer.name);
    t->version = arena_copy(t->mem, answer.version);
    return OK;
}

/* ---- search ---- */

static struct str term_of(const struct target *t, struct str word, struct arena *a)
{
    size_t strange = 0;
    return str_eq(t->site->charset, STR("marc-8")) ? utf8_marc8(a, word, &strange) : word;
}

static void add_word(struct origin_query *q, int64_t use, struct str term)
{
    q->word[q->n++] = (struct origin_word){.use = use, .term = term};
}

static int64_t use_of(struct str text, int64_t usual)
{
    int64_t n = 0;
    return str_to_i64(text, &n) || n < 1 ? usual : n;
}

/* "1016=kata"; nothing: all records that have a title. */
static void read_raw(struct str text, struct origin_query *q)
{
    enum { TITLE = 4 };
    size_t equals = str_find_char(text, '=', 0);
    if (text.n == 0 || equals == text.n) {
        add_word(q, TITLE, text);
        q->word[0].all = text.n == 0;
        return;
    }
    add_word(q, use_of(str_slice(text, 0, equals), TITLE), str_slice(text, equals + 1, text.n));
}

static void read_since(const struct target_query *q, struct arena *a, struct origin_query *ret)
{
    enum { LAST_MODIFIED = 1012, OR_LATER = 4 };
    if (!q->text.n) ret->n = 0; /* the date alone: not everything with a title besides */
    add_word(ret, LAST_MODIFIED, target_day(&q->since, a));
    ret->word[ret->n - 1].relation = OR_LATER;
    ret->word[ret->n - 1].structure = q->since.structure;
}

static void read_query(const struct target *t, const struct target_query *q, struct arena *a,
                       struct origin_query *ret)
{
    static const int uses[TARGET_FIELDS] = {1016, 4, 1003, 7};
    struct strs words;
    int64_t use = use_of(target_name(t->site, q->field, ""), uses[q->field]);
    *ret = (struct origin_query){0};
    if (q->raw) {
        read_raw(q->text, ret);
        if (q->since.day.n) read_since(q, a, ret);
        return;
    }
    target_words(q->text, ORIGIN_WORDS_MAX, a, &words);
    for (size_t i = 0; i < words.n; i++) add_word(ret, use, term_of(t, words.item[i], a));
}

static enum err search(struct target *t, struct origin_query *q, struct str syntax, struct arena *a,
                       struct target_answer *ret)
{
    const struct str database = t->site->database.n ? t->site->database : STR("Default");
    struct origin_answer answer = {0};
    for (int i = 0; i < 2; i++) {
        struct buf CLEANUP(buf_release) out = BUF(16 << 10);
        origin_write_search(&out, q, database, syntax);
        enum err e = exchange(t, &out, a, &answer, ret);
        if (e || ret->outcome) return e;
        bool attribute =
            answer.problem.code >= ATTRIBUTES_FROM && answer.problem.code <= ATTRIBUTES_TO;
        if (!attribute || q->plain) break;
        q->plain = true;
    }
    if (answer.kind != ORIGIN_SEARCH)
        ret->outcome = TARGET_ODD;
    else if (!answer.found || answer.problem.code)
        target_refused(ret, answer.problem.code, answer.problem.about);
    t->set_total = answer.total;
    return OK;
}

/* ---- records ---- */

static void take_record(const struct origin_record *r, struct arena *a, struct target_answer *ret)
{
    struct target_hit h = {0};
    enum err e = ERR_FORMAT;
    if (r->problem.code)
        e = ERR_FORMAT;
    else if (str_eq(r->syntax, STR(SYNTAX_SUTRS)))
        e = foreign_read_text(r->bytes, a, &h.record);
    else if (str_eq(r->syntax, STR(SYNTAX_XML)))
        e = foreign_read_xml(r->bytes, a, &h.record);
    else
        e = foreign_read_iso2709(r->bytes, a, &h.record);
    ret->taken++;
    if (e)
        ret->unread++;
    else
        VEC_PUSH(a, &ret->hits, h);
}

/* Servers may give fewer than they were asked for; then the rest is asked for. */
static enum err present(struct target *t, int64_t start, int64_t n, struct str syntax,
                        struct arena *a, struct target_answer *ret)
{
    while (ret->taken < n) {
        struct buf CLEANUP(buf_release) out = BUF(4 << 10);
        struct origin_answer answer = {0};
        origin_write_present(&out, start + ret->taken, n - ret->taken, syntax, STR("F"));
        enum err e = exchange(t, &out, a, &answer, ret);
        if (e || ret->outcome) return e;
        if (answer.kind != ORIGIN_PRESENT) {
            ret->outcome = TARGET_ODD;
            return OK;
        }
        for (size_t i = 0; i < answer.records.n && ret->taken < n; i++)
            take_record(&answer.records.item[i], a, ret);
        if (answer.problem.code) {
            target_refused(ret, answer.problem.code, answer.problem.about);
            return OK;
        }
        if (!answer.records.n) break;
    }
    return OK;
}

/* Each syntax in turn, until one is not refused. */
static enum err present_somehow(struct target *t, int64_t start, int64_t n, struct arena *a,
                                struct target_answer *ret)
{
    for (int i = 0; i < SYNTAXES; i++) {
        struct str name = str_of(syntaxes[i].name);
        if (t->site->syntax.n && !str_eq(t->site->syntax, name)) continue;
        const struct target_answer before = *ret;
        ret->syntax = name;
        enum err e = present(t, start, n, str_of(syntaxes[i].oid), a, ret);
        bool refused = ret->outcome == TARGET_REFUSED && !ret->hits.n &&
                       (ret->code == NO_SYNTAX || ret->code == NOT_IN_SYNTAX);
        if (ret->outcome == TARGET_ANSWERED && !ret->hits.n && ret->unread == ret->taken)
            refused = true; /* a diagnostic in the place of each */
        if (e || !refused || t->site->syntax.n || i + 1 == SYNTAXES) return e;
        *ret = before;
    }
    return OK;
}

enum err target_ask_z3950(struct target *t, const struct target_query *q, int64_t start, int64_t n,
                          struct arena *a, struct target_answer *ret)
{
    struct origin_query query;
    struct str parts[] = {str_of(target_field_name(q->field)), q->text,
                          q->raw ? STR("raw") : STR("w"), target_day(&q->since, a),
                          q->since.structure ? STR("date") : STR("any")};
    struct str set = arena_join(a, parts, COUNT(parts), STR("\n"));
    read_query(t, q, a, &query);
    ret->total = 0;
    if (!query.n) return OK;
    enum err e = t->wire ? OK : connect_to(t, a, ret);
    if (!e && !ret->outcome && !str_eq(set, t->set)) {
        e = search(t, &query, (struct str){0}, a, ret);
        if (!e && !ret->outcome) t->set = arena_copy(t->mem, set);
    }
    ret->server = t->server;
    ret->version = t->version;
    ret->total = ret->outcome ? -1 : t->set_total;
    if (!e && !ret->outcome && start <= t->set_total)
        e = present_somehow(t, start, MIN(n, t->set_total - start + 1), a, ret);
    if (ret->outcome == TARGET_REFUSED && ret->code == OUT_OF_RANGE)
        ret->outcome = TARGET_ANSWERED; /* the result set shrank */
    if (e || ret->outcome == TARGET_UNREACHABLE || ret->outcome == TARGET_ODD) target_hang_up(t);
    return e;
}
