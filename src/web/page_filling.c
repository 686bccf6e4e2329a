/* page_filling.c -- gaps that records of other libraries fill: shown before they are taken home,
 * and on the page of a record. */
#include "base/checked.h"
#include "catalog/hand.h"
#include "catalog/mend.h"
#include "html.h"
#include "record/bib_marc.h"
#include "record/marc_form.h"
#include "text/utf8.h"
#include "web/quality.h"

enum { TITLES_LOOKED_AT = 200, ROWS_SHOWN = 40, VALUE_SHOWN = 300 };

unsigned filling_kinds(const struct ask *k)
{
    struct strs list = ask_list(k, "isi");
    unsigned kinds = 0;
    enum enrich_kind one;
    for (size_t i = 0; i < list.n; i++)
        if (enrich_parse(list.item[i], &one)) kinds |= 1u << one;
    return kinds;
}

static enum mark mark_of(enum enrich_kind k)
{
    static const enum mark marks[ENRICH_KINDS] = {
        [ENRICH_NUMBERS] = MARK_NO_ISBN,      [ENRICH_NAMES] = MARK_NO_AUTHOR,
        [ENRICH_YEAR] = MARK_NO_YEAR,         [ENRICH_PUBLISHER] = MARK_NO_PUBLISHER,
        [ENRICH_LANGUAGE] = MARK_NO_LANGUAGE, [ENRICH_CLASS] = MARK_NO_CLASS,
        [ENRICH_SUBJECTS] = MARK_NO_SUBJECT,  [ENRICH_EXTENT] = MARK_NO_EXTENT,
    };
    return marks[k];
}

struct str gain_text(struct ask *k, const struct enrich_gain *g)
{
    struct strs list = {0};
    for (size_t i = 0; i < g->values.n; i++)
        VEC_PUSH(k->mem, &list,
                 g->kind == ENRICH_LANGUAGE ? language_name(k->out.lang, g->values.item[i])
                                            : g->values.item[i]);
    return arena_join(k->mem, list.item, list.n, STR("; "));
}

static struct str joined(struct ask *k, const struct strs *list)
{
    return arena_join(k->mem, list->item, list->n, STR("; "));
}

/* ---- what would be filled ---- */

static enum err add_record(struct ask *k, const struct scope *members, const struct entry_view *v,
                           unsigned kinds, struct filling_page *p)
{
    struct enrich_gains g;
    enum err e =
        enrich_find(k->db, members, k->agency.id, v->title, &v->entry.bib, kinds, k->mem, &g);
    for (size_t i = 0; !e && i < g.n && p->n < ROWS_SHOWN; i++) {
        struct str value = gain_text(k, &g.item[i]);
        p->item[p->n++] =
            (struct filling_row){.v = v,
                                 .kind = named_text(k, "enrich", enrich_name(g.item[i].kind)),
                                 .value = utf8_cut(value, VALUE_SHOWN),
                                 .sources = joined(k, &g.item[i].sources)};
    }
    return e;
}

static enum err add_titles(struct ask *k, unsigned kinds, struct filling_page *p)
{
    const struct scope own = {.agency = &k->agency.id, .n = 1};
    const struct scope *members = NULL;
    struct search_request rq = {.field = INDEX_ANY,
                                .scope = &own,
                                .limit = TITLES_LOOKED_AT,
                                .deadline_us = k->rq->deadline_us};
    struct search_ids ids = {0};
    for (enum enrich_kind i = 0; i < ENRICH_KINDS; i++)
        if (kinds >> i & 1)
            VEC_PUSH(k->mem, &rq.filters.marks, mark_text(k->mem, k->agency.id, mark_of(i)));
    enum err e = ask_first(k, &rq, &ids);
    if (!e) e = scope_public(k->db, k->mem, &members);
    p->titles = ids.total;
    for (size_t i = 0; !e && i < ids.n && p->n < ROWS_SHOWN; i++) {
        struct entry_views *list = arena_make(k->mem, struct entry_views);
        e = entry_of_title(k->db, &k->actor, k->agency.id, ids.item[i], k->mem, list);
        for (size_t n = 0; !e && n < list->n; n++)
            e = add_record(k, members, &list->item[n], kinds, p);
        p->looked++;
    }
    return e;
}

static void add_choices(struct ask *k, unsigned kinds, struct filling_page *p)
{
    struct buf CLEANUP(buf_release) chosen = BUF(1 << 10);
    for (enum enrich_kind i = 0; i < ENRICH_KINDS; i++) {
        const char *name = enrich_name(i);
        p->kinds[i] = (struct choice_view){str_of(name), named_text(k, "enrich", name),
                                           (kinds >> i & 1) != 0};
        if (kinds >> i & 1) buf_printf(&chosen, "%sisi=%s", chosen.n ? "&" : "", name);
    }
    p->chosen = arena_copy(k->mem, buf_str(&chosen));
    for (enum take_form f = 0; f < TAKE_FORMS; f++)
        if (f != TAKE_ITEMS)
            p->forms[p->n_forms++] = (struct choice_view){
                str_of(take_name(f)), named_text(k, "take", take_name(f)), false};
}

