/* page_entry.c -- adding and changing a record: from the form to the catalogue and back. */
#include "base/checked.h"
#include "catalog/title_id.h"
#include "html.h"
#include "web/books.h"

static int64_t record_of(const struct ask *k)
{
    int64_t id = 0;
    return str_to_i64(k->segment, &id) || id < 1 ? 0 : id;
}

/* ---- showing ---- */

static enum err show(struct ask *k, const struct entry_typed *t, struct entry_form *f)
{
    struct staff_frame s;
    int64_t record = record_of(k);
    f->heading = ask_text(k, record ? MSG_entry_change : MSG_staff_add);
    f->address = record ? arena_printf(k->mem, "/staf/%.*s/buku/%lld/ubah", STR_ARG(k->agency.slug),
                                       (long long)record)
                        : staff_address(k, "/buku/baru");
    f->cancel = record ? arena_printf(k->mem, "/staf/%.*s/buku/%lld", STR_ARG(k->agency.slug),
                                      (long long)record)
                       : staff_address(k, "/buku");
    enum err e = entry_form_show(k, t, f);
    if (!e) e = staff_frame(k, f->heading, &s);
    if (e) return e;
    html_entry_form(&k->out, &s, f);
    return OK;
}

/* ---- copying ---- */

/* The libraries whose words the description is made of, at most three. */
static struct str sources_of(struct ask *k, const struct title_view *v)
{
    struct strs names = {0};
    for (int f = 0; f < TITLE_FIELDS; f++) {
        bool seen = v->origin[f].source < 0 || names.n == 3;
        for (size_t i = 0; !seen && i < names.n; i++)
            seen = str_eq(names.item[i], v->record[v->origin[f].source].agency_name);
        if (!seen) VEC_PUSH(k->mem, &names, v->record[v->origin[f].source].agency_name);
    }
    return arena_join(k->mem, names.item, names.n, STR("; "));
}

/* "Di SMAN 1: 813 HIR l" */
static struct str others_shelve(struct ask *k, const struct title_view *v)
{
    for (size_t i = 0; i < v->n_holdings; i++)
        if (v->holding[i].call_number.n) {
            struct str arg[] = {v->holding[i].agency->name, v->holding[i].call_number};
            return msg_text(k->mem, k->out.lang, MSG_entry_call_hint, arg, 2);
        }
    return (struct str){0};
}

/* The description of a title without what is another library's own: numbers of its system, copies,
 * call number. */
static enum err copy_of(struct ask *k, struct str address_id, struct entry *ret,
                        struct str *ret_hint)
{
    struct title_view v;
    int64_t title = 0;
    enum err e = title_id_read(address_id, &title);
    if (!e) e = title_view(k->db, &k->actor, NULL, title, k->mem, &v);
    if (e) return e;
    struct bib b = v.bib;
    b.control = b.parent = b.call_number = (struct str){0};
    b.other_ids = (struct strs){0};
    b.items.item = NULL;
    b.items.n = b.items.cap = 0;
    *ret = (struct entry){.bib = b, .copied = sources_of(k, &v)};
    *ret_hint = others_shelve(k, &v);
    return OK;
}

enum err page_book_new(struct ask *k)
{
    struct entry_typed t = {.from = http_param(k->rq, "dari"), .order = {.new_items = 1}};
    struct entry_form f = {.n_names = 0};
    t.typed.format = FORMAT_BOOK;
    t.typed.language = STR("ind");
    if (t.from.n) {
        enum err e = copy_of(k, t.from, &t.order.entry, &f.hint);
        if (e) return e;
        typed_from_bib(&t.order.entry.bib, k->mem, &t.typed);
    }
    return show(k, &t, &f);
}

enum err page_book_edit(struct ask *k)
{
    struct entry_view v;
    struct entry_typed t = {.typed.format = FORMAT_BOOK};
    struct entry_form f = {.n_names = 0};
    enum err e = entry_get(k->db, &k->actor, k->agency.id, record_of(k), k->mem, &v);
    if (!e && !v.typed) e = ERR_NOT_FOUND;
    if (e) return e;
    t.order.entry = v.entry;
    t.order.version = v.version;
    typed_from_bib(&v.entry.bib, k->mem, &t.typed);
    return show(k, &t, &f);
}

/* ---- saving ---- */

static enum err show_wrong(struct ask *k, const struct entry_typed *t, struct entry_form *f)
{
    k->rs->status = 422;
    return show(k, t, f);
}

/* Their copies that the form does not have yet: nothing of them is lost when it is saved now. */
static void keep_their_copies(struct ask *k, const struct bib *theirs, struct bib *mine)
{
    for (size_t i = 0; i < theirs->items.n; i++) {
        bool have = false;
        for (size_t n = 0; n < mine->items.n; n++)
            have |= str_eq(mine->items.item[n].code, theirs->items.item[i].code);
        if (!have) VEC_PUSH(k->mem, &mine->items, theirs->items.item[i]);
    }
}

