/* writer.c -- one batch after another: postings, stored text, columns and how far the truth was
 * followed, in one transaction. */
#include <stdio.h>
#include <string.h>

#include "base/checked.h"
#include "base/lock.h"
#include "base/mem.h"
#include "index/block_write.h"
#include "index/cut.h"
#include "index/damage.h"
#include "index/ordinals.h"
#include "index/tidy.h"

enum { PATH_MAX_BYTES = 4096 };

enum statement { PUT_DOC, DROP_DOC, GET_DOC, PUT_FTS, DROP_FTS, PUT_META, PUT_WORD, STATEMENTS };

static const char *const texts[STATEMENTS] = {
    [PUT_DOC] = "INSERT OR REPLACE INTO doc (id, texts, digest, headings)"
                " VALUES (?1, ?2, ?3, ?4)",
    [DROP_DOC] = "DELETE FROM doc WHERE id = ?1",
    [GET_DOC] = "SELECT texts, headings FROM doc WHERE id = ?1",
    [PUT_FTS] = "INSERT INTO fts (rowid, title, author, subject, series, publisher, isbn, issn,"
                " other, notes, place, number, call, class)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    [DROP_FTS] = "INSERT INTO fts (fts, rowid, title, author, subject, series, publisher, isbn,"
                 " issn, other, notes, place, number, call, class) VALUES"
                 " ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    [PUT_META] = "UPDATE meta SET value = ?2 WHERE name = ?1",
    [PUT_WORD] = "INSERT INTO word VALUES (NULL, ?1, ?2) ON CONFLICT DO UPDATE SET uses = uses+?2",
};

struct index_writer {
    char dir[PATH_MAX_BYTES];
    int64_t file;
    bool rebuilding;
    struct lock lock;
    sqlite3 *db;
    sqlite3_stmt *st[STATEMENTS];
    int64_t applied, version, terms_before, headings_before;
    int64_t docs, docs_before;   /* how many there are */
    int64_t moved, moved_before; /* put and deleted since the file was tidied */
    int64_t beside_before;
    bool in_order; /* as far as is known */
    struct heading_writer headings;
    bool open;
    struct block_writer blocks;
    struct word_bag *words; /* of this batch */
    struct ordinals terms;
    struct index_cutter *cutter; /* of index_put; made when it is needed */
    struct expected_texts *expected;
};

/* ---- statements ---- */

static sqlite3_stmt *use(struct index_writer *w, enum statement s)
{
    if (!w->st[s])
        sqlite3_prepare_v3(w->db, texts[s], -1, SQLITE_PREPARE_PERSISTENT, &w->st[s], NULL);
    return w->st[s];
}

static enum err finish(sqlite3_stmt *st)
{
    int code = sqlite3_step(st);
    sqlite3_reset(st);
    return sqlite_err(code == SQLITE_ROW ? SQLITE_DONE : code);
}

static void bind_text(sqlite3_stmt *st, int at, struct str s)
{
    sqlite3_bind_text64(st, at, s.p ? s.p : "", s.n, SQLITE_STATIC, SQLITE_UTF8);
}

static void bind_blob(sqlite3_stmt *st, int at, struct str s)
{
    sqlite3_bind_blob64(st, at, s.p ? s.p : "", s.n, SQLITE_STATIC);
}

/* ---- opening ---- */

static enum err open_file(struct index_writer *w)
{
    enum err e = file_open(w->dir, w->file, true, &w->db);
    if (!e) e = file_meta(w->db, "applied", &w->applied);
    if (!e) e = file_meta(w->db, "version", &w->version);
    if (!e) e = file_meta(w->db, "terms", &w->terms.next);
    if (!e) e = file_meta(w->db, "headings", &w->headings.next);
    if (!e) e = file_meta(w->db, "docs", &w->docs);
    if (!e) e = file_meta(w->db, "moved", &w->moved);
    if (!e) e = block_writer_open(&w->blocks, w->db);
    if (!e) e = tokenizer_expected(w->db, &w->expected);
    w->headings.db = w->terms.db = w->db;
    return e;
}

static enum err open_writer(const char *dir, bool rebuild, struct index_writer **ret)
{
    struct index_writer *w = mem_zero(1, sizeof *w);
    char path[PATH_MAX_BYTES];
    int64_t current = 0;
    w->rebuilding = rebuild;
    w->words = word_bag_new();
    snprintf(w->dir, sizeof w->dir, "%s", dir);
    snprintf(path, sizeof path, "%s/index.lock", dir);
    enum err e = lock_take(path, false, &w->lock);
    if (!e) e = file_current(dir, &current);
    bool none = e == ERR_NOT_FOUND || e == ERR_FORMAT;
    if (none) e = OK;
    w->file = none ? 1 : rebuild ? current + 1 : current;
    if (!e && rebuild) file_remove(dir, w->file); /* what an interrupted rebuild left */
    if (!e) e = open_file(w);
    if (!e && none && !rebuild) e = file_point_to(dir, w->file);
    if (e) {
        index_writer_close(w);
        return e;
    }
    *ret = w;
    return OK;
}

enum err index_writer_open(const char *dir, struct index_writer **ret)
{
    return open_writer(dir, false, ret);
}

enum err index_rebuild_open(const char *dir, struct index_writer **ret)
{
    return open_writer(dir, true, ret);
}

enum err index_rebuild_swap(struct index_writer **writer)
{
    struct index_writer *w = *writer;
    int64_t old = 0;
    bool had = file_current(w->dir, &old) == OK && old != w->file;
    enum err e = file_run(w->db, "PRAGMA wal_checkpoint(TRUNCATE)");
    if (!e) e = file_point_to(w->dir, w->file);
    if (!e) index_unmark(w->dir);
    if (!e && had) file_remove(w->dir, old); /* open readers keep the file they have */
    if (!e) w->rebuilding = false;
    index_writer_close(w);
    *writer = NULL;
    return e;
}

void index_writer_close(struct index_writer *w)
{
    if (!w) return;
    block_writer_close(&w->blocks);
    word_bag_free(w->words);
    ordinals_close(&w->terms);
    index_cutter_free(w->cutter);
    for (int s = 0; s < STATEMENTS; s++) sqlite3_finalize(w->st[s]);
    heading_writer_close(&w->headings);
    sqlite3_close_v2(w->db);
    if (w->rebuilding) file_remove(w->dir, w->file);
    lock_release(&w->lock);
    mem_free(w);
}

int64_t index_writer_applied(const struct index_writer *w)
{
    return w->applied;
}

void index_writer_rest(struct index_writer *w)
{
    sqlite3_db_release_memory(w->db);
}

/* ---- columns ---- */

static enum err put_columns(struct index_writer *w, const struct index_cut *cut)
{
    const struct index_doc *doc = cut->doc;
    struct changed_row *row = NULL;
    struct arena *mem = NULL;
    enum err e = blocks_row(&w->blocks, doc->id, &row, &mem);
    if (e) return e;
    uint32_t *agencies = arena_array(mem, uint32_t, doc->n_agencies + 1);
    for (size_t i = 0; i < doc->n_agencies; i++)
        agencies[i] = holder_pack(doc->agencies[i], doc->status ? doc->status[i] : 0);
    struct row_values v = {
        .present = true,
        .format = doc->format,
        .year = doc->year,
        .year_end = doc->year_end,
        .list[LIST_AGENCIES] = {agencies, doc->n_agencies},
        .quality = MAX(0, MIN(doc->quality, 15)),
        .title_words = cut->title_words,
        .title_short = cut->title_short,
        .sort_title = arena_copy(mem, doc->sort_title),
        .sort_author = arena_copy(mem, doc->sort_author),
    };
    e = ordinals_of(&w->terms, mem, TERM_LANGUAGE, &doc->languages, &v.list[LIST_LANGUAGES]);
    if (!e) e = ordinals_of(&w->terms, mem, TERM_AUTHOR, &doc->authors, &v.list[LIST_AUTHORS]);
    if (!e) e = ordinals_of(&w->terms, mem, TERM_SUBJECT, &doc->subjects, &v.list[LIST_SUBJECTS]);
    if (!e) e = ordinals_of(&w->terms, mem, TERM_MARK, &doc->marks, &v.list[LIST_MARKS]);
    if (!e) e = ordinals_of(&w->terms, mem, TERM_SERIES, &doc->series, &v.list[LIST_SERIES]);
    if (!e) e = ordinals_of(&w->terms, mem, TERM_CLASS, &doc->classes, &v.list[LIST_CLASSES]);
    if (e) return e;
    row->values = v;
    often_collect(w->blocks.often, cut->terms, row->at, mem, &row->often);
    return OK;
}

/* ---- documents ---- */

static enum err run_fts(struct index_writer *w, enum statement s, int64_t id,
                        const struct str field[INDEX_FIELDS])
{
    sqlite3_stmt *st = use(w, s);
    sqlite3_bind_int64(st, 1, id);
    for (int f = 0; f < INDEX_FIELDS; f++) bind_text(st, f + 2, field[f]);
    return finish(st);
}

static enum err put_word(void *ctx, struct str word, int64_t change)
{
    struct index_writer *w = ctx;
    sqlite3_stmt *st = use(w, PUT_WORD);
    bind_text(st, 1, word);
    sqlite3_bind_int64(st, 2, change);
    return finish(st);
}

/* Takes back the postings of what was indexed for this document, with the very same text: any
 * other would leave ghosts. Its headings are given, to be taken back. */
static enum err forget(struct index_writer *w, int64_t id, struct arena *a, bool *ret_there,
                       struct str *ret_headings)
{
    sqlite3_stmt *st = use(w, GET_DOC);
    struct str field[INDEX_FIELDS];
    enum err e = OK;
    sqlite3_bind_int64(st, 1, id);
    int code = sqlite3_step(st);
    *ret_there = code == SQLITE_ROW;
    if (code == SQLITE_ROW) {
        struct str stored = {sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0)};
        struct str headings = {sqlite3_column_blob(st, 1), (size_t)sqlite3_column_bytes(st, 1)};
        *ret_headings = arena_copy(a, headings);
        e = texts_split(stored, field) ? run_fts(w, DROP_FTS, id, field) : ERR_FORMAT;
        if (!e) word_bag_document(w->words, field, -1);
    } else if (code != SQLITE_DONE) {
        e = sqlite_err(code);
    }
    sqlite3_reset(st);
    return e;
}

