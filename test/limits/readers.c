/* readers.c -- each reader over a whole input, to its end and with what is made of it. */
#include "readers.h"

#include "base/checked.h"
#include "base/image.h"
#include "catalog/match.h"
#include "catalog/query.h"
#include "catalog/query_cql.h"
#include "catalog/source.h"
#include "net/http.h"
#include "net/multipart.h"
#include "record/availability.h"
#include "record/foreign.h"
#include "record/json_row.h"
#include "record/marc_check.h"
#include "record/oai.h"
#include "record/slims_push.h"
#include "record/sru_answer.h"
#include "text/thesaurus.h"
#include "text/words.h"
#include "z3950/bib1.h"
#include "z3950/origin.h"
#include "z3950/output.h"
#include "z3950/session.h"

/* ---- files: whatever they are, as a load reads them ---- */

static void read_file(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct arena CLEANUP(arena_freep) *one = arena_new();
    struct source CLEANUP(source_closep) *s = NULL;
    struct source_unit u;
    struct match_facts facts;
    struct fault why;
    (void)bytes;
    if (source_open(path, STR(""), a, &s, &why)) return;
    while (source_next(s, one, &u) == OK) {
        if (!u.rejected) match_facts_of(&u.bib, one, &facts);
        arena_reset(one);
    }
}

static void look_at_file(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct source_form form;
    struct fault why;
    (void)bytes;
    (void)!source_look(path, STR(""), a, &form, &why);
}

static void read_row(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct bib b;
    struct str bad;
    (void)path;
    (void)!json_row_read(bytes, a, &b, &bad, NULL);
}

static void read_push(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct arena CLEANUP(arena_freep) *one = arena_new();
    struct slims_push p;
    struct bib b;
    size_t at = 0;
    (void)path;
    if (slims_push_read(bytes, a, &p, &at)) return;
    for (size_t i = 0; i < p.records.n; i++) {
        (void)!slims_push_describe(p.records.item[i].bytes, one, &b);
        arena_reset(one);
    }
}

static void read_editor(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct oddities found = {0};
    struct marc m;
    int *line;
    (void)path;
    marc_text_read(bytes, a, &m, &line, &found);
    marc_check(&m, line, a, &found);
    marc_text_write(&m, a);
}

static void read_image(const char *path, struct str bytes)
{
    struct image i;
    struct buf CLEANUP(buf_release) bare = BUF(bytes.n + 40);
    (void)path;
    if (image_read(bytes, &i) == OK) image_bare(bytes, i.kind, &bare);
}

static void read_thesaurus(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct thesaurus *t = NULL;
    enum thesaurus_fault fault;
    int line;
    (void)path;
    (void)!thesaurus_read(bytes, a, &t, &fault, &line);
}

static void read_words(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    (void)path;
    words_key(a, bytes);
    arena_reset(a);
    words_sort_key(a, bytes, STR("ind"));
    arena_reset(a);
    words_name_key(a, bytes);
}

/* ---- questions ---- */

static void read_query(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct index_node *root = NULL;
    struct search_filters filters = {0};
    struct str bad = {0};
    (void)path;
    (void)!query_parse(bytes, INDEX_ANY, NULL, a, &root, &filters, &bad);
}

static void read_cql(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct index_node *root = NULL;
    struct search_filters filters = {0};
    enum index_sort sort = INDEX_BY_RELEVANCE;
    struct cql_problem problem = {0};
    (void)path;
    (void)!query_cql(bytes, a, &root, &filters, &sort, &problem);
}

static void read_rpn(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct ber b = {.rest = bytes};
    struct ber_value v;
    struct diagnostic problem = {0};
    struct bib1_site site = {0};
    struct str cql = {0};
    (void)path;
    if (!ber_next(&b, &v)) return;
    const struct rpn_node *root = rpn_read(&v, a, &problem);
    if (root && !bib1_cql(root, &site, a, &cql, &problem)) read_cql(path, cql);
}

