/* reader.c -- connections and columns that readers share.
 *
 * Columns are kept as a snapshot: an array of counted blocks. A search begins its read transaction,
 * reads which version it sees, and takes the snapshot of that version; when the file is newer,
 * only the blocks changed since are read. Old snapshots go when their last search ends. */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>

#include "base/checked.h"
#include "base/mem.h"
#include "index/damage.h"
#include "index/internal.h"

enum { PATH_MAX_BYTES = 4096, TRIES = 100, IDLE_MAX = 16 };

struct index_reader {
    char dir[PATH_MAX_BYTES];
    pthread_mutex_t lock;
    struct snapshot *newest;
    struct term_counts *counts;
    struct connection *idle;
    int n_idle;
    struct vocabulary *words;
    _Atomic int searching;
    int processors;
};

static void drop_counts(struct term_counts *t)
{
    if (!t || --t->refs) return;
    snapshot_drop(t->of);
    mem_free(t);
}

/* ---- connections ---- */

static void close_connection(struct connection *c)
{
    if (!c) return;
    sqlite3_finalize(c->meta);
    sqlite3_finalize(c->ranked);
    sqlite3_finalize(c->plain);
    sqlite3_finalize(c->term);
    sqlite3_finalize(c->find_term);
    sqlite3_finalize(c->word);
    sqlite3_finalize(c->titles);
    sqlite3_finalize(c->headings);
    sqlite3_finalize(c->note);
    sqlite3_finalize(c->often);
    sqlite3_finalize(c->often_begin);
    sqlite3_finalize(c->terms);
    sqlite3_close_v2(c->db);
    mem_free(c->counters[0].item);
    mem_free(c->counters[1].item);
    mem_free(c);
}

static enum err prepare(struct connection *c)
{
    const struct {
        sqlite3_stmt **to;
        const char *text;
    } list[] = {
        {&c->meta, "SELECT (SELECT value FROM meta WHERE name = 'version'),"
                   " (SELECT value FROM meta WHERE name = 'applied'),"
                   " (SELECT value FROM meta WHERE name = 'terms'),"
                   " (SELECT value FROM meta WHERE name = 'whole')"},
        {&c->ranked, "SELECT 1 FROM fts WHERE fts MATCH ?1 AND silang_rank(fts, ?2)"},
        {&c->plain, "SELECT rowid FROM fts WHERE fts MATCH ?1 AND rowid > coalesce(?2, 0)"
                    " ORDER BY rowid"},
        {&c->note, "SELECT 1 FROM fts WHERE fts MATCH ?1 AND silang_note(fts, ?2)"},
        {&c->terms, "SELECT term FROM temp.terms WHERE term >= ?1 AND term <= ?2"},
        {&c->often_begin, "SELECT term FROM often WHERE term >= ?1 AND term < ?2 AND number < ?3"
                          " ORDER BY term"},
        {&c->often, "SELECT number FROM often WHERE term = ?1"},
        {&c->term, "SELECT text FROM term WHERE ord = ?1"},
        {&c->word, "SELECT uses FROM word WHERE text = ?1"},
        {&c->find_term, "SELECT ord FROM term WHERE kind = ?1 AND text = ?2"},
        {&c->titles, "SELECT d.doc FROM heading h JOIN heading_doc d ON d.heading = h.id"
                     " WHERE h.kind = ?4 AND h.sort >= ?1 AND h.sort < ?2 LIMIT ?3"},
        {&c->headings, "SELECT ord FROM lead_term WHERE kind = ?4 AND key >= ?1 AND key < ?2"
                       " LIMIT ?3"},
    };
    for (size_t i = 0; i < COUNT(list); i++) {
        enum err e = sqlite_err(sqlite3_prepare_v3(c->db, list[i].text, -1,
                                                   SQLITE_PREPARE_PERSISTENT, list[i].to, NULL));
        if (e) return e;
    }
    return OK;
}

static enum err open_connection(const struct index_reader *r, int64_t file, struct connection **ret)
{
    struct connection *c = mem_zero(1, sizeof *c);
    c->file = file;
    enum err e = file_open(r->dir, file, false, &c->db);
    if (!e)
        e = file_run(c->db, "PRAGMA query_only=OFF; CREATE VIRTUAL TABLE temp.terms"
                            " USING fts5vocab(main, fts, 'row'); PRAGMA query_only=ON");
    if (!e) e = prepare(c);
    if (e) {
        close_connection(c);
        return e == ERR_INTERNAL ? ERR_FORMAT : e; /* a table or column is missing */
    }
    *ret = c;
    return OK;
}

/* An idle connection to the file in use; those to an older file are closed on the way. */
static struct connection *take_idle(struct index_reader *r, int64_t file)
{
    struct connection *c = NULL;
    pthread_mutex_lock(&r->lock);
    while (!c && r->idle) {
        c = r->idle;
        r->idle = c->next;
        r->n_idle--;
        if (c->file == file) break;
        close_connection(c);
        c = NULL;
    }
    pthread_mutex_unlock(&r->lock);
    return c;
}

