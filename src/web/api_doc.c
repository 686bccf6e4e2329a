/* api_doc.c -- see api_doc.h. */
#include "web/api_doc.h"

#include "base/buf.h"
#include "base/checked.h"
#include "record/json.h"

#define ANSWERS "#/components/responses/"

struct translated {
    struct str english, indonesian;
};

struct reading {
    struct json in;
    struct arena *mem;
    struct api_doc doc;
    struct {
        struct api_answer *item;
        size_t n, cap;
    } shared; /* answers that others refer to, by name */
    struct {
        struct translated *item;
        size_t n, cap;
    } words;
};

/* Loops inside one another have variables of their own. */
#define JOINED(a, b) a##b
#define OWN(a, b)    JOINED(a, b)
#define FIRST        OWN(first_, __LINE__)
#define FINE         OWN(fine_, __LINE__)
#define EACH_MEMBER(j, key)                                                                        \
    for (bool FIRST = true, FINE = json_open(j, '{'); FINE && json_member(j, &FIRST, &(key));)
#define EACH_ELEMENT(j)                                                                            \
    for (bool FIRST = true, FINE = json_open(j, '['); FINE && json_element(j, &FIRST);)

/* Reads a string into *to when the member is called so; whether it was. */
static bool take(struct json *j, struct str key, const char *name, struct str *to)
{
    return str_eq(key, str_of(name)) && json_string(j, to);
}

/* Any value as it stands there. */
static struct str raw(struct json *j)
{
    (void)json_peek(j);
    size_t from = j->at;
    json_skip(j);
    return str_slice(j->s, from, j->at);
}

/* A text, a number, or the first of a list. */
static struct str plain(struct json *j)
{
    struct str s = {0};
    char c = json_peek(j);
    if (c == '"') {
        json_string(j, &s);
    } else if (c == '[') {
        EACH_ELEMENT(j)
        {
            struct str one = plain(j);
            if (!s.n) s = one;
        }
    } else {
        s = raw(j);
    }
    return s;
}

/* ---- parameters ---- */

static struct str list(struct reading *r)
{
    struct strs all = {0};
    EACH_ELEMENT(&r->in) VEC_PUSH(r->mem, &all, plain(&r->in));
    return arena_join(r->mem, all.item, all.n, STR(", "));
}

/* The values there are; else the type. */
static struct str read_values(struct reading *r)
{
    struct str key, type = {0}, values = {0}, inner = {0};
    EACH_MEMBER(&r->in, key)
    {
        if (str_eq(key, STR("enum")))
            values = list(r);
        else if (str_eq(key, STR("items")))
            inner = read_values(r);
        else if (!take(&r->in, key, "type", &type))
            json_skip(&r->in);
    }
    return values.n ? values : inner.n ? inner : type;
}

static void read_parameter(struct reading *r, struct api_parameter *p)
{
    struct str key;
    EACH_MEMBER(&r->in, key)
    {
        if (take(&r->in, key, "name", &p->name) || take(&r->in, key, "in", &p->in) ||
            take(&r->in, key, "description", &p->about))
            continue;
        if (str_eq(key, STR("schema")))
            p->values = read_values(r);
        else if (str_eq(key, STR("example")))
            p->example = plain(&r->in);
        else if (str_eq(key, STR("required")))
            p->required = str_eq(raw(&r->in), STR("true"));
        else
            json_skip(&r->in);
    }
}

/* ---- bodies ---- */

/* "examples": {"rows": {"value": ...}}: the first one. */
static void read_examples(struct reading *r, struct str *to)
{
    struct str name, key;
    EACH_MEMBER(&r->in, name)
    EACH_MEMBER(&r->in, key)
    {
        struct str value = raw(&r->in);
        if (str_eq(key, STR("value")) && !to->n) *to = value;
    }
}

/* "content": {"application/json": {"example": ...}}: the first type that has one. */
static void read_content(struct reading *r, struct str *ret_type, struct str *ret_example)
{
    struct str type, key, example;
    EACH_MEMBER(&r->in, type)
    {
        example = (struct str){0};
        EACH_MEMBER(&r->in, key)
        {
            if (str_eq(key, STR("examples")))
                read_examples(r, &example);
            else if (str_eq(key, STR("example")))
                example = raw(&r->in);
            else
                json_skip(&r->in);
        }
        if (ret_example->n || !example.n) continue;
        *ret_type = type;
        *ret_example = example;
    }
}