enum err page_filling(struct ask *k)
{
    struct staff_frame s;
    struct filling_page p = {.address = staff_address(k, "/mutu")};
    unsigned kinds = filling_kinds(k);
    if (!kinds) kinds = ENRICH_ALL;
    p.item = arena_array(k->mem, struct filling_row, ROWS_SHOWN);
    enum err e = add_titles(k, kinds, &p);
    if (!e) e = staff_frame(k, ask_text(k, MSG_filling_heading), &s);
    if (e) return e;
    add_choices(k, kinds, &p);
    s.around.icons |= ICON(SHARE);
    html_filling(&k->out, &s, &p, k->agency.slug);
    return OK;
}

/* ---- on the page of one record ---- */

enum err suggestions_for(struct ask *k, const struct entry_view *v, struct enrich_gains *ret)
{
    const struct scope *members = NULL;
    *ret = (struct enrich_gains){0};
    if (!v->version) return OK;
    enum err e = scope_public(k->db, k->mem, &members);
    if (e) return e;
    return enrich_find(k->db, members, k->agency.id, v->title, &v->entry.bib,
                       v->typed ? ENRICH_ALL : 1u << ENRICH_CLASS | 1u << ENRICH_SUBJECTS, k->mem,
                       ret);
}

static void only(struct enrich_gains *g, enum enrich_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        if (g->item[i].kind == kind) g->item[n++] = g->item[i];
    g->n = n;
}

/* Into a record that was typed here, as a change that can be taken back like others; what is not
 * filled stays byte for byte. */
static enum err into_record(struct ask *k, const struct entry_view *v, const struct enrich_gains *g)
{
    struct marc base, m;
    struct bib was, filled;
    struct typed before, after;
    struct entry_result r;
    enum err e = hand_marc(k->db, v->version, k->mem, &base);
    if (e) return e;
    bib_from_marc(&base, NULL, k->mem, &was, NULL);
    typed_from_bib(&was, k->mem, &before);
    filled = was;
    enrich_bib(g, &filled);
    typed_from_bib(&filled, k->mem, &after);
    const struct marc_form form = {&base, &was, &before, &after, &filled, false};
    marc_form_apply(&form, k->mem, &m);
    const struct entry_order o = {.agency = k->agency.id,
                                  .record = v->record,
                                  .version = form_number(k, "versi", 0),
                                  .marc = &m,
                                  .why = joined(k, &g->item[0].sources)};
    return entry_save(k->db, &k->actor, &o, k->out.now, k->mem, &r);
}

/* Beside a record from a file, which the next load would bring back: over the title, for good. */
static enum err as_mend(struct ask *k, const struct entry_view *v, const struct enrich_gain *g)
{
    struct title_view t;
    struct mend_result r;
    enum title_field f = g->kind == ENRICH_CLASS ? TITLE_CLASSIFICATION : TITLE_SUBJECTS;
    enum err e = title_view(k->db, &k->actor, NULL, v->title, k->mem, &t);
    if (e) return e;
    struct str value = g->kind == ENRICH_CLASS ? g->values.item[0] : mend_shown(&t, f, k->mem);
    struct str why = utf8_cut(joined(k, &g->sources), MEND_WHY_MAX);
    const struct mend_order o = {t.id, f, value, why, mend_seen(&t, f, k->mem)};
    return mend_set(k->db, &k->actor, &o, k->out.now, k->mem, &r);
}

enum err page_book_suggested(struct ask *k)
{
    struct entry_view v;
    struct enrich_gains g;
    enum enrich_kind kind;
    int64_t record = 0;
    if (str_to_i64(k->segment, &record) || record < 1) return ERR_NOT_FOUND;
    if (!enrich_parse(form_text(k, "isi"), &kind)) return ERR_ARG;
    enum err e = entry_get(k->db, &k->actor, k->agency.id, record, k->mem, &v);
    if (!e) e = suggestions_for(k, &v, &g);
    if (e) return e;
    only(&g, kind);
    if (g.n) e = v.typed ? into_record(k, &v, &g) : as_mend(k, &v, &g.item[0]);
    bool late = g.n == 0 || e == ERR_CONFLICT; /* somebody filled it meanwhile */
    if (e && !late) return e;
    struct str back =
        arena_printf(k->mem, "/staf/%.*s/buku/%lld", STR_ARG(k->agency.slug), (long long)record);
    return page_done(k, back, late ? "sama" : v.typed ? "tersimpan" : "dipakai");
}
