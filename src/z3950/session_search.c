/* session_search.c -- Search, Sort, Delete and Scan: Z39.50-2003, 3.2.2, 3.2.7, 3.2.4, 3.2.8. */
#include "base/checked.h"
#include "text/utf8.h"
#include "z3950/session_internal.h"

/* ---- Search ---- */

static bool find_cql(void *ctx, struct str name, struct str *ret)
{
    struct session *s = ctx;
    struct result_set *set = sets_find(s, name);
    if (!set) return false;
    *ret = arena_copy(s->mem, buf_str(&set->cql));
    return true;
}

static struct bib1_site site_of(struct session *s)
{
    return (struct bib1_site){.marc8 = s->marc8, .set = find_cql, .ctx = s};
}

static struct diagnostic read_query(struct session *s, const struct pdu_search *q, struct str *ret)
{
    struct bib1_site site = site_of(s);
    struct diagnostic problem = {0};
    if (q->kind == QUERY_OTHER) return (struct diagnostic){DIAGNOSTIC_QUERY_TYPE, {0}};
    if (q->kind == QUERY_CQL) {
        *ret = q->cql;
        return utf8_valid(q->cql) ? problem : (struct diagnostic){DIAGNOSTIC_MALFORMED, {0}};
    }
    const struct rpn_node *root = rpn_read(&q->query, s->mem, &problem);
    if (root && bib1_cql(root, &site, s->mem, ret, &problem) == OK) return problem;
    return problem;
}

/* As the Library of Congress does it: a database whose name ends so gives MARC-8. */
static bool asks_marc8(struct str database)
{
    struct str end = STR("_MARC8");
    return database.n >= end.n &&
           str_eq_nocase(str_slice(database, database.n - end.n, database.n), end);
}

static struct diagnostic prepare(struct session *s, const struct pdu_search *q, struct str *ret_cql)
{
    struct result_set *old = sets_find(s, q->set);
    if (q->set.n > SESSION_SET_NAME_MAX) return (struct diagnostic){DIAGNOSTIC_SET_NAME, {0}};
    if (old && !q->replace) return (struct diagnostic){DIAGNOSTIC_SET_EXISTS, {0}};
    if (!old && s->sets == SESSION_SETS_MAX)
        return (struct diagnostic){DIAGNOSTIC_TOO_MANY_SETS, {0}};
    if (q->small < 0 || q->large < 0 || q->medium < 0)
        return (struct diagnostic){DIAGNOSTIC_OUT_OF_RANGE, {0}};
    return read_query(s, q, ret_cql);
}

static void refuse_search(struct session *s, const struct diagnostic *d)
{
    struct pdu_reply r = session_reply(s);
    struct pdu_found f = {.problem = *d};
    pdu_write_search(&s->out, &r, &f);
}

/* The records that come with the answer; nothing is wrong when they cannot: a Present will say. */
static const char *likely_schema(const struct pdu_search *q)
{
    struct output o = {0};
    struct str elements = q->small ? q->small_elements : q->medium_elements;
    return output_choose(q->syntax, elements, (struct str){0}, &o).code ? "parcel" : o.schema;
}

void session_search(struct session *s, const struct pdu_search *q)
{
    struct str cql = {0};
    struct diagnostic d = prepare(s, q, &cql);
    if (d.code) {
        refuse_search(s, &d);
        return;
    }
    struct result_set *set = sets_make(s, q->set);
    set_value(&set->cql, cql);
    set_value(&set->database, utf8_cut(q->databases.item[0], SESSION_SET_NAME_MAX));
    set->marc8 = s->marc8 || asks_marc8(q->databases.item[0]);
    set->ranked = str_find(cql, STR(BIB1_RELEVANT)) < cql.n;
    ask_records(s, set, likely_schema(q), 1, PAGE_FIRST);
    s->waiting = WAIT_SEARCH;
}

/* 3.2.2.1.6: small sets come whole, of medium ones as many as were asked for. */
static int64_t piggyback_count(const struct pdu_search *q, int64_t total)
{
    int64_t n = total <= q->small ? total : total < q->large ? MIN(q->medium, total) : 0;
    return MIN(n, (int64_t)SESSION_PIGGYBACK_MAX);
}

