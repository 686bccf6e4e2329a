/* page_entry.c -- adding and changing a record with the simple form: what was typed goes over the
 * record that travels with the form. */
#include "base/checked.h"
#include "catalog/title_id.h"
#include "html.h"
#include "record/marc_form.h"
#include "web/books.h"
#include "web/editor.h"

/* ---- showing ---- */

static enum err show(struct ask *k, const struct editing *x, const struct entry_typed *t,
                     struct entry_form *f)
{
    struct staff_frame s;
    f->heading = ask_text(k, x->record ? MSG_entry_change : MSG_staff_add);
    f->address = editing_address(k, x->record, x->record ? "/ubah" : "");
    f->check = editing_address(k, x->record, "/periksa");
    f->cancel = x->record ? editing_address(k, x->record, "") : staff_address(k, "/buku");
    f->text = x->text;
    f->typed = x->typed;
    f->why = (struct field_view){.name = "alasan",
                                 .label = MSG_editor_why,
                                 .value = x->why,
                                 .hint = ask_text(k, MSG_editor_why_hint),
                                 .max = 200};
    enum err e = template_panel(k, &x->m, &f->keep);
    if (!e && !x->record) e = template_choices(k, f->address, &f->begin);
    if (!e) e = entry_form_show(k, t, f);
    if (!e) e = staff_frame(k, f->heading, &s);
    if (e) return e;
    s.around.icons |= ICON(PIN) | ICON(KINDS);
    html_entry_form(&k->out, &s, f);
    return OK;
}

/* What the form shows of the record. */
static void fill(struct ask *k, const struct editing *x, struct entry_typed *ret)
{
    *ret = (struct entry_typed){.from = http_param(k->rq, "dari")};
    bib_from_marc(&x->m, NULL, k->mem, &ret->order.entry.bib, NULL);
    typed_from_bib(&ret->order.entry.bib, k->mem, &ret->typed);
    ret->order.version = x->version;
    ret->order.new_items = x->new_items;
    ret->order.new_place = x->new_place;
}

