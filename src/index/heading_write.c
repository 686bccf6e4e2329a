/* heading_write.c -- headings on their way into the file.
 *
 *     heading      kind, sort, text -> id, n      one row per heading, in the order readers see
 *     heading_doc  id, document                   which documents it leads to
 *     doc.headings                                what a document put there, to be taken back
 *
 * A batch gathers what its documents change and writes it in the order of each table: a heading of
 * a thousand documents is one row written once, and neighbours share their page. */
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "base/mem.h"
#include "index/internal.h"

/* Bytes of changes; more are written before the batch ends. What is written touches as many pages
 * as there are headings changed, so that a large table is gone through less often. */
enum { GATHERED_LEAST = 16 << 20, GATHERED_MOST = 48 << 20, GATHERED_TITLE = 32 };

static const char *const texts[HEADING_STATEMENTS] = {
    [HEADING_GET] = "SELECT id, n FROM heading WHERE kind = ?1 AND sort = ?2 AND text = ?3",
    [HEADING_PUT] = "INSERT INTO heading (kind, sort, text, n, id) VALUES (?1, ?2, ?3, ?4, ?5)",
    [HEADING_COUNT] = "UPDATE heading SET n = ?4 WHERE kind = ?1 AND sort = ?2 AND text = ?3",
    [HEADING_DROP] = "DELETE FROM heading WHERE kind = ?1 AND sort = ?2 AND text = ?3",
    [HEADING_LINK] = "INSERT INTO heading_doc (heading, doc) VALUES (?1, ?2)",
    [HEADING_UNLINK] = "DELETE FROM heading_doc WHERE heading = ?1 AND doc = ?2",
};

/* ---- a document's headings as bytes ---- */

struct packed {
    uint32_t kind, sort, text; /* the kind and two lengths; the strings follow */
};

static bool seen(const struct index_headings *h, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (h->item[k].kind == h->item[i].kind && str_eq(h->item[k].sort, h->item[i].sort) &&
            str_eq(h->item[k].text, h->item[i].text))
            return true;
    return false;
}

struct str headings_pack(struct arena *a, const struct index_headings *h)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < h->n; i++)
        n += sizeof(struct packed) + h->item[i].sort.n + h->item[i].text.n;
    char *p = arena_alloc(a, n + 1);
    for (size_t i = 0; i < h->n; i++) {
        const struct index_heading *x = &h->item[i];
        struct packed head = {(uint32_t)x->kind, (uint32_t)x->sort.n, (uint32_t)x->text.n};
        if (seen(h, i)) continue;
        memcpy(p + at, &head, sizeof head);
        at += sizeof head;
        if (x->sort.n) memcpy(p + at, x->sort.p, x->sort.n);
        at += x->sort.n;
        if (x->text.n) memcpy(p + at, x->text.p, x->text.n);
        at += x->text.n;
    }
    return (struct str){p, at};
}

bool headings_next(struct str *rest, struct index_heading *ret, bool *ret_damaged)
{
    struct packed head;
    *ret_damaged = false;
    if (rest->n == 0) return false;
    *ret_damaged = true;
    if (rest->n < sizeof head) return false;
    memcpy(&head, rest->p, sizeof head);
    uint64_t length = sizeof head + (uint64_t)head.sort + head.text;
    if (head.kind >= HEADING_KINDS || length > rest->n) return false;
    size_t text = sizeof head + head.sort;
    *ret = (struct index_heading){(enum heading_kind)head.kind, str_slice(*rest, sizeof head, text),
                                  str_slice(*rest, text, (size_t)length)};
    *rest = str_slice(*rest, (size_t)length, rest->n);
    *ret_damaged = false;
    return true;
}

/* ---- gathering ---- */

struct heading_move {
    const char *packed; /* its heading */
    int64_t doc;        /* that leads there now; negative: that does so no more */
};

struct link {
    int64_t heading, doc;
    bool drop;
};

struct heading_moves {
    struct arena *mem; /* of what is packed, and of the links */
    struct heading_move *item;
    size_t n, room;
    struct {
        struct link *item;
        size_t n, cap;
    } links;
};

static struct heading_moves *gathered(struct heading_writer *w)
{
    if (!w->moves) {
        w->moves = mem_zero(1, sizeof *w->moves);
        w->moves->mem = arena_new();
    }
    return w->moves;
}