/* A client that sends and reads nothing but refusals. */
static void read_session(const char *path, struct str bytes)
{
    struct session *s = session_new(STR("1"));
    (void)path;
    for (size_t at = 0; at < bytes.n;) {
        size_t n = MIN(MIN(session_room(s), bytes.n - at), (size_t)4096);
        if (!n) break;
        session_take(s, str_slice(bytes, at, at + n));
        at += n;
        for (int i = 0; i < 1000 && (session_out(s)->n || session_question(s).n); i++) {
            if (session_question(s).n) session_answer(s, (struct str){0});
            buf_clear(session_out(s));
            session_go_on(s);
        }
    }
    session_free(s);
}

/* ---- what other servers answer ---- */

static void read_origin(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct ber_frame frame = {0};
    struct origin_answer r;
    struct foreign f;
    size_t length = 0;
    (void)path;
    for (size_t i = 1; i < bytes.n; i += 1000)
        if (ber_frame(&frame, str_slice(bytes, 0, i), ORIGIN_ANSWER_MAX, &length) != BER_MORE)
            break;
    if (ber_frame(&frame, bytes, ORIGIN_ANSWER_MAX, &length) != BER_WHOLE) return;
    if (origin_read(str_slice(bytes, 0, length), a, &r)) return;
    for (size_t i = 0; i < r.records.n; i++)
        (void)!foreign_read_iso2709(r.records.item[i].bytes, a, &f);
}

static void read_sru(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct sru_answer r;
    struct sru_explained x;
    struct foreign f;
    (void)path;
    sru_answer_read(bytes, a, &r);
    for (size_t i = 0; i < r.records.n; i++) (void)!foreign_read_xml(r.records.item[i].data, a, &f);
    sru_explain_read(bytes, a, &x);
}

static void read_oai(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct oai_page p;
    struct oai_identify i;
    struct strs values;
    (void)path;
    oai_page_read(bytes, a, &p);
    oai_identify_read(bytes, a, &i);
    oai_values(bytes, "metadataPrefix", a, &values);
}

static void read_live(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct live_copies c = {0};
    (void)path;
    (void)!daia_read(bytes, a, &c);
    (void)!ilsdi_read(bytes, a, &c);
}

/* ---- bodies of requests ---- */

static void read_form(const char *path, struct str bytes)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct http_pairs pairs = {0};
    (void)path;
    (void)!http_decode_form(bytes, a, &pairs);
}

static enum err begin_part(void *ctx, const struct multipart_part *part)
{
    (void)ctx;
    (void)part;
    return OK;
}

static enum err take_part(void *ctx, struct str piece)
{
    *(size_t *)ctx += piece.n;
    return OK;
}

static enum err end_part(void *ctx)
{
    (void)ctx;
    return OK;
}

static void read_multipart(const char *path, struct str bytes)
{
    size_t n = 0;
    const struct multipart_takes takes = {begin_part, take_part, end_part, &n};
    struct multipart *m = NULL;
    (void)path;
    if (multipart_new(STR("multipart/form-data; boundary=x"), &takes, &m)) return;
    enum err e = OK;
    for (size_t at = 0; !e && at < bytes.n; at += 1000)
        e = multipart_feed(m, str_slice(bytes, at, at + 1000));
    multipart_free(m);
}

const struct reader readers[] = {
    {"availability", read_live},
    {"cql", read_cql},
    {"editor", read_editor},
    {"file", read_file},
    {"form", read_form},
    {"image", read_image},
    {"json-row", read_row},
    {"look", look_at_file},
    {"multipart", read_multipart},
    {"oai", read_oai},
    {"origin", read_origin},
    {"push", read_push},
    {"query", read_query},
    {"rpn", read_rpn},
    {"session", read_session},
    {"sru", read_sru},
    {"thesaurus", read_thesaurus},
    {"words", read_words},
    {0},
};