enum err index_begin(struct index_writer *w)
{
    enum err e = file_run(w->db, "BEGIN IMMEDIATE");
    w->open = e == OK;
    w->blocks.version = w->version + 1;
    w->terms_before = w->terms.next;
    w->headings_before = w->headings.next;
    headings_begin(&w->headings, w->docs);
    w->docs_before = w->docs;
    w->moved_before = w->moved;
    w->beside_before = w->blocks.beside;
    return e;
}

static enum err put_postings(struct index_writer *w, const struct index_cut *cut)
{
    *w->expected = (struct expected_texts){.cut = cut};
    enum err e = run_fts(w, PUT_FTS, cut->doc->id, cut->field);
    *w->expected = (struct expected_texts){0};
    return e;
}

static enum err put_document(struct index_writer *w, const struct index_cut *cut)
{
    sqlite3_stmt *st = use(w, PUT_DOC);
    sqlite3_bind_int64(st, 1, cut->doc->id);
    bind_blob(st, 2, cut->texts);
    bind_blob(st, 3, cut->doc->digest);
    bind_blob(st, 4, cut->headings);
    return finish(st);
}

enum err index_put_cut(struct index_writer *w, const struct index_cut *cut)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const int64_t id = cut->doc->id;
    struct str old = {0};
    bool there = false;
    if (id <= 0 || id > INT64_C(1) << 40) return ERR_ARG;
    enum err e = forget(w, id, a, &there, &old);
    if (!e) e = put_postings(w, cut);
    if (!e) e = headings_change(&w->headings, id, old, cut->headings);
    if (e) return e;
    word_bag_words(w->words, cut->words, 1);
    e = put_document(w, cut);
    w->docs += !there;
    w->moved++;
    return e ? e : put_columns(w, cut);
}