/* Hundreds of thousands of them: an arena would keep every array they have outgrown. */
static void push(struct heading_moves *m, struct heading_move move)
{
    if (m->n == m->room) {
        m->room = m->room ? m->room + m->room / 2 : 1024;
        m->item = mem_resize(m->item, m->room * sizeof *m->item);
    }
    m->item[m->n++] = move;
}

/* ERR_FORMAT when the packed headings are damaged. */
static enum err gather(struct heading_moves *m, int64_t doc, struct str packed, int change)
{
    struct index_heading h;
    bool damaged = false;
    struct str rest = arena_copy(m->mem, packed);
    for (const char *at = rest.p; headings_next(&rest, &h, &damaged); at = rest.p)
        push(m, (struct heading_move){at, change > 0 ? doc : -doc});
    return damaged ? ERR_FORMAT : OK;
}

/* It was whole when it was gathered. */
static struct index_heading heading_of(const struct heading_move *m)
{
    struct packed head;
    memcpy(&head, m->packed, sizeof head);
    const char *sort = m->packed + sizeof head;
    return (struct index_heading){
        (enum heading_kind)head.kind, {sort, head.sort}, {sort + head.sort, head.text}};
}

static int64_t doc_of(const struct heading_move *m)
{
    return m->doc < 0 ? -m->doc : m->doc;
}

static size_t bytes_gathered(const struct heading_moves *m)
{
    return arena_used(m->mem) + m->n * sizeof *m->item;
}

enum err headings_change(struct heading_writer *w, int64_t doc, struct str old, struct str fresh)
{
    struct heading_moves *m = gathered(w);
    if (str_eq(old, fresh)) return OK;
    enum err e = gather(m, doc, old, -1);
    if (!e) e = gather(m, doc, fresh, 1);
    return e || (int64_t)bytes_gathered(m) < w->most ? e : headings_flush(w);
}

void headings_begin(struct heading_writer *w, int64_t docs)
{
    w->most = MAX((int64_t)GATHERED_LEAST, MIN(docs * GATHERED_TITLE, (int64_t)GATHERED_MOST));
}

void headings_forget(struct heading_writer *w)
{
    if (!w->moves) return;
    arena_free(w->moves->mem);
    mem_free(w->moves->item);
    mem_free(w->moves);
    w->moves = NULL;
}

/* ---- writing ---- */

/* As the table is ordered. */
static int compare_heading(const struct heading_move *x, const struct heading_move *y)
{
    const struct index_heading a = heading_of(x), b = heading_of(y);
    if (a.kind != b.kind) return a.kind < b.kind ? -1 : 1;
    int c = str_cmp(a.sort, b.sort);
    return c ? c : str_cmp(a.text, b.text);
}

static int compare_move(const void *x, const void *y)
{
    const struct heading_move *a = x, *b = y;
    int c = compare_heading(a, b);
    return c ? c : (doc_of(a) > doc_of(b)) - (doc_of(a) < doc_of(b));
}

static sqlite3_stmt *use(struct heading_writer *w, enum heading_statement s)
{
    if (!w->st[s])
        sqlite3_prepare_v3(w->db, texts[s], -1, SQLITE_PREPARE_PERSISTENT, &w->st[s], NULL);
    return w->st[s];
}

static sqlite3_stmt *use_for(struct heading_writer *w, enum heading_statement s,
                             const struct index_heading *h)
{
    sqlite3_stmt *st = use(w, s);
    sqlite3_bind_int(st, 1, (int)h->kind);
    sqlite3_bind_blob64(st, 2, h->sort.n ? h->sort.p : "", h->sort.n, SQLITE_STATIC);
    sqlite3_bind_text64(st, 3, h->text.n ? h->text.p : "", h->text.n, SQLITE_STATIC, SQLITE_UTF8);
    return st;
}

static enum err finish(sqlite3_stmt *st)
{
    int code = sqlite3_step(st);
    sqlite3_reset(st);
    return code == SQLITE_DONE ? OK : sqlite_err(code);
}

