/* page_book.c -- one record of a library: what it says, its copies, what was done to it. */
#include "base/checked.h"
#include "catalog/hand.h"
#include "html.h"
#include "record/fault.h"
#include "text/isbn.h"
#include "web/quality.h"

enum { FACTS = 20 };

static int64_t record_of(const struct ask *k)
{
    int64_t id = 0;
    return str_to_i64(k->segment, &id) || id < 1 ? 0 : id;
}

static struct str address_of(struct ask *k, int64_t record)
{
    return arena_printf(k->mem, "/staf/%.*s/buku/%lld", STR_ARG(k->agency.slug), (long long)record);
}

/* ---- showing ---- */

static void add_fact(struct book_page *p, enum msg label, struct str value)
{
    if (value.n && p->n_facts < FACTS)
        p->facts[p->n_facts++] = (struct fact){.label = label, .value = value};
}

static struct str names_of(struct ask *k, const struct bib *b)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->names.n; i++) VEC_PUSH(k->mem, &list, b->names.item[i].name);
    return arena_join(k->mem, list.item, list.n, STR("; "));
}

static struct str languages_of(struct ask *k, const struct bib *b)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->languages.n; i++)
        VEC_PUSH(k->mem, &list, language_name(k->out.lang, b->languages.item[i]));
    return arena_join(k->mem, list.item, list.n, STR(", "));
}

static void add_facts(struct ask *k, const struct entry_view *v, struct book_page *p)
{
    struct typed t;
    typed_from_bib(&v->entry.bib, k->mem, &t);
    p->facts = arena_array(k->mem, struct fact, FACTS);
    add_fact(p, MSG_entry_authors, names_of(k, &v->entry.bib));
    add_fact(p, MSG_entry_format, named_text(k, "format", format_name(v->entry.bib.format)));
    for (int i = ENTRY_PART; i < ENTRY_FIELDS; i++)
        add_fact(p, entry_field_label((enum entry_field)i),
                 *entry_field_of(&t, (enum entry_field)i));
    add_fact(p, MSG_entry_language, languages_of(k, &v->entry.bib));
    add_fact(p, MSG_entry_copied, v->entry.copied);
}

static void add_items(struct ask *k, const struct entry_view *v, struct book_page *p)
{
    static const char *const names[] = {"unstated", "available", "on-loan",  "not-for-loan",
                                        "repair",   "missing",   "on-order", "gone"};
    const struct bib *b = &v->entry.bib;
    struct strs codes = {0};
    p->states = arena_array(k->mem, struct str, b->items.n + 1);
    for (size_t i = 0; i < b->items.n; i++) {
        p->states[i] = named_text(k, "copy", names[b->items.item[i].status]);
        if (b->items.item[i].code.n) VEC_PUSH(k->mem, &codes, b->items.item[i].code);
    }
    p->codes = arena_join(k->mem, codes.item, codes.n, STR("\n"));
}

static enum err add_changes(struct ask *k, int64_t record, struct book_page *p)
{
    struct entry_changes list;
    enum err e = entry_history(k->db, &k->actor, k->agency.id, record, k->mem, &list);
    if (e) return e;
    p->changes = arena_array(k->mem, struct change_row, list.n + 1);
    for (size_t i = 0; i < list.n; i++) {
        const struct entry_change *c = &list.item[i];
        bool first = i + 1 == list.n;
        p->changes[p->n_changes++] =
            (struct change_row){c, c->by.n ? c->by : ask_text(k, MSG_history_operator),
                                !c->version ? MSG_entry_was_withdrawn
                                : !c->hand  ? MSG_versions_sent
                                : first     ? MSG_entry_was_added
                                            : MSG_entry_was_changed};
        if (c->last) p->undo = c->load;
    }
    return OK;
}

static enum err add_suggestions(struct ask *k, const struct entry_view *v, struct book_page *p)
{
    if (p->old || actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, k->agency.id)) return OK;
    struct enrich_gains g;
    enum err e = suggestions_for(k, v, &g);
    struct gain_view *to = arena_array(k->mem, struct gain_view, ENRICH_KINDS);
    for (size_t i = 0; !e && i < g.n; i++) {
        const struct enrich_gain *one = &g.item[i];
        to[p->n_gains++] = (struct gain_view){
            one->kind, named_text(k, "enrich", enrich_name(one->kind)), gain_text(k, one),
            arena_join(k->mem, one->sources.item, one->sources.n, STR("; "))};
    }
    p->gain = to;
    return e;
}

static enum err show(struct ask *k, int64_t version, struct str conflict)
{
    struct staff_frame s;
    struct entry_view v;
    struct hand_state h = {0};
    struct book_page p = {.v = &v, .conflict = conflict, .address = address_of(k, record_of(k))};
    enum err e =
        version ? entry_version(k->db, &k->actor, k->agency.id, record_of(k), version, k->mem, &v)
                : entry_get(k->db, &k->actor, k->agency.id, record_of(k), k->mem, &v);
    if (!e) e = add_changes(k, v.record, &p);
    p.old = version != 0;
    if (!e) e = add_suggestions(k, &v, &p);
    if (!e) e = staff_frame(k, v.entry.bib.title, &s);
    if (e) return e;
    p.may_change = (v.typed || v.version) && !p.old &&
                   actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, k->agency.id) == OK;
    if (!v.typed) e = hand_state(k->db, v.record, k->mem, &h);
    if (e) return e;
    p.edited = h.load != 0;
    p.brought = h.brought && h.clash > 0 && p.may_change;
    add_facts(k, &v, &p);
    add_items(k, &v, &p);
    html_book(&k->out, &s, &p, k->agency.slug);
    return OK;
}

enum err page_book(struct ask *k)
{
    return show(k, ask_number(k, "versi", 0), (struct str){0});
}

/* ---- withdrawing, taking back ---- */

static enum err done(struct ask *k, enum err e, const char *word)
{
    if (e == ERR_CONFLICT) {
        k->rs->status = 422;
        return show(k, 0, ask_text(k, MSG_entry_changed_meanwhile));
    }
    return e ? e : page_done(k, address_of(k, record_of(k)), word);
}

enum err page_book_withdraw(struct ask *k)
{
    enum err e = entry_withdraw(k->db, &k->actor, k->agency.id, record_of(k),
                                form_number(k, "versi", 0), k->out.now);
    return done(k, e, "ditarik");
}

enum err page_book_undo(struct ask *k)
{
    enum err e = entry_undo(k->db, &k->actor, k->agency.id, record_of(k),
                            form_number(k, "perubahan", 0), k->out.now);
    return done(k, e, "dibatalkan");
}