static void give_back(struct index_reader *r, struct connection *c)
{
    pthread_mutex_lock(&r->lock);
    bool keep = r->n_idle < IDLE_MAX;
    if (keep) {
        c->next = r->idle;
        r->idle = c;
        r->n_idle++;
    }
    pthread_mutex_unlock(&r->lock);
    if (!keep) close_connection(c);
}

static enum err connect(struct index_reader *r, struct connection **ret)
{
    enum err e = ERR_NOT_FOUND;
    for (int i = 0; i < TRIES && e == ERR_NOT_FOUND; i++) { /* a swap may come in between */
        int64_t file = 0;
        e = file_current(r->dir, &file);
        if (e) return e;
        *ret = take_idle(r, file);
        e = *ret ? OK : open_connection(r, file, ret);
    }
    return e;
}

/* ---- one version of everything ---- */

/* Counts hold the blocks they were made of. They are let go when many of those are of the past. */
static void let_go_of_counts(struct index_reader *r)
{
    enum { BLOCKS_APART = 64 };
    struct snapshot *of = r->counts ? r->counts->of : NULL;
    size_t apart = 0;
    for (size_t n = 0; of && n < of->n; n++) apart += !snapshot_same(of, r->newest, n);
    if (!of || (of->file == r->newest->file && apart <= BLOCKS_APART)) return;
    drop_counts(r->counts);
    r->counts = NULL;
}

/* The newest snapshot brought to `version`. */
static enum err advance(struct index_reader *r, const struct connection *c, int64_t version,
                        int64_t seq, uint32_t terms)
{
    struct snapshot *s = NULL;
    enum err e = snapshot_after(r->newest, c, version, seq, terms, &s);
    if (e) return e;
    snapshot_drop(r->newest);
    r->newest = s;
    let_go_of_counts(r);
    return OK;
}

static enum err take_snapshot(struct index_reader *r, const struct connection *c, int64_t version,
                              int64_t seq, uint32_t terms, struct snapshot **ret)
{
    pthread_mutex_lock(&r->lock);
    const struct snapshot *s = r->newest;
    enum err e = OK;
    if (!s || s->file < c->file || (s->file == c->file && s->version < version))
        e = advance(r, c, version, seq, terms);
    else if (s->file != c->file || s->version != version)
        e = ERR_BUSY; /* somebody saw a newer one already: look again */
    if (!e) {
        r->newest->refs++;
        *ret = r->newest;
    }
    pthread_mutex_unlock(&r->lock);
    return e;
}

/* What the file says of itself; inside a transaction it then stays so. */
struct state {
    int64_t version, seq;
    uint32_t terms;
    int64_t whole; /* 0: it never was not */
};

static enum err read_state(const struct connection *c, struct state *ret)
{
    int code = sqlite3_step(c->meta);
    *ret = (struct state){sqlite3_column_int64(c->meta, 0), sqlite3_column_int64(c->meta, 1),
                          (uint32_t)sqlite3_column_int64(c->meta, 2),
                          sqlite3_column_int64(c->meta, 3)};
    sqlite3_reset(c->meta);
    return code == SQLITE_ROW ? OK : sqlite_err(code);
}

static enum err begin_once(struct index_reader *r, struct connection *c, struct snapshot **ret,
                           int64_t *ret_seq)
{
    struct state now;
    enum err e = file_run(c->db, "BEGIN");
    if (e) return e;
    e = read_state(c, &now);
    if (!e) e = take_snapshot(r, c, now.version, now.seq, now.terms, ret);
    if (e) {
        enum err ended = file_run(c->db, "ROLLBACK");
        return e == ERR_BUSY && ended ? ended : e;
    }
    *ret_seq = now.seq;
    return OK;
}

enum err reader_told(const struct index_reader *r, enum err e)
{
    if (e != ERR_FORMAT && e != ERR_NOT_FOUND) return e;
    index_mark(r->dir);
    return ERR_DAMAGED;
}

enum err reader_begin(struct index_reader *r, struct connection **ret,
                      struct snapshot **ret_columns, int64_t *ret_seq)
{
    enum err e = ERR_BUSY;
    for (int i = 0; i < TRIES && e == ERR_BUSY; i++) {
        struct connection *c = NULL;
        e = connect(r, &c);
        if (!e) e = begin_once(r, c, ret_columns, ret_seq);
        if (!e)
            *ret = c;
        else
            close_connection(c);
    }
    return reader_told(r, e);
}

void reader_end(struct index_reader *r, struct connection *c, struct snapshot *s)
{
    bool ended = file_run(c->db, "ROLLBACK") == OK;
    pthread_mutex_lock(&r->lock);
    snapshot_drop(s);
    pthread_mutex_unlock(&r->lock);
    if (ended)
        give_back(r, c);
    else
        close_connection(c);
}

void reader_searches(struct index_reader *r, int change)
{
    r->searching += change;
}

bool reader_has_time(const struct index_reader *r)
{
    return r->searching == 1 && r->processors > 1;
}

