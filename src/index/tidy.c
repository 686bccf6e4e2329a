/* tidy.c -- see tidy.h. */
#include "index/tidy.h"

#include <stdio.h>

#include "base/checked.h"
#include "index/note.h"

enum {
    DUE_LEAST = 100,
    STRETCH = 32, /* blocks a step */
    PAGES = 400,  /* of FTS5 a step */
    BESIDE_LEAST = 64,
    BESIDE_PART = 256, /* of all rows: four in each block */
    WORDS = 100000,
    NOWHERE = -1 /* meta.choosing: a word to go on behind; meta.behind: a block that may be */
};
enum { MERGE_NOT, MERGE_BEGIN, MERGE_GO_ON }; /* meta.merging */
_Static_assert((int)NOWHERE == (int)BLOCKS_NONE, "meta.homing: a block from which rows go home");

bool tidy_due(int64_t moved, int64_t docs)
{
    return moved >= DUE_LEAST && moved >= docs / 2;
}

bool tidy_rows_due(int64_t beside, int64_t docs)
{
    return beside >= BESIDE_LEAST && beside >= docs / BESIDE_PART;
}

static enum err put_meta(sqlite3 *db, const char *name, int64_t value)
{
    char text[100];
    snprintf(text, sizeof text, "UPDATE meta SET value = %lld WHERE name = '%s'", (long long)value,
             name);
    return file_run(db, text);
}

/* ---- words that many have ---- */

static enum err put_term(sqlite3_stmt *st, struct often_terms *terms, struct str term)
{
    uint32_t number = often_terms_count(terms);
    often_terms_add(terms, term);
    if (often_terms_count(terms) == number) return OK; /* it has one, or all are given */
    sqlite3_bind_int64(st, 1, number);
    sqlite3_bind_text64(st, 2, term.p, term.n, SQLITE_STATIC, SQLITE_UTF8);
    int code = sqlite3_step(st);
    sqlite3_reset(st);
    return sqlite_err(code);
}

/* A word with its forms: a question for it is then answered from the blocks alone. */
static enum err put_word(sqlite3_stmt *st, struct often_terms *terms, struct str word)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct strs all = word_and_forms(a, word);
    enum err e = OK;
    for (size_t i = 0; !e && i < all.n; i++) e = put_term(st, terms, all.item[i]);
    return e;
}