enum err index_put(struct index_writer *w, const struct index_doc *doc)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct index_cut *cut = NULL;
    if (!w->cutter) w->cutter = index_cutter_new();
    enum err e = index_cut(w->cutter, doc, a, &cut);
    return e ? e : index_put_cut(w, cut);
}

enum err index_delete(struct index_writer *w, int64_t id)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct changed_row *row = NULL;
    struct arena *mem = NULL;
    struct str headings = {0};
    bool there = false;
    enum err e = forget(w, id, a, &there, &headings);
    if (e || !there) return e;
    e = headings_change(&w->headings, id, headings, (struct str){0});
    if (e) return e;
    sqlite3_stmt *st = use(w, DROP_DOC);
    sqlite3_bind_int64(st, 1, id);
    e = finish(st);
    if (!e) e = blocks_row(&w->blocks, id, &row, &mem);
    if (e) return e;
    row->values = (struct row_values){0};
    row->often = (struct often_row){.fresh = true};
    w->docs--;
    w->moved++;
    return OK;
}

static enum err put_meta(struct index_writer *w, const char *name, int64_t value)
{
    sqlite3_stmt *st = use(w, PUT_META);
    sqlite3_bind_text(st, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_int64(st, 2, value);
    return finish(st);
}

enum err index_commit(struct index_writer *w, int64_t applied_seq)
{
    enum err e = blocks_flush(&w->blocks);
    if (!e) e = headings_flush(&w->headings);
    if (!e) e = ordinals_flush(&w->terms);
    if (!e) e = word_bag_each(w->words, put_word, w);
    if (!e) e = put_meta(w, "version", w->version + 1);
    if (!e) e = put_meta(w, "terms", w->terms.next);
    if (!e) e = put_meta(w, "headings", w->headings.next);
    if (!e) e = put_meta(w, "docs", w->docs);
    if (!e) e = put_meta(w, "moved", w->moved);
    if (!e) e = put_meta(w, "applied", applied_seq);
    if (!e) e = file_run(w->db, "COMMIT");
    if (e) {
        index_rollback(w);
        return e;
    }
    word_bag_clear(w->words);
    w->open = false;
    w->version++;
    w->applied = applied_seq;
    return OK;
}

void index_rollback(struct index_writer *w)
{
    blocks_forget(&w->blocks);
    word_bag_clear(w->words);
    headings_forget(&w->headings);
    ordinals_forget(&w->terms, w->terms_before);
    if (w->open && !sqlite3_get_autocommit(w->db)) {
        enum err ignored =
            file_run(w->db, "ROLLBACK"); /* what cannot be rolled back is not there */
        (void)ignored;
    }
    w->open = false;
    w->headings.next = w->headings_before;
    w->docs = w->docs_before;
    w->moved = w->moved_before;
    w->blocks.beside = w->beside_before;
}

/* ---- order ---- */

static enum err tidy(struct index_writer *w, bool *ret_more)
{
    struct tidying t = {&w->blocks, w->docs};
    bool changed = false, due = tidy_due(w->moved, w->docs);
    enum err e = due ? tidy_begin(w->db) : OK;
    if (!e) e = tidy_step(&t, &changed, ret_more);
    if (!e && changed) e = put_meta(w, "version", w->version + 1);
    if (!e) e = file_run(w->db, "COMMIT");
    if (e) return e;
    if (due) w->moved = 0;
    w->in_order = !*ret_more;
    w->version += changed;
    w->open = false;
    return OK;
}

/* Terms numbered in a transaction that was taken back are forgotten. */
static enum err reload_terms(struct index_writer *w)
{
    often_terms_free(w->blocks.often);
    w->blocks.often = NULL;
    return often_terms_load(w->db, &w->blocks.often);
}

enum err index_tidy(struct index_writer *w, bool *ret_more)
{
    *ret_more = false;
    bool due = tidy_due(w->moved, w->docs) || tidy_rows_due(w->blocks.beside, w->docs);
    if (w->in_order && !due) return OK;
    enum err e = index_begin(w);
    if (!e) e = tidy(w, ret_more);
    if (!e && !*ret_more) index_writer_rest(w);
    if (!e) return OK;
    index_rollback(w);
    enum err again = reload_terms(w);
    return again ? again : e;
}