static void read_body(struct reading *r, struct api_operation *o)
{
    struct str key;
    EACH_MEMBER(&r->in, key)
    {
        if (str_eq(key, STR("content")))
            read_content(r, &o->body_type, &o->body);
        else
            json_skip(&r->in);
    }
}

/* ---- answers ---- */

static void read_answer(struct reading *r, struct api_answer *to, struct str *example)
{
    struct str key, type;
    EACH_MEMBER(&r->in, key)
    {
        if (take(&r->in, key, "description", &to->about) || take(&r->in, key, "$ref", &to->about))
            continue;
        if (str_eq(key, STR("content")))
            read_content(r, &type, example);
        else
            json_skip(&r->in);
    }
}

static void read_answers(struct reading *r, struct api_operation *o)
{
    struct str status, unused = {0};
    EACH_MEMBER(&r->in, status)
    {
        struct api_answer one = {.status = status};
        read_answer(r, &one, status.p[0] == '2' ? &o->answer : &unused);
        VEC_PUSH(r->mem, &o->answers, one);
    }
}

/* ---- operations ---- */

static void read_operation(struct reading *r, struct api_operation *o)
{
    struct str key;
    struct json *j = &r->in;
    EACH_MEMBER(j, key)
    {
        if (take(j, key, "operationId", &o->id) || take(j, key, "summary", &o->summary) ||
            take(j, key, "description", &o->about) || take(j, key, "x-try", &o->attempt))
            continue;
        if (str_eq(key, STR("tags"))) {
            o->tag = plain(j);
        } else if (str_eq(key, STR("parameters"))) {
            EACH_ELEMENT(j)
            {
                struct api_parameter p = {.required = false};
                read_parameter(r, &p);
                VEC_PUSH(r->mem, &o->parameters, p);
            }
        } else if (str_eq(key, STR("responses"))) {
            read_answers(r, o);
        } else if (str_eq(key, STR("requestBody"))) {
            read_body(r, o);
        } else {
            o->key |= str_eq(key, STR("security"));
            json_skip(j);
        }
    }
}

static struct str upper(struct arena *a, struct str s)
{
    char *p = arena_cstr(a, s);
    for (size_t i = 0; i < s.n; i++)
        if (p[i] >= 'a' && p[i] <= 'z') p[i] = (char)(p[i] - 'a' + 'A');
    return (struct str){p, s.n};
}

static void read_paths(struct reading *r)
{
    struct str path, method;
    EACH_MEMBER(&r->in, path)
    EACH_MEMBER(&r->in, method)
    {
        struct api_operation o = {.path = path, .method = upper(r->mem, method)};
        read_operation(r, &o);
        VEC_PUSH(r->mem, &r->doc.operations, o);
    }
}

/* ---- what stands around them ---- */

static void read_tags(struct reading *r)
{
    struct str key;
    EACH_ELEMENT(&r->in)
    {
        struct api_tag t = {.about = {0}};
        EACH_MEMBER(&r->in, key)
        {
            if (!take(&r->in, key, "name", &t.name) && !take(&r->in, key, "description", &t.about))
                json_skip(&r->in);
        }
        VEC_PUSH(r->mem, &r->doc.tags, t);
    }
}

static void read_components(struct reading *r)
{
    struct str part, unused = {0};
    EACH_MEMBER(&r->in, part)
    {
        if (!str_eq(part, STR("responses"))) {
            json_skip(&r->in);
            continue;
        }
        struct api_answer a = {.about = {0}};
        EACH_MEMBER(&r->in, a.status)
        {
            read_answer(r, &a, &unused);
            VEC_PUSH(r->mem, &r->shared, a);
        }
    }
}

