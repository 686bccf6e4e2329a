/* editing.c -- the record that is being edited: from the store, from nothing, from the network, and
 * back. */
#include "base/checked.h"
#include "base/hash.h"
#include "catalog/entry_marc.h"
#include "catalog/title_id.h"
#include "record/marc_form.h"
#include "web/books.h"
#include "web/editor.h"

enum { RECORDS_LOOKED_AT = 10 };

int64_t editing_record(const struct ask *k)
{
    int64_t id = 0;
    if (str_eq(k->segment, STR("baru"))) return 0;
    return str_to_i64(k->segment, &id) || id < 1 ? -1 : id;
}

struct str editing_address(const struct ask *k, int64_t record, const char *rest)
{
    if (!record)
        return arena_printf(k->mem, "/staf/%.*s/buku/baru%s", STR_ARG(k->agency.slug), rest);
    return arena_printf(k->mem, "/staf/%.*s/buku/%lld%s", STR_ARG(k->agency.slug),
                        (long long)record, rest);
}

enum err editing_open(struct ask *k, struct editing *ret)
{
    struct entry_view v;
    struct editing x = {.record = editing_record(k)};
    enum err e = x.record > 0 ? entry_get(k->db, &k->actor, k->agency.id, x.record, k->mem, &v)
                              : ERR_NOT_FOUND;
    if (!e && !v.version && !v.typed) e = ERR_NOT_FOUND; /* its system withdrew it */
    if (!e) e = hand_marc(k->db, v.version ? v.version : v.last, k->mem, &x.m);
    if (e) return e;
    x.version = v.version;
    x.typed = v.typed;
    x.heading = v.entry.bib.title;
    x.text = marc_text_write(&x.m, k->mem);
    *ret = x;
    return OK;
}

/* ---- beginnings ---- */

/* "261128" */
static struct str day_of(const struct ask *k)
{
    struct str day = ask_day(k);
    return arena_printf(k->mem, "%.2s%.2s%.2s", day.p + 2, day.p + 5, day.p + 8);
}

/* The fullest record of the title that is MARC; ERR_NOT_FOUND. */
static enum err fullest(struct ask *k, const struct title_view *v, struct marc *ret,
                        struct str *ret_source)
{
    size_t best = 0;
    for (size_t i = 0; i < v->n_records && i < RECORDS_LOOKED_AT; i++) {
        struct marc m;
        enum err e = hand_record(k->db, v->record[i].id, k->mem, &m);
        if (e == ERR_NOT_FOUND || e == ERR_LIMIT) continue;
        if (e) return e;
        if (m.n <= best) continue;
        best = m.n;
        *ret = m;
        *ret_source = v->record[i].agency_name;
    }
    return best ? OK : ERR_NOT_FOUND;
}

/* The record of another library with the merged description of the title over it. */
enum err editing_from_title(struct ask *k, struct str id, struct marc *ret, struct str *ret_source)
{
    struct entry entry;
    struct str hint;
    struct marc theirs;
    struct title_view v;
    struct bib was;
    struct typed before, after;
    int64_t title = 0;
    enum err e = title_id_read(id, &title);
    if (!e) e = title_view(k->db, &k->actor, NULL, title, k->mem, &v);
    if (e) return e;
    book_copy_of(k, &v, &entry, &hint);
    *ret_source = entry.copied;
    e = fullest(k, &v, &theirs, ret_source);
    if (e == ERR_NOT_FOUND) {
        entry_to_marc(&entry, k->mem, ret);
        return OK;
    }
    if (e) return e;
    marc_adopt(&theirs, *ret_source, k->mem, &theirs);
    bib_from_marc(&theirs, NULL, k->mem, &was, NULL);
    typed_from_bib(&was, k->mem, &before);
    entry.bib.other_ids = was.other_ids;
    typed_from_bib(&entry.bib, k->mem, &after);
    after.call_number = before.call_number;
    const struct marc_form form = {&theirs, &was, &before, &after, &entry.bib, false};
    marc_form_apply(&form, k->mem, ret);
    return OK;
}

static enum err from_own(struct ask *k, int64_t record, struct marc *ret)
{
    struct entry_view v;
    struct marc m;
    enum err e = entry_get(k->db, &k->actor, k->agency.id, record, k->mem, &v);
    if (!e && !v.version) e = ERR_NOT_FOUND;
    if (!e) e = hand_marc(k->db, v.version, k->mem, &m);
    if (!e) marc_pattern(&m, k->mem, ret);
    return e;
}

