/* page_title.c -- one title: where to get it, what it is, what it was made from. */
#include "base/checked.h"
#include "catalog/decision.h"
#include "catalog/title_id.h"
#include "html.h"
#include "record/citation.h"
#include "share/schema_org.h"
#include "text/isbn.h"
#include "text/utf8.h"
#include "web/live.h"
#include "web/merged.h"
#include "web/search_pages.h"

enum {
    PLACES_SHOWN = 3,
    FACTS_MAX = 16,
    CITED_MAX = 64 << 10,
    LINKED_MAX = 64 << 10,
    SUMMARY_SHOWN = 200
};

struct str quoted(const struct out *o, struct str s)
{
    /* A quote inside would end the phrase. */
    char *p = arena_alloc(o->mem, s.n + 2);
    size_t n = 0;
    p[n++] = '"';
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '"') p[n++] = s.p[i];
    p[n++] = '"';
    return (struct str){p, n};
}

struct str year_text(const struct out *o, int year)
{
    return arena_printf(o->mem, "%d", year);
}

/* ---- facts ---- */

struct facts {
    struct fact item[FACTS_MAX];
    size_t n;
};

static void add_text(struct facts *f, enum msg label, struct str value)
{
    if (value.n && f->n < FACTS_MAX)
        f->item[f->n++] = (struct fact){.label = label, .value = value};
}

static void add_links(struct facts *f, enum msg label, struct strs links, const char *field,
                      const char *list)
{
    if (links.n && f->n < FACTS_MAX)
        f->item[f->n++] =
            (struct fact){.label = label, .links = links, .field = field, .list = list};
}

static struct strs names_with(const struct ask *k, const struct bib *b, bool authors)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->names.n; i++) {
        bool author = b->names.item[i].main || b->names.item[i].role == ROLE_AUTHOR;
        if (author == authors) VEC_PUSH(k->mem, &list, b->names.item[i].name);
    }
    return list;
}

static struct str imprint(const struct ask *k, const struct bib *b)
{
    struct str part[] = {b->publisher, b->place, b->year_text};
    return arena_join(k->mem, part, COUNT(part), STR(", "));
}

static struct str isbns(const struct ask *k, const struct bib *b)
{
    struct strs shown = {0};
    for (size_t i = 0; i < b->isbns.n; i++)
        VEC_PUSH(k->mem, &shown, isbn_hyphenate(k->mem, b->isbns.item[i]));
    return arena_join(k->mem, shown.item, shown.n, STR(", "));
}

static struct str languages(const struct ask *k, const struct bib *b)
{
    struct strs shown = {0};
    for (size_t i = 0; i < b->languages.n; i++)
        VEC_PUSH(k->mem, &shown, language_name(k->out.lang, b->languages.item[i]));
    return arena_join(k->mem, shown.item, shown.n, STR(", "));
}

static struct strs series(const struct ask *k, const struct bib *b)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->series.n; i++) VEC_PUSH(k->mem, &list, b->series.item[i].title);
    return list;
}

static struct facts facts_of(const struct ask *k, const struct bib *b)
{
    struct facts f = {.n = 0};
    add_links(&f, MSG_fact_authors, names_with(k, b, true), "au", "pengarang");
    add_links(&f, MSG_fact_others, names_with(k, b, false), "au", "pengarang");
    add_text(&f, MSG_fact_edition, b->edition);
    add_text(&f, MSG_fact_imprint, imprint(k, b));
    add_text(&f, MSG_fact_extent, b->extent);
    add_text(&f, MSG_fact_host, b->host);
    add_text(&f, MSG_fact_isbn, isbns(k, b));
    add_text(&f, MSG_fact_issn, arena_join(k->mem, b->issns.item, b->issns.n, STR(", ")));
    add_text(&f, MSG_fact_language, languages(k, b));
    add_links(&f, MSG_fact_series, series(k, b), "seri", "seri");
    add_links(&f, MSG_fact_subjects, b->subjects, "su", "subjek");
    add_text(&f, MSG_fact_class, b->classification);
    add_text(&f, MSG_fact_other_titles,
             arena_join(k->mem, b->other_titles.item, b->other_titles.n, STR("; ")));
    return f;
}

/* ---- where to get it ---- */

static struct place_view place_of(struct ask *k, const struct title_holding *h)
{
    struct place_view p = {.h = h, .badge = badge_of_holding(k, h)};
    for (size_t i = 0; i < h->n; i++) {
        bool seen = h->item[i].place.n == 0 || p.places.n == PLACES_SHOWN;
        for (size_t s = 0; s < p.places.n && !seen; s++)
            seen = str_eq(p.places.item[s], h->item[i].place);
        if (!seen) VEC_PUSH(k->mem, &p.places, h->item[i].place);
        if (!p.coverage.n) p.coverage = h->item[i].coverage;
    }
    return p;
}

/* ---- the rest ---- */

static struct str share_text(struct ask *k, const struct title_view *v, struct str address)
{
    struct str line[] = {v->bib.title, address};
    return arena_join(k->mem, line, 2, STR(" "));
}

/* The whole address when the network has one, else what the reader's browser calls us. */
static struct str whole_address(struct ask *k, const struct title_view *v)
{
    struct str base = base_of(k);
    return arena_printf(k->mem, "%.*s/b/%.*s", STR_ARG(base), STR_ARG(v->address_id));
}