struct vocabulary *reader_vocabulary(struct index_reader *r)
{
    return r->words;
}

/* ---- counts for suggestions ---- */

struct term_counts *term_counts_new(const struct snapshot *s, uint64_t scope,
                                    const struct term_counts *old)
{
    struct term_counts *t = mem_zero(1, sizeof *t + (size_t)s->terms * sizeof t->count[0]);
    t->refs = 1;
    t->scope = scope;
    t->terms = s->terms;
    if (old) memcpy(t->count, old->count, MIN(old->terms, t->terms) * sizeof t->count[0]);
    return t;
}

const struct term_counts *reader_counts(struct index_reader *r, const struct snapshot *s,
                                        uint64_t scope)
{
    pthread_mutex_lock(&r->lock);
    struct term_counts *t = r->counts;
    bool same = t && t->of->file == s->file && t->scope == scope;
    if (same) t->refs++;
    pthread_mutex_unlock(&r->lock);
    return same ? t : NULL;
}

void reader_keep_counts(struct index_reader *r, struct term_counts *t, struct snapshot *of)
{
    pthread_mutex_lock(&r->lock);
    t->of = of;
    of->refs++;
    drop_counts(r->counts);
    r->counts = t;
    t->refs++;
    pthread_mutex_unlock(&r->lock);
}

void reader_drop_counts(struct index_reader *r, const struct term_counts *t)
{
    pthread_mutex_lock(&r->lock);
    drop_counts((struct term_counts *)(uintptr_t)t);
    pthread_mutex_unlock(&r->lock);
}

/* ---- the face ---- */

/* That this process may use. */
static int processors(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

enum err index_reader_open(const char *dir, struct index_reader **ret)
{
    struct index_reader *r = mem_zero(1, sizeof *r);
    struct connection *c = NULL;
    snprintf(r->dir, sizeof r->dir, "%s", dir);
    pthread_mutex_init(&r->lock, NULL);
    r->words = vocabulary_new();
    r->processors = processors();
    enum err e = connect(r, &c);
    if (e) {
        index_reader_close(r);
        return e;
    }
    give_back(r, c);
    *ret = r;
    return OK;
}

void index_reader_close(struct index_reader *r)
{
    if (!r) return;
    while (r->idle) {
        struct connection *c = r->idle;
        r->idle = c->next;
        close_connection(c);
    }
    drop_counts(r->counts);
    snapshot_drop(r->newest);
    vocabulary_free(r->words);
    pthread_mutex_destroy(&r->lock);
    mem_free(r);
}

enum err index_version(struct index_reader *r, struct index_version *ret)
{
    struct connection *c = NULL;
    struct state now;
    enum err e = connect(r, &c);
    if (e) return reader_told(r, e);
    e = read_state(c, &now);
    if (!e) *ret = (struct index_version){c->file, now.version, now.seq};
    give_back(r, c);
    return reader_told(r, e);
}

enum err index_applied(struct index_reader *r, int64_t *ret)
{
    struct connection *c = NULL;
    enum err e = connect(r, &c);
    if (e) return reader_told(r, e);
    e = file_meta(c->db, "applied", ret);
    give_back(r, c);
    return reader_told(r, e);
}

enum err index_wholeness(struct index_reader *r, struct index_wholeness *ret)
{
    struct connection *c = NULL;
    struct state now;
    enum err e = connect(r, &c);
    if (e) return reader_told(r, e);
    e = read_state(c, &now);
    if (!e) *ret = (struct index_wholeness){.applied = now.seq, .whole = now.whole};
    give_back(r, c);
    return reader_told(r, e);
}

enum err index_formats(struct index_reader *r, const int64_t *id, size_t n, int *ret,
                       int64_t *ret_applied)
{
    struct connection *c = NULL;
    struct snapshot *s = NULL;
    struct row_ref row;
    enum err e = reader_begin(r, &c, &s, ret_applied);
    if (e) return e;
    for (size_t i = 0; i < n; i++)
        ret[i] = snapshot_row(s, id[i], &row) ? row.block->head[row.at].format : -1;
    reader_end(r, c, s);
    return OK;
}

enum err index_each(struct index_reader *r, index_each_fn *fn, void *ctx)
{
    struct connection *c = NULL;
    struct snapshot *s = NULL;
    sqlite3_stmt *st = NULL;
    int64_t seq = 0;
    int code = SQLITE_DONE;
    enum err e = reader_begin(r, &c, &s, &seq);
    if (e) return e;
    e = sqlite_err(
        sqlite3_prepare_v2(c->db, "SELECT id, digest FROM doc ORDER BY id", -1, &st, NULL));
    while (!e && (code = sqlite3_step(st)) == SQLITE_ROW) {
        struct str digest = {sqlite3_column_blob(st, 1), (size_t)sqlite3_column_bytes(st, 1)};
        e = fn(ctx, sqlite3_column_int64(st, 0), digest);
    }
    sqlite3_finalize(st);
    reader_end(r, c, s);
    return reader_told(r, e ? e : sqlite_err(code));
}