static void compare(struct ask *k, struct typed *mine, struct typed *theirs, struct entry_form *f)
{
    f->differences = arena_array(k->mem, struct difference, ENTRY_FIELDS);
    for (int i = 0; i < ENTRY_FIELDS; i++) {
        struct str m = *entry_field_of(mine, (enum entry_field)i);
        struct str t = *entry_field_of(theirs, (enum entry_field)i);
        if (!str_eq(m, t))
            f->differences[f->n_differences++] =
                (struct difference){entry_field_label((enum entry_field)i), m, t};
    }
}

static enum err show_changed(struct ask *k, struct entry_typed *t, int64_t version)
{
    struct entry_view v;
    struct typed theirs, mine;
    struct entry_form f = {.wrong = ask_text(k, MSG_entry_changed)};
    enum err e = entry_get(k->db, &k->actor, k->agency.id, record_of(k), k->mem, &v);
    if (e) return e;
    typed_from_bib(&v.entry.bib, k->mem, &theirs);
    typed_from_bib(&t->order.entry.bib, k->mem, &mine);
    compare(k, &mine, &theirs, &f);
    f.changed_by = v.by;
    f.changed_at = v.at;
    t->order.version = version;
    keep_their_copies(k, &v.entry.bib, &t->order.entry.bib);
    return show_wrong(k, t, &f);
}

static enum err show_conflict(struct ask *k, struct entry_typed *t, const struct entry_result *r)
{
    static const enum msg words[] = {[ENTRY_FINE] = MSG_entry_changed,
                                     [ENTRY_CHANGED] = MSG_entry_changed,
                                     [ENTRY_CODE_TAKEN] = MSG_entry_code_taken,
                                     [ENTRY_CODE_TWICE] = MSG_entry_code_twice,
                                     [ENTRY_CODE_WRONG] = MSG_entry_code_wrong};
    struct entry_form f = {.n_names = 0};
    if (r->why == ENTRY_CHANGED) return show_changed(k, t, r->version);
    f.wrong = msg_text(k->mem, k->out.lang, words[r->why], &r->code, 1);
    f.wrong_field = "eksemplar-ada";
    return show_wrong(k, t, &f);
}

/* Whether the form goes back once more: asked for, or something in it is odd and was not seen yet.
 */
static bool goes_back(struct ask *k, const struct entry_typed *t, struct entry_form *f)
{
    bool title = t->order.entry.bib.title.n > 0, odd = t->known.n > 0;
    if (!title) {
        f->wrong = ask_text(k, MSG_form_wrong);
        return true;
    }
    if (form_has(k, "baris")) return true;
    f->known = t->known;
    f->warned = odd;
    if (odd && !str_eq(t->known, form_text(k, "tahu"))) {
        f->wrong = ask_text(k, MSG_entry_odd);
        return true;
    }
    return form_has(k, "periksa");
}

static enum err save(struct ask *k, struct entry_typed *t, struct str hint)
{
    struct entry_result r;
    struct entry_form f = {.hint = hint};
    if (goes_back(k, t, &f)) {
        k->rs->status = t->order.entry.bib.title.n ? 200 : 422;
        return show(k, t, &f);
    }
    enum err e = entry_save(k->db, &k->actor, &t->order, k->out.now, k->mem, &r);
    if (e == ERR_CONFLICT && r.why) return show_conflict(k, t, &r);
    if (e == ERR_LIMIT || e == ERR_ARG) {
        f = (struct entry_form){.wrong = ask_text(k, MSG_entry_too_long)};
        return show_wrong(k, t, &f);
    }
    if (e) return e;
    return page_done(
        k,
        arena_printf(k->mem, "/staf/%.*s/buku/%lld", STR_ARG(k->agency.slug), (long long)r.record),
        r.load ? "tersimpan" : "sama");
}

enum err page_book_new_post(struct ask *k)
{
    struct entry base = {0};
    struct str hint = {0};
    struct entry_typed t;
    struct str from = form_text(k, "dari");
    enum err e = from.n ? copy_of(k, from, &base, &hint) : OK;
    if (e == ERR_NOT_FOUND) e = OK; /* it went meanwhile; what was typed stays */
    if (e) return e;
    entry_form_read(k, &base.bib, &t);
    t.order.entry.copied = base.copied;
    return save(k, &t, hint);
}

enum err page_book_edit_post(struct ask *k)
{
    struct entry_view v;
    struct entry_typed t;
    enum err e = entry_get(k->db, &k->actor, k->agency.id, record_of(k), k->mem, &v);
    if (!e && !v.typed) e = ERR_NOT_FOUND;
    if (e) return e;
    entry_form_read(k, &v.entry.bib, &t);
    t.order.record = v.record;
    t.order.entry.copied = v.entry.copied;
    return save(k, &t, (struct str){0});
}