/* Zeros when there is none. */
static enum err find_heading(struct heading_writer *w, const struct index_heading *h,
                             int64_t *ret_id, int64_t *ret_docs)
{
    sqlite3_stmt *st = use_for(w, HEADING_GET, h);
    int code = sqlite3_step(st);
    bool there = code == SQLITE_ROW;
    *ret_id = there ? sqlite3_column_int64(st, 0) : 0;
    *ret_docs = there ? sqlite3_column_int64(st, 1) : 0;
    sqlite3_reset(st);
    return there || code == SQLITE_DONE ? OK : sqlite_err(code);
}

static enum err put_heading(struct heading_writer *w, const struct index_heading *h, int64_t docs,
                            int64_t *ret_id)
{
    sqlite3_stmt *st = use_for(w, HEADING_PUT, h);
    *ret_id = w->next++;
    sqlite3_bind_int64(st, 4, docs);
    sqlite3_bind_int64(st, 5, *ret_id);
    return finish(st);
}

/* Adds to the documents of a heading, which is made when there is none, and dropped when nobody
 * leads to it. ERR_FORMAT: documents leave a heading that is not there. */
static enum err count_docs(struct heading_writer *w, const struct index_heading *h, int64_t more,
                           int64_t *ret_id)
{
    int64_t docs = 0;
    enum err e = find_heading(w, h, ret_id, &docs);
    if (e) return e;
    if (!*ret_id) return more > 0 ? put_heading(w, h, more, ret_id) : ERR_FORMAT;
    if (docs + more <= 0) return finish(use_for(w, HEADING_DROP, h));
    sqlite3_stmt *st = use_for(w, HEADING_COUNT, h);
    sqlite3_bind_int64(st, 4, docs + more);
    return finish(st);
}

static int compare_link(const void *x, const void *y)
{
    const struct link *a = x, *b = y;
    if (a->heading != b->heading) return a->heading < b->heading ? -1 : 1;
    return (a->doc > b->doc) - (a->doc < b->doc);
}

static enum err write_links(struct heading_writer *w)
{
    const struct heading_moves *m = w->moves;
    enum err e = OK;
    if (m->links.n) qsort(m->links.item, m->links.n, sizeof m->links.item[0], compare_link);
    for (size_t i = 0; !e && i < m->links.n; i++) {
        const struct link *l = &m->links.item[i];
        sqlite3_stmt *st = use(w, l->drop ? HEADING_UNLINK : HEADING_LINK);
        sqlite3_bind_int64(st, 1, l->heading);
        sqlite3_bind_int64(st, 2, l->doc);
        e = finish(st);
    }
    return e;
}

/* Where the run of moves ends that begins at `at`: of one heading, or of one document in it. */
static size_t run_end(const struct heading_moves *m, size_t at, bool one_doc, int64_t *ret_change)
{
    const struct heading_move *first = &m->item[at];
    *ret_change = 0;
    for (; at < m->n; at++) {
        const struct heading_move *x = &m->item[at];
        if (compare_heading(first, x) != 0 || (one_doc && doc_of(x) != doc_of(first))) break;
        *ret_change += x->doc > 0 ? 1 : -1;
    }
    return at;
}

/* The moves from..end are of one heading. A document put twice in a batch may come and go. */
static enum err write_heading(struct heading_writer *w, size_t from, size_t end, int64_t more)
{
    struct heading_moves *m = w->moves;
    enum err e = OK;
    int64_t id = 0, change = 0;
    for (size_t at = from, next; !e && at < end; at = next) {
        next = run_end(m, at, true, &change);
        if (!change) continue;
        const struct index_heading h = heading_of(&m->item[at]);
        if (!id) e = count_docs(w, &h, more, &id);
        VEC_PUSH(m->mem, &m->links, (struct link){id, doc_of(&m->item[at]), change < 0});
    }
    return e;
}

enum err headings_flush(struct heading_writer *w)
{
    struct heading_moves *m = w->moves;
    int64_t more = 0;
    enum err e = OK;
    if (!m || !m->n) return OK;
    qsort(m->item, m->n, sizeof m->item[0], compare_move);
    for (size_t at = 0, end; !e && at < m->n; at = end) {
        end = run_end(m, at, false, &more);
        e = write_heading(w, at, end, more);
    }
    if (!e) e = write_links(w);
    headings_forget(w);
    return e;
}

void heading_writer_close(struct heading_writer *w)
{
    headings_forget(w);
    for (int s = 0; s < HEADING_STATEMENTS; s++) sqlite3_finalize(w->st[s]);
}