static void begin_piggyback(struct session *s, const struct pdu_search *q, struct result_set *set,
                            int64_t n)
{
    struct str elements = set->total <= q->small ? q->small_elements : q->medium_elements;
    s->piggyback = true;
    s->wanted = (struct pdu_range){1, n};
    s->fetch =
        (struct fetching){.set = set,
                          .output = {.marc8 = set->marc8, .database = buf_str(&set->database)},
                          .range = &s->wanted,
                          .ranges = 1,
                          .records = BUF(SESSION_ANSWER_MAX * 2)};
    s->fetch.problem = output_choose(q->syntax, elements, (struct str){0}, &s->fetch.output);
    session_fetch(s);
}

void session_search_answer(struct session *s, struct str xml)
{
    const struct pdu_search *q = &s->request.as.search;
    struct result_set *set = sets_find(s, q->set);
    struct sru_found found = {.problem = {DIAGNOSTIC_BUSY, {0}}};
    if (xml.n) sru_read_found(xml, s->mem, &found);
    if (found.problem.code) {
        sets_remove(s, set);
        refuse_search(s, &found.problem);
        return;
    }
    set->total = found.total;
    page_keep(s, set, likely_schema(q), 1, xml);
    s->search_total = found.total;
    int64_t n = piggyback_count(q, found.total);
    if (n > 0) {
        begin_piggyback(s, q, set, n);
        return;
    }
    struct pdu_reply r = session_reply(s);
    struct pdu_found f = {.total = found.total, .found = true, .next = found.total > 0};
    pdu_write_search(&s->out, &r, &f);
}

/* ---- Sort ---- */

static struct diagnostic read_keys(const struct pdu_sort *q, struct buf *to)
{
    if (q->too_many) return (struct diagnostic){DIAGNOSTIC_TOO_MANY_KEYS, {0}};
    buf_add(to, STR(" sortby"));
    for (size_t i = 0; i < q->n; i++) {
        const struct pdu_key *k = &q->key[i];
        if (k->odd) return (struct diagnostic){DIAGNOSTIC_DATABASE_SORT, {0}};
        if (k->bad_relation) return (struct diagnostic){DIAGNOSTIC_SORT_RELATION, {0}};
        struct str order = bib1_order(&k->attributes);
        if (!order.n) return (struct diagnostic){DIAGNOSTIC_SORT_SEQUENCE, {0}};
        buf_printf(to, " %.*s/sort.%s", STR_ARG(order), k->descending ? "descending" : "ascending");
    }
    return (struct diagnostic){0};
}

static void finish_sort(struct session *s, int64_t total, struct diagnostic d)
{
    struct pdu_reply r = session_reply(s);
    pdu_write_sort(&s->out, &r, total, &d);
}

void session_sort(struct session *s, const struct pdu_sort *q)
{
    struct buf CLEANUP(buf_release) order = BUF(400);
    struct result_set *from = sets_find(s, q->inputs.item[0]);
    struct diagnostic d = read_keys(q, &order);
    if (q->inputs.n > 1) d = (struct diagnostic){DIAGNOSTIC_TOO_MANY_INPUTS, {0}};
    if (!d.code && !from) d = (struct diagnostic){DIAGNOSTIC_NO_SUCH_SET, q->inputs.item[0]};
    if (q->output.n > SESSION_SET_NAME_MAX) d = (struct diagnostic){DIAGNOSTIC_SET_NAME, {0}};
    if (!d.code && !sets_find(s, q->output) && s->sets == SESSION_SETS_MAX)
        d = (struct diagnostic){DIAGNOSTIC_TOO_MANY_SETS, {0}};
    if (d.code) {
        finish_sort(s, 0, d);
        return;
    }
    struct str cql = arena_copy(s->mem, buf_str(&from->cql));
    struct str database = arena_copy(s->mem, buf_str(&from->database));
    int64_t total = from->total;
    bool marc8 = from->marc8;
    struct result_set *to = sets_make(s, q->output);
    set_value(&to->cql, cql);
    set_value(&to->database, database);
    set_value(&to->order, buf_str(&order));
    to->total = total;
    to->marc8 = marc8;
    ask_records(s, to, "parcel", 1, PAGE_FIRST);
    s->waiting = WAIT_SORT;
}

