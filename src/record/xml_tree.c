/* xml_tree.c -- see xml_tree.h. */
#include "record/xml_tree.h"

#include <string.h>

#include "base/buf.h"
#include "base/checked.h"
#include "record/xml.h"
#include "record/xml_mend.h"
#include "text/utf8.h"

enum { ATTRIBUTES_KEPT = 16 };

/* An element whose end has not come yet. */
struct open_node {
    struct xml_node *node, *last;
    size_t text; /* where its text begins in reader.text */
};

struct reader {
    struct xml *x;
    struct arena *a;
    struct open_node open[XML_DEPTH_MAX + 1];
    int depth;
    size_t nodes;
    struct xml_node *root;
    struct buf text;
    struct str rest;
    bool full;
};

/* ---- events ---- */

static const struct strs *attributes(struct arena *a, const char *const *attr)
{
    struct strs *list = arena_make(a, struct strs);
    for (size_t i = 0; attr[i] && list->n < 2 * ATTRIBUTES_KEPT; i++) {
        struct str s = str_of(attr[i]);
        size_t colon = i % 2 ? s.n : str_find_char(s, ':', 0);
        if (colon < s.n) s = str_slice(s, colon + 1, s.n);
        VEC_PUSH(a, list, arena_copy(a, s));
    }
    return list;
}

static void on_start(void *ctx, struct str name, const char *const *attr)
{
    struct reader *r = ctx;
    struct open_node *around = &r->open[r->depth];
    r->full = r->full || ++r->nodes > XML_TREE_NODES || r->depth >= XML_DEPTH_MAX;
    if (r->full) {
        xml_pause(r->x);
        return;
    }
    struct xml_node *n = arena_make(r->a, struct xml_node);
    n->name = arena_copy(r->a, name);
    n->attribute = attributes(r->a, attr);
    if (!r->root) r->root = n;
    if (r->depth && around->last) around->last->next = n;
    if (r->depth && !around->last) around->node->first = n;
    around->last = n;
    r->open[++r->depth] = (struct open_node){.node = n, .text = r->text.n};
}

static struct str one_line(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool white = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == '\t';
        if (white && (n == 0 || p[n - 1] == ' ')) continue;
        p[n++] = white ? ' ' : s.p[i];
    }
    return str_trim((struct str){p, n});
}

static void on_end(void *ctx, struct str name)
{
    struct reader *r = ctx;
    (void)name;
    if (r->full || !r->depth) return;
    struct open_node *o = &r->open[r->depth--];
    struct str text = str_slice(buf_str(&r->text), o->text, r->text.n);
    o->node->text = utf8_undouble(r->a, one_line(r->a, text));
    r->text.n = o->text;
}

static void on_text(void *ctx, struct str text)
{
    struct reader *r = ctx;
    buf_add(&r->text, text);
}

static enum err give(void *ctx, char *to, size_t n, size_t *ret)
{
    struct str *rest = ctx;
    *ret = MIN(n, rest->n);
    memcpy(to, rest->p ? rest->p : "", *ret);
    *rest = str_slice(*rest, *ret, rest->n);
    return OK;
}

static enum err read_once(struct str bytes, struct arena *a, struct xml_node **ret,
                          int64_t *ret_line)
{
    struct buf CLEANUP(buf_release) text = BUF(XML_TREE_BYTES);
    struct reader r = {.a = a, .text = text, .rest = bytes};
    struct xml_handler h = {.start = on_start, .end = on_end, .text = on_text, .ctx = &r};
    struct xml CLEANUP(xml_closep) *x = xml_open(h, give, &r.rest);
    r.x = x;
    enum err e = xml_run(x);
    *ret_line = xml_line(x);
    text = r.text;
    if (e != ERR_NOT_FOUND) return e ? e : ERR_LIMIT;
    *ret = r.root;
    return r.root ? OK : ERR_FORMAT;
}

enum err xml_tree_read(struct str bytes, struct arena *a, struct xml_node **ret,
                       struct faults *faults)
{
    struct fault f = {.reason = REASON_XML_BAD, .fatal = true, .line = 1};
    enum err e = bytes.n > XML_TREE_BYTES ? ERR_LIMIT : read_once(bytes, a, ret, &f.line);
    if (!e) return OK;
    if (e == ERR_FORMAT) {
        struct str better = xml_mended(a, bytes, true);
        e = read_once(better, a, ret, &f.line);
        f.fatal = e != OK;
        if (!e) f.reason = utf8_valid(bytes) ? REASON_XML_REPAIRED : REASON_NOT_UTF8;
        if (!e) f.excerpt = fault_excerpt(a, str_slice(bytes, utf8_valid_prefix(bytes), bytes.n));
    }
    if (e) f.excerpt = fault_excerpt(a, bytes);
    fault_add(faults, a, f);
    return e ? ERR_FORMAT : OK;
}

/* ---- looking ---- */

static const struct xml_node *find(const struct xml_node *n, struct str name)
{
    while (n && !str_eq(n->name, name)) n = n->next;
    return n;
}

const struct xml_node *xml_child(const struct xml_node *in, const char *name)
{
    return in ? find(in->first, str_of(name)) : NULL;
}

const struct xml_node *xml_after(const struct xml_node *n, const char *name)
{
    return n ? find(n->next, str_of(name)) : NULL;
}

struct str xml_path(const struct xml_node *in, const char *path)
{
    struct str rest = str_of(path), name;
    while (in && str_split(&rest, '/', &name)) in = find(in->first, name);
    return in ? in->text : (struct str){0};
}

struct str xml_value(const struct xml_node *n, const char *attribute)
{
    for (size_t i = 0; n && i + 1 < n->attribute->n; i += 2)
        if (str_eq(n->attribute->item[i], str_of(attribute))) return n->attribute->item[i + 1];
    return (struct str){0};
}