enum err entry_form_of(struct ask *k, const struct editing *x)
{
    struct entry_typed t;
    struct entry_form f = {.n_names = 0};
    struct editing now = *x, there;
    now.typed = true;
    enum err e = x->record ? editing_open(k, &there) : OK;
    if (e) return e;
    if (x->record) now.typed = there.typed;
    fill(k, &now, &t);
    return show(k, &now, &t, &f);
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

/* The description without what is another library's own: numbers of its system, copies, call
 * number. */
void book_copy_of(struct ask *k, const struct title_view *v, struct entry *ret,
                  struct str *ret_hint)
{
    struct bib b = v->bib;
    b.control = b.parent = b.call_number = (struct str){0};
    b.other_ids = (struct strs){0};
    b.items.item = NULL;
    b.items.n = b.items.cap = 0;
    *ret = (struct entry){.bib = b, .copied = sources_of(k, v)};
    *ret_hint = others_shelve(k, v);
}

/* How other libraries shelve it; empty: nobody says. */
static struct str hint_of(struct ask *k, struct str from)
{
    struct title_view v;
    int64_t title = 0;
    if (from.n == 0 || title_id_read(from, &title) ||
        title_view(k->db, &k->actor, NULL, title, k->mem, &v))
        return (struct str){0};
    return others_shelve(k, &v);
}

enum err page_book_new(struct ask *k)
{
    struct editing x;
    struct entry_typed t;
    struct entry_form f = {.n_names = 0};
    enum err e = editing_new(k, &x, &f.copied);
    if (e) return e;
    if (f.copied.n) x.why = msg_text(k->mem, k->out.lang, MSG_editor_copied, &f.copied, 1);
    f.hint = hint_of(k, http_param(k->rq, "dari"));
    x.new_items = 1;
    fill(k, &x, &t);
    return show(k, &x, &t, &f);
}

enum err page_book_edit(struct ask *k)
{
    struct editing x;
    struct entry_typed t;
    struct entry_form f = {.n_names = 0};
    enum err e = editing_open(k, &x);
    if (e == ERR_LIMIT) return page_done(k, editing_address(k, editing_record(k), "/marc"), NULL);
    if (e) return e;
    fill(k, &x, &t);
    return show(k, &x, &t, &f);
}

/* ---- saving ---- */

/* Whether the form goes back once more: asked for, or something in it is odd and was not seen yet.
 */
static bool goes_back(struct ask *k, const struct entry_typed *t, struct entry_form *f)
{
    bool title = t->order.entry.bib.title.n > 0, odd = t->known.n > 0;
    if (template_pressed(k)) return true;
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

/* The record that the form was made of: it came back with it, or is the version it names. */
static enum err base_of_form(struct ask *k, struct editing *x, struct str *ret_source)
{
    struct oddities found = {0};
    struct entry_view v;
    int *line;
    if (x->text.n) {
        marc_text_read(x->text, k->mem, &x->m, &line, &found);
        return found.errors ? ERR_ARG : OK;
    }
    struct editing from = {.record = 0};
    struct str kind = form_text(k, "jenis"), title = form_text(k, "dari");
    enum format format = FORMAT_BOOK;
    enum err e = OK;
    if (x->record && x->version) {
        e = entry_version(k->db, &k->actor, k->agency.id, x->record, x->version, k->mem, &v);
        if (!e) e = hand_marc(k->db, x->version, k->mem, &x->m);
    } else if (x->record) {
        e = editing_open(k, &from);
        if (!e) x->m = from.m;
    } else {
        if (kind.n && !format_parse(kind, &format)) format = FORMAT_BOOK;
        e = title.n ? editing_from_title(k, title, &x->m, ret_source) : ERR_NOT_FOUND;
        if (e == ERR_NOT_FOUND) { /* it went meanwhile; what was typed stays */
            marc_blank(format, STR("000000"), k->mem, &x->m);
            e = OK;
        }
    }
    return e;
}

/* What was typed over the record. */
static void put_over(struct ask *k, struct editing *x, struct entry_typed *t)
{
    struct bib was;
    struct typed before;
    bib_from_marc(&x->m, NULL, k->mem, &was, NULL);
    typed_from_bib(&was, k->mem, &before);
    entry_form_read(k, &was, t);
    const struct marc_form form = {&x->m, &was, &before, &t->typed, &t->order.entry.bib, x->typed};
    marc_form_apply(&form, k->mem, &x->m);
    x->text = marc_text_write(&x->m, k->mem);
    x->nonce = t->order.nonce;
}

static enum err post(struct ask *k, struct editing *x)
{
    struct entry_typed t;
    struct entry_form f = {.hint = hint_of(k, form_text(k, "dari"))};
    struct str source = {0};
    enum err e = base_of_form(k, x, &source);
    if (e) return e;
    put_over(k, x, &t);
    if (source.n && x->why.n == 0)
        x->why = msg_text(k->mem, k->out.lang, MSG_editor_copied, &source, 1);
    if (form_has(k, "marc") && t.order.entry.bib.title.n) return page_marc_of(k, x);
    if (goes_back(k, &t, &f)) {
        struct bib b = t.order.entry.bib;
        k->rs->status = b.title.n || template_pressed(k) ? 200 : 422;
        if (!x->record && form_has(k, "periksa")) f.similar = similar_to(k, &b);
        return show(k, x, &t, &f);
    }
    e = editing_save(k, x, &f.wrong);
    if (e || f.wrong.n == 0) return e;
    f.wrong_field = x->typed ? "eksemplar-ada" : NULL;
    return show(k, x, &t, &f);
}

enum err page_book_new_post(struct ask *k)
{
    struct editing x;
    editing_posted(k, &x);
    x.record = x.version = 0;
    x.typed = true;
    return post(k, &x);
}

enum err page_book_edit_post(struct ask *k)
{
    struct editing x, now;
    if (editing_record(k) < 1) return ERR_NOT_FOUND;
    editing_posted(k, &x);
    enum err e = editing_open(k, &now);
    if (e) return e;
    x.typed = now.typed;
    if (!x.typed) x.new_items = 0; /* its copies are its system's */
    return post(k, &x);
}