/* MLA has English words only. */
static struct str cited(struct ask *k, const struct bib *b, enum citation_style style, bool html)
{
    struct buf CLEANUP(buf_release) to = BUF(CITED_MAX);
    const struct citation_how how = {style, k->out.lang == LANG_EN, html};
    citation_write(b, &how, &to);
    return to.full ? (struct str){0} : arena_copy(k->mem, buf_str(&to));
}

/* What a link to it says beside its title: the summary, else the line of lists; and where it is. */
static struct str described(struct ask *k, const struct title_view *v, const struct title_page *p)
{
    struct str part[] = {v->bib.summary.n ? utf8_cut(v->bib.summary, SUMMARY_SHOWN) : p->head.meta,
                         p->head.where};
    return arena_join(k->mem, part, COUNT(part), STR(" · "));
}

/* JSON-LD as data in the page. '<' cannot end or change the element: it only stands in strings. */
static struct str linked_data(struct ask *k, const struct title_view *v)
{
    struct buf CLEANUP(buf_release) json = BUF(LINKED_MAX), html = BUF(2 * LINKED_MAX);
    schema_org_write(v, base_of(k), k->mem, &json);
    if (json.full) return (struct str){0};
    buf_add(&html, STR("<script type=\"application/ld+json\">"));
    for (size_t i = 0; i < json.n; i++)
        if (json.p[i] == '<')
            buf_add(&html, STR("\\u003c"));
        else
            buf_add_char(&html, json.p[i]);
    buf_add(&html, STR("</script>"));
    return html.full ? (struct str){0} : arena_copy(k->mem, buf_str(&html));
}

static void fill(struct ask *k, const struct title_view *v, struct title_page *p)
{
    struct title_views one = {(struct title_view *)(uintptr_t)v, 1, 1};
    p->v = v;
    p->head = rows_of(k, &one).item[0];
    p->native = v->bib.native;
    p->native_language = script_language(v->bib.native, &p->native_rtl);
    p->places = arena_array(k->mem, struct place_view, v->n_holdings);
    p->n_places = v->n_holdings;
    for (size_t i = 0; i < v->n_holdings; i++) p->places[i] = place_of(k, &v->holding[i]);
    p->n_sources = MIN(v->n_records, (size_t)SOURCES_SHOWN);
    p->more_sources = v->n_records - p->n_sources;
    p->sources = arena_array(k->mem, struct source_view, p->n_sources + 1);
    for (size_t i = 0; i < p->n_sources; i++)
        p->sources[i] = (struct source_view){
            &v->record[i], named_text(k, "source", arena_cstr(k->mem, v->record[i].format))};
    p->links = v->bib.urls;
    for (enum citation_style s = 0; s < CITATION_STYLES; s++)
        p->cited[s] = cited(k, &v->bib, s, true);
    p->address = whole_address(k, v);
    p->share = share_text(k, v, p->address);
    p->linked = linked_data(k, v);
}

/* ---- the pages ---- */

enum err title_of_address(struct ask *k, struct title_view *ret)
{
    int64_t id = 0;
    enum err e = title_id_read(k->segment, &id);
    return e ? e : title_view(k->db, &k->actor, NULL, id, k->mem, ret);
}

bool title_moved(struct ask *k, const struct title_view *v, const char *below)
{
    if (str_eq(k->segment, v->address_id)) return false;
    page_redirect(k, 301, arena_printf(k->mem, "/b/%.*s%s", STR_ARG(v->address_id), below));
    return true;
}

/* A few: who may work for many libraries goes by their lists. */
static void add_own(struct ask *k, const struct title_view *v, struct title_page *p)
{
    if (actor_may(&k->actor, PERM_CATALOGUE)) return;
    for (size_t i = 0; i < v->n_records && p->n_own < OWN_VIEWS_MAX; i++) {
        const struct title_record *r = &v->record[i];
        if (actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, r->agency)) continue;
        p->own[p->n_own++] = (struct own_view){r->agency_name, r->agency_slug, r->id};
    }
}

enum err page_title(struct ask *k)
{
    struct title_view v;
    struct title_page p = {0};
    struct merged_view merged;
    enum err e = title_of_address(k, &v);
    if (e || title_moved(k, &v, "")) return e;
    e = merged_view_of(k, &v, &merged);
    if (!e) e = live_offered(k, &v, &p.live);
    if (e) return e;
    p.merged = &merged;
    struct facts facts = facts_of(k, &v.bib);
    fill(k, &v, &p);
    p.facts = facts.item;
    p.n_facts = facts.n;
    p.may_decide =
        actor_may(&k->actor, PERM_CATALOGUE) == OK && decision_may(k->db, &k->actor, v.id, 0) == OK;
    add_own(k, &v, &p);
    struct str words[] = {v.bib.title, title_main_author(&v.bib)};
    struct around f = around_of(k, arena_join(k->mem, words, 2, STR(" / ")));
    f.canonical = arena_printf(k->mem, "/b/%.*s", STR_ARG(v.address_id));
    f.icons = ICON(CHECK) | ICON(SHARE) | ICON(PIN);
    f.unapi = true;
    struct shared_as shared = {.type = v.bib.format == FORMAT_BOOK ? "book" : "website",
                               .picture = shared_picture(k),
                               .title = f.title,
                               .description = described(k, &v, &p),
                               .address = p.address};
    f.shared = &shared;
    p.similar = similar_rows(k, &v);
    html_title(&k->out, &f, &p);
    page_unchanged(k);
    return OK;
}
