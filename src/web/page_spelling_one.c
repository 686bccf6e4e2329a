/* page_spelling_one.c -- one way of writing with all others of the network, and deciding about it.
 */
#include "base/checked.h"
#include "html.h"
#include "text/words.h"
#include "web/spelling.h"
#include "work/spelling_job.h"

enum { TITLES_LOOKED_AT = 50, EXAMPLES_SHOWN = 10 };

/* ---- examples ---- */

struct seeking {
    enum spelling_kind kind;
    struct str text;
    bool found;
};

static bool look(void *ctx, enum spelling_kind kind, struct str text, struct str *ret)
{
    struct seeking *s = ctx;
    *ret = text;
    s->found |= kind == s->kind && str_eq(text, s->text);
    return false;
}

static void add_example(struct ask *k, const struct entry_view *v, struct spelling_one_page *p)
{
    struct seeking s = {.kind = p->v.row.kind, .text = p->v.row.text};
    struct bib b = v->entry.bib;
    (void)bib_respell(&b, look, &s, k->mem);
    if (s.found && p->n_examples < EXAMPLES_SHOWN)
        p->example[p->n_examples++] = (struct spelling_example){v->record, b.title};
}

/* The index is asked for its words; what it finds is looked at. Codes of languages are not in it.
 */
static enum err add_examples(struct ask *k, struct spelling_one_page *p)
{
    static const enum index_field fields[SPELLINGS] = {
        [SPELLING_NAME] = INDEX_AUTHOR,
        [SPELLING_PUBLISHER] = INDEX_PUBLISHER,
        [SPELLING_PLACE] = INDEX_PLACE,
    };
    struct str words = words_key(k->mem, p->v.row.text);
    if (p->v.row.kind == SPELLING_LANGUAGE || !words.n) return OK;
    const struct scope own = {.agency = &k->agency.id, .n = 1};
    struct search_request rq = {.query = arena_printf(k->mem, "\"%.*s\"", STR_ARG(words)),
                                .field = fields[p->v.row.kind],
                                .scope = &own,
                                .limit = TITLES_LOOKED_AT,
                                .deadline_us = k->rq->deadline_us};
    struct search_ids ids = {0};
    enum err e = ask_first(k, &rq, &ids);
    p->example = arena_array(k->mem, struct spelling_example, EXAMPLES_SHOWN);
    for (size_t i = 0; !e && i < ids.n && p->n_examples < EXAMPLES_SHOWN; i++) {
        struct entry_views list;
        e = entry_of_title(k->db, &k->actor, k->agency.id, ids.item[i], k->mem, &list);
        for (size_t n = 0; !e && n < list.n; n++) add_example(k, &list.item[n], p);
    }
    return e == ERR_ARG || e == ERR_LIMIT ? OK : e;
}

/* ---- the page ---- */

static void add_forms(struct ask *k, const struct spelling_forms *forms,
                      struct spelling_one_page *p)
{
    p->item = arena_array(k->mem, struct spelling_form_row, forms->n + 2);
    bool there = p->v.row.form.n == 0;
    for (size_t i = 0; i < forms->n; i++) {
        const struct spelling_form *f = &forms->item[i];
        bool proposed = str_eq(f->text, p->v.row.form);
        there |= proposed;
        p->item[p->n++] = (struct spelling_form_row){*f, proposed, str_eq(f->text, p->v.row.text)};
    }
    if (!there) /* of an authority file, or only tidied */
        p->item[p->n++] = (struct spelling_form_row){
            {p->v.row.form, p->v.row.form_records, p->v.row.form_agencies, true}, true, false};
}

static enum err show(struct ask *k, struct str kind, struct str text, struct str typed, bool wrong)
{
    struct staff_frame s;
    struct spelling_row row;
    struct spelling_forms forms;
    enum spelling_kind which;
    struct spelling_one_page p = {.address = staff_address(k, "/mutu/ejaan"), .typed = typed};
    if (!spelling_parse(kind, &which)) return ERR_NOT_FOUND;
    enum err e = spelling_get(k->db, &k->actor, k->agency.id, which, text, k->mem, &row, &forms);
    if (e) return e;
    spelling_view_of(k, &row, &p.v);
    add_forms(k, &forms, &p);
    e = add_examples(k, &p);
    if (!e) e = staff_frame(k, text, &s);
    if (e) return e;
    p.kind_words = named_text(k, "spelling", spelling_name(which));
    p.wrong = wrong_if(k, wrong, MSG_spelling_wrong);
    p.may_change = actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, k->agency.id) == OK;
    html_spelling_one(&k->out, &s, &p, k->agency.slug);
    return OK;
}

static struct str asked(const struct ask *k, const char *name)
{
    struct strs list = ask_list(k, name);
    return list.n ? list.item[0] : (struct str){0};
}

enum err page_spelling_one(struct ask *k)
{
    return show(k, asked(k, "jenis"), asked(k, "teks"), (struct str){0}, false);
}

/* ---- deciding ---- */

static enum err decide(struct ask *k, struct str form, const char *word)
{
    struct chosen_order o = {.agency = k->agency.id, .text = form_text(k, "teks"), .form = form};
    int64_t id = 0;
    if (!spelling_parse(form_text(k, "jenis"), &o.kind)) return ERR_ARG;
    enum err e = chosen_set(k->db, &k->actor, &o, k->out.now, &id);
    if (e == ERR_ARG && o.text.n) {
        k->rs->status = 422;
        return show(k, form_text(k, "jenis"), o.text, form, true);
    }
    if (!e && form.n) e = spelling_job_ask(k->db, &k->actor, k->agency.id, false, k->out.now);
    struct str back = arena_printf(k->mem, "%.*s?jenis=%s",
                                   STR_ARG(staff_address(k, "/mutu/ejaan")), spelling_name(o.kind));
    return e ? e : page_done(k, back, word);
}

/* "bentuk" is one of those that are there, "lain" what was typed. */
enum err page_spelling_take(struct ask *k)
{
    struct str typed = form_text(k, "lain"), form = typed.n ? typed : form_text(k, "bentuk");
    if (form.n) return decide(k, form, "ejaan-pakai");
    k->rs->status = 422;
    return show(k, form_text(k, "jenis"), form_text(k, "teks"), form, true);
}

enum err page_spelling_leave(struct ask *k)
{
    return decide(k, (struct str){0}, "ejaan-biarkan");
}