void session_sort_answer(struct session *s, struct str xml)
{
    struct result_set *set = sets_find(s, s->request.as.sort.output);
    struct sru_found found = {.problem = {DIAGNOSTIC_BUSY, {0}}};
    if (xml.n) sru_read_found(xml, s->mem, &found);
    if (found.problem.code) {
        sets_remove(s, set);
    } else {
        set->total = found.total;
        page_keep(s, set, "parcel", 1, xml);
    }
    finish_sort(s, found.total, found.problem);
}

/* ---- Delete ---- */

void session_delete(struct session *s, const struct pdu_delete *q)
{
    enum { DELETED = 0, NO_SUCH_SET = 1 };
    int status[PDU_NAMES_MAX];
    struct pdu_reply r = session_reply(s);
    struct strs none = {0};
    for (size_t i = 0; !q->all && i < q->sets.n; i++) {
        struct result_set *set = sets_find(s, q->sets.item[i]);
        status[i] = set ? DELETED : NO_SUCH_SET;
        if (set) sets_remove(s, set);
    }
    if (q->all) sets_clear(s);
    pdu_write_delete(&s->out, &r, q->all ? &none : &q->sets, status);
}

/* ---- Scan ---- */

static void refuse_scan(struct session *s, struct diagnostic d)
{
    struct pdu_reply r = session_reply(s);
    struct pdu_list l = {.problem = d};
    pdu_write_scan(&s->out, &r, &l);
}

void session_scan(struct session *s, const struct pdu_scan *q)
{
    struct bib1_site site = site_of(s);
    struct diagnostic d = {0};
    struct str clause, set = q->attribute_set.n ? q->attribute_set : STR(BIB1_SET);
    const struct rpn_node *n = rpn_read_term(&q->clause, set, s->mem, &d);
    if (q->step) d = (struct diagnostic){DIAGNOSTIC_SCAN_STEP, {0}};
    int64_t most = MIN(q->n, (int64_t)SESSION_SCAN_MAX);
    if (q->n < 1 || q->position < 0 || q->position > most + 1)
        d = (struct diagnostic){DIAGNOSTIC_SCAN_POSITION, {0}};
    if (d.code || bib1_scan(n, &site, s->mem, &clause, &d)) {
        refuse_scan(s, d);
        return;
    }
    ask_scan(s, clause, q->position, most);
    s->waiting = WAIT_SCAN;
}

/* Where the term stands, or would stand: at the place asked for when the list reaches that far
 * back. An answer that is short by its front begins at the start of the list. */
static int64_t position_of(const struct session *s, const struct sru_list *l)
{
    const struct pdu_scan *q = &s->request.as.scan;
    struct diagnostic d = {0};
    const struct rpn_node *n = rpn_read_term(&q->clause, STR(BIB1_SET), s->mem, &d);
    struct str term = n ? str_trim(bib1_text(s->mem, n->term, s->marc8)) : (struct str){0};
    for (size_t i = 0; i < l->n; i++)
        if (str_eq_nocase(l->item[i].value, term)) return (int64_t)i + 1;
    return MIN(q->position, (int64_t)l->n + 1);
}

void session_scan_answer(struct session *s, struct str xml)
{
    const struct pdu_scan *q = &s->request.as.scan;
    struct sru_list found = {.problem = {DIAGNOSTIC_BUSY, {0}}};
    if (xml.n) sru_read_list(xml, s->mem, &found);
    if (found.problem.code) {
        refuse_scan(s, found.problem);
        return;
    }
    struct pdu_reply r = session_reply(s);
    struct pdu_entry *entry = arena_array(s->mem, struct pdu_entry, found.n + 1);
    for (size_t i = 0; i < found.n; i++)
        entry[i] = (struct pdu_entry){found.item[i].value, found.item[i].shown,
                                      MAX(found.item[i].count, (int64_t)0)};
    struct pdu_list l = {.entry = entry,
                         .n = found.n,
                         .position = position_of(s, &found),
                         .partial = (int64_t)found.n < q->n};
    pdu_write_scan(&s->out, &r, &l);
}