enum err editing_new(struct ask *k, struct editing *ret, struct str *ret_source)
{
    struct str kind = http_param(k->rq, "jenis"), from = http_param(k->rq, "dari");
    int64_t like = ask_number(k, "tiru", 0), kept = ask_number(k, "templat", 0);
    enum format format = FORMAT_BOOK;
    bool ebook = str_eq(kind, STR("ebook"));
    enum err e = OK;
    *ret = (struct editing){.typed = true};
    *ret_source = (struct str){0};
    if (kind.n && !ebook && !format_parse(kind, &format)) return ERR_NOT_FOUND;
    if (from.n)
        e = editing_from_title(k, from, &ret->m, ret_source);
    else if (like)
        e = from_own(k, like, &ret->m);
    else if (kept)
        e = template_get(k->db, &k->actor, k->agency.id, kept, k->mem, &ret->m);
    else
        marc_skeleton(format, ebook, day_of(k), k->mem, &ret->m);
    if (!e && !from.n) marc_set_day(&ret->m, day_of(k), k->mem);
    if (!e) ret->text = marc_text_write(&ret->m, k->mem);
    return e;
}

/* ---- from the post ---- */

/* Untrimmed: blanks at the ends of lines are the record's. */
static struct str posted(const struct ask *k, const char *name)
{
    for (size_t i = 0; i < k->form.n; i++)
        if (str_eq(k->form.item[i].name, str_of(name))) return k->form.item[i].value;
    return (struct str){0};
}

void editing_posted(struct ask *k, struct editing *ret)
{
    *ret = (struct editing){
        .record = MAX(editing_record(k), (int64_t)0),
        .version = form_number(k, "versi", 0),
        .text = posted(k, "teks"),
        .new_items = (int)MIN(form_number(k, "eksemplar", 0), (int64_t)ENTRY_NEW_ITEMS_MAX),
        .new_place = form_text(k, "lokasi"),
        .why = form_text(k, "alasan"),
        .nonce = form_text(k, "kunci")};
}

/* ---- saving ---- */

/* The same form with the same contents: pressed twice. */
static struct str nonce_of(struct ask *k, const struct editing *x, const struct str text)
{
    if (x->nonce.n == 0) return x->nonce;
    return arena_printf(k->mem, "%.*s-%lld", STR_ARG(x->nonce), (long long)digest_key(text));
}

static enum err conflict(struct ask *k, const struct editing *x, const struct entry_result *r,
                         struct str *ret_wrong)
{
    static const enum msg words[] = {[ENTRY_FINE] = MSG_entry_changed,
                                     [ENTRY_CHANGED] = MSG_entry_changed,
                                     [ENTRY_CODE_TAKEN] = MSG_entry_code_taken,
                                     [ENTRY_CODE_TWICE] = MSG_entry_code_twice,
                                     [ENTRY_CODE_WRONG] = MSG_entry_code_wrong};
    if (r->why == ENTRY_CHANGED && r->version) {
        k->rs->status = 409;
        return clash_show(k, x, x->version, r->version, false, (struct str){0});
    }
    k->rs->status = r->why == ENTRY_CHANGED ? 409 : 422;
    *ret_wrong = msg_text(k->mem, k->out.lang, words[r->why], &r->code, 1);
    return OK;
}

enum err editing_save(struct ask *k, const struct editing *x, struct str *ret_wrong)
{
    struct entry_result r;
    struct marc m = x->m;
    struct entry_order o = {.new_items = x->new_items, .new_place = x->new_place};
    *ret_wrong = (struct str){0};
    if (!x->record) marc_drop_empty(&m, k->mem);
    o.agency = k->agency.id;
    o.record = x->record;
    o.version = x->version;
    o.seen = x->seen;
    o.marc = &m;
    o.why = x->why;
    o.nonce = nonce_of(k, x, marc_text_write(&m, k->mem));
    enum err e = entry_save(k->db, &k->actor, &o, k->out.now, k->mem, &r);
    if (e == ERR_CONFLICT && r.why) return conflict(k, x, &r, ret_wrong);
    if (e == ERR_LIMIT || e == ERR_ARG) {
        k->rs->status = 422;
        *ret_wrong = ask_text(k, MSG_entry_too_long);
        return OK;
    }
    if (e) return e;
    return page_done(k, editing_address(k, r.record, ""), r.load ? "tersimpan" : "sama");
}