/* The last word of a stretch, or NOWHERE when there is none behind. */
static enum err stretch_end(sqlite3 *db, int64_t after, int64_t *ret)
{
    sqlite3_stmt *st = NULL;
    int64_t last = NOWHERE;
    int code = sqlite3_prepare_v2(db, "SELECT max(id) FROM word", -1, &st, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(st);
    if (code == SQLITE_ROW) last = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    *ret = after + WORDS < last ? after + WORDS : NOWHERE;
    return sqlite_err(code);
}

static enum err choose_from(struct tidying *t, int64_t after, int64_t end)
{
    sqlite3_stmt *get = NULL, *put = NULL;
    sqlite3 *db = t->blocks->db;
    int code = sqlite3_prepare_v2(
        db, "SELECT text FROM word WHERE id > ?1 AND (?2 < 0 OR id <= ?2) AND uses >= ?3", -1, &get,
        NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(db, "INSERT INTO often (number, term) VALUES (?1, ?2)", -1, &put,
                                  NULL);
    enum err e = sqlite_err(code);
    if (!e) sqlite3_bind_int64(get, 1, after);
    if (!e) sqlite3_bind_int64(get, 2, end);
    if (!e) sqlite3_bind_int64(get, 3, MAX(t->docs / OFTEN_PART, (int64_t)OFTEN_LEAST));
    while (!e && (code = sqlite3_step(get)) == SQLITE_ROW)
        e = put_word(put, t->blocks->often,
                     (struct str){(const char *)sqlite3_column_text(get, 0),
                                  (size_t)sqlite3_column_bytes(get, 0)});
    if (!e) e = sqlite_err(code);
    sqlite3_finalize(get);
    sqlite3_finalize(put);
    return e;
}

static enum err choose(struct tidying *t, int64_t after)
{
    int64_t end = NOWHERE;
    sqlite3 *db = t->blocks->db;
    enum err e = stretch_end(db, after, &end);
    if (!e) e = choose_from(t, after, end);
    if (!e) e = put_meta(db, "choosing", end);
    return e || end != NOWHERE ? e : put_meta(db, "behind", 0);
}

enum err tidy_begin(sqlite3 *db)
{
    enum err e = put_meta(db, "choosing", 0);
    if (!e) e = put_meta(db, "merging", MERGE_BEGIN);
    return e ? e : put_meta(db, "moved", 0);
}

/* ---- rows beside blocks ---- */

static enum err take_home(struct tidying *t, int64_t from, bool *ret_changed)
{
    const int64_t beside = t->blocks->beside;
    int64_t next = NOWHERE;
    enum err e = blocks_home(t->blocks, from, INT64_MAX / BLOCK_ROWS, STRETCH, &next);
    *ret_changed = t->blocks->beside != beside;
    if (!e && next == NOWHERE) e = blocks_count(t->blocks);
    return e ? e : put_meta(t->blocks->db, "homing", next);
}

/* ---- blocks ---- */

struct behind { /* a block of the stretch that is there */
    bool there, short_of;
    struct often_block had;
    struct {
        struct often_posting *item;
        size_t n, cap;
    } more;
};

struct stretch {
    sqlite3 *db;
    struct arena *mem;
    int64_t first;
    uint32_t known, least; /* terms there are; that all blocks of the stretch know */
    struct behind block[STRETCH];
    bool any; /* of them is short of terms */
};

static enum err read_stretch(struct stretch *s, bool *ret_last)
{
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(
        s->db, "SELECT n, often FROM block WHERE n >= ?1 ORDER BY n LIMIT ?2", -1, &st, NULL);
    enum err e = sqlite_err(code);
    sqlite3_bind_int64(st, 1, s->first);
    sqlite3_bind_int64(st, 2, STRETCH + 1);
    *ret_last = true;
    s->least = s->known;
    while (!e && (code = sqlite3_step(st)) == SQLITE_ROW) {
        int64_t n = sqlite3_column_int64(st, 0) - s->first;
        struct str bytes = {sqlite3_column_blob(st, 1), (size_t)sqlite3_column_bytes(st, 1)};
        *ret_last = n < STRETCH;
        if (n >= STRETCH) break;
        struct behind *b = &s->block[n];
        e = often_read(arena_copy(s->mem, bytes), &b->had);
        b->there = true;
        b->short_of = b->had.known < s->known;
        s->any = s->any || b->short_of;
        s->least = MIN(s->least, b->had.known);
    }
    sqlite3_finalize(st);
    return e ? e : sqlite_err(code);
}

static void share_out(struct stretch *s, uint32_t number, const struct notes *notes)
{
    for (size_t r = 0; r < notes->run.n; r++) {
        size_t from = notes->run.item[r].from;
        size_t to = r + 1 < notes->run.n ? notes->run.item[r + 1].from : notes->n;
        struct behind *b = &s->block[notes->run.item[r].block - (uint64_t)s->first];
        for (size_t i = from; i < to && b->had.known <= number; i++)
            VEC_PUSH(s->mem, &b->more, (struct often_posting){number, notes->item[i]});
    }
}

/* Where the terms stand that some block of the stretch does not know. */
static enum err note_terms(struct stretch *s)
{
    sqlite3_stmt *get = NULL, *note = NULL;
    int code = sqlite3_prepare_v2(
        s->db, "SELECT number, term FROM often WHERE number >= ?1 ORDER BY number", -1, &get, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(s->db,
                                  "SELECT 1 FROM fts WHERE fts MATCH ?1 AND rowid BETWEEN ?3 AND ?4"
                                  " AND silang_note(fts, ?2)",
                                  -1, &note, NULL);
    enum err e = sqlite_err(code);
    if (!e) sqlite3_bind_int64(get, 1, s->least);
    if (!e) sqlite3_bind_int64(note, 3, s->first * BLOCK_ROWS);
    if (!e) sqlite3_bind_int64(note, 4, (s->first + STRETCH) * BLOCK_ROWS - 1);
    while (!e && (code = sqlite3_step(get)) == SQLITE_ROW) {
        struct arena CLEANUP(arena_freep) *a = arena_new();
        struct notes notes = {.mem = a, .each = true};
        e = note_phrase(note, arena_printf(a, "\"%s\"", (const char *)sqlite3_column_text(get, 1)),
                        &notes);
        if (!e) share_out(s, (uint32_t)sqlite3_column_int64(get, 0), &notes);
    }
    sqlite3_finalize(get);
    sqlite3_finalize(note);
    return e ? e : sqlite_err(code);
}

static enum err write_stretch(struct stretch *s, int64_t version)
{
    sqlite3_stmt *st = NULL;
    enum err e = sqlite_err(sqlite3_prepare_v2(
        s->db, "UPDATE block SET often = ?2, version = ?3 WHERE n = ?1", -1, &st, NULL));
    for (int i = 0; !e && i < STRETCH; i++) {
        struct buf CLEANUP(buf_release) bytes = BUF(64 << 20);
        const struct behind *b = &s->block[i];
        if (!b->there || !b->short_of) continue;
        often_extend(&b->had, b->more.item, b->more.n, s->known, &bytes);
        if (bytes.full) e = ERR_LIMIT;
        sqlite3_bind_int64(st, 1, s->first + i);
        sqlite3_bind_blob64(st, 2, bytes.p, bytes.n, SQLITE_STATIC);
        sqlite3_bind_int64(st, 3, version);
        if (!e) e = sqlite_err(sqlite3_step(st));
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
    return e;
}

/* What lies beside the blocks goes home first: nobody has looked there for the terms that are new.
 */
static enum err teach(struct tidying *t, int64_t first, bool *ret_changed)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct stretch *s = arena_make(a, struct stretch);
    sqlite3 *db = t->blocks->db;
    bool last = false;
    int64_t next = NOWHERE, beside = t->blocks->beside;
    *s = (struct stretch){.db = db, .mem = a, .first = first};
    s->known = often_terms_count(t->blocks->often);
    enum err e = blocks_home(t->blocks, first, first + STRETCH, STRETCH, &next);
    if (!e) e = read_stretch(s, &last);
    if (!e && s->any) e = note_terms(s);
    if (!e && s->any) e = write_stretch(s, t->blocks->version);
    *ret_changed = s->any || t->blocks->beside != beside;
    return e ? e : put_meta(db, "behind", last ? NOWHERE : first + STRETCH);
}

/* ---- segments ---- */

static enum err merge(sqlite3 *db, bool begin)
{
    char text[100];
    int before = sqlite3_total_changes(db);
    snprintf(text, sizeof text, "INSERT INTO fts (fts, rank) VALUES ('merge', %d)",
             begin ? -PAGES : PAGES);
    enum err e = file_run(db, text);
    bool over = sqlite3_total_changes(db) - before < 2; /* as FTS5 tells it */
    if (e || (!over && !begin)) return e;
    return put_meta(db, "merging", over ? MERGE_NOT : MERGE_GO_ON);
}

enum err tidy_step(struct tidying *t, bool *ret_changed, bool *ret_more)
{
    int64_t choosing = NOWHERE, behind = NOWHERE, merging = MERGE_NOT, homing = NOWHERE;
    sqlite3 *db = t->blocks->db;
    *ret_changed = false;
    enum err e = file_meta(db, "choosing", &choosing);
    if (!e) e = file_meta(db, "behind", &behind);
    if (!e) e = file_meta(db, "merging", &merging);
    if (!e) e = file_meta(db, "homing", &homing);
    if (homing == NOWHERE && tidy_rows_due(t->blocks->beside, t->docs)) homing = 0;
    *ret_more =
        choosing != NOWHERE || behind != NOWHERE || merging != MERGE_NOT || homing != NOWHERE;
    if (e || !*ret_more) return e;
    if (choosing != NOWHERE) return choose(t, choosing);
    if (behind != NOWHERE) return teach(t, behind, ret_changed);
    if (homing != NOWHERE) return take_home(t, homing, ret_changed);
    return merge(db, merging == MERGE_BEGIN);
}