static void read_document(struct reading *r)
{
    struct str key, inner;
    struct translated w;
    EACH_MEMBER(&r->in, key)
    {
        if (str_eq(key, STR("info"))) {
            EACH_MEMBER(&r->in, inner)
            if (!take(&r->in, inner, "description", &r->doc.about)) json_skip(&r->in);
        } else if (str_eq(key, STR("tags"))) {
            read_tags(r);
        } else if (str_eq(key, STR("paths"))) {
            read_paths(r);
        } else if (str_eq(key, STR("components"))) {
            read_components(r);
        } else if (str_eq(key, STR("x-indonesian"))) {
            EACH_MEMBER(&r->in, w.english)
            if (json_string(&r->in, &w.indonesian)) VEC_PUSH(r->mem, &r->words, w);
        } else {
            json_skip(&r->in);
        }
    }
}

/* ---- in the language asked for ---- */

static void translate(const struct reading *r, enum lang lang, struct str *s)
{
    for (size_t i = 0; i < r->words.n && lang == LANG_ID; i++) {
        if (!str_eq(r->words.item[i].english, *s)) continue;
        *s = r->words.item[i].indonesian;
        return;
    }
}

static void finish_answer(const struct reading *r, enum lang lang, struct api_answer *a)
{
    struct str name = str_slice(a->about, STR(ANSWERS).n, a->about.n);
    for (size_t i = 0; i < r->shared.n && str_starts(a->about, STR(ANSWERS)); i++)
        if (str_eq(r->shared.item[i].status, name)) a->about = r->shared.item[i].about;
    translate(r, lang, &a->about);
}

static void finish(const struct reading *r, enum lang lang, struct api_doc *d)
{
    translate(r, lang, &d->about);
    for (size_t i = 0; i < d->tags.n; i++) translate(r, lang, &d->tags.item[i].about);
    for (size_t i = 0; i < d->operations.n; i++) {
        struct api_operation *o = &d->operations.item[i];
        translate(r, lang, &o->summary);
        translate(r, lang, &o->about);
        for (size_t k = 0; k < o->parameters.n; k++)
            translate(r, lang, &o->parameters.item[k].about);
        for (size_t k = 0; k < o->answers.n; k++) finish_answer(r, lang, &o->answers.item[k]);
    }
}

enum err api_doc_read(struct str text, enum lang lang, struct arena *a, struct api_doc *ret)
{
    struct reading r = {.in = {.s = text, .a = a}, .mem = a};
    read_document(&r);
    if (r.in.failed || !r.doc.operations.n) return ERR_FORMAT;
    finish(&r, lang, &r.doc);
    *ret = r.doc;
    return OK;
}

const struct api_operation *api_doc_find(const struct api_doc *d, struct str id)
{
    for (size_t i = 0; i < d->operations.n; i++)
        if (str_eq(d->operations.item[i].id, id)) return &d->operations.item[i];
    return NULL;
}

/* ---- JSON for people ---- */

static void new_line(struct buf *b, size_t depth)
{
    buf_add_char(b, '\n');
    for (size_t i = 0; i < depth; i++) buf_add(b, STR("  "));
}

struct str api_doc_indent(struct str json, size_t lines, struct arena *a)
{
    struct buf CLEANUP(buf_release) b = BUF(256 << 10);
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < json.n && lines; i++) {
        char c = json.p[i];
        bool empty = i + 1 < json.n && (json.p[i + 1] == '}' || json.p[i + 1] == ']');
        bool opens = !quoted && (c == '{' || c == '['), closes = !quoted && (c == '}' || c == ']');
        if (!quoted && (c == ' ' || c == '\n')) continue;
        if (closes && depth) depth--;
        if (closes && i && json.p[i - 1] != '{' && json.p[i - 1] != '[') new_line(&b, depth);
        buf_add_char(&b, c);
        if (c == '\\' && quoted && i + 1 < json.n) buf_add_char(&b, json.p[++i]);
        if (c == '"') quoted = !quoted;
        if (opens) depth++;
        bool breaks = (opens && !empty) || (!quoted && c == ',');
        if (!breaks && !closes) {
            if (!quoted && c == ':') buf_add_char(&b, ' ');
            continue;
        }
        if (breaks && --lines) new_line(&b, depth);
        if (breaks && !lines) buf_add(&b, STR("\n..."));
    }
    return arena_copy(a, buf_str(&b));
}
