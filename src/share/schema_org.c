/* schema_org.c -- see schema_org.h. */
#include "share/schema_org.h"

#include "base/checked.h"
#include "record/bib_cited.h"
#include "record/json_write.h"

static const char *type_of(enum format f)
{
    switch (f) {
    case FORMAT_BOOK: return "Book";
    case FORMAT_SERIAL: return "Periodical";
    case FORMAT_ARTICLE: return "Article";
    case FORMAT_THESIS: return "Thesis";
    case FORMAT_MANUSCRIPT: return "Manuscript";
    case FORMAT_MAP: return "Map";
    case FORMAT_SCORE: return "SheetMusic";
    case FORMAT_MUSIC: return "MusicRecording";
    case FORMAT_AUDIO: return "AudioObject";
    case FORMAT_VIDEO: return "VideoObject";
    case FORMAT_IMAGE: return "ImageObject";
    case FORMAT_SOFTWARE: return "SoftwareApplication";
    case FORMAT_UNKNOWN:
    case FORMAT_KIT:
    case FORMAT_OBJECT:
    case FORMAT_COUNT: break;
    }
    return "CreativeWork";
}

static const char *property_of(enum name_role role)
{
    switch (role) {
    case ROLE_AUTHOR: return "author";
    case ROLE_EDITOR: return "editor";
    case ROLE_TRANSLATOR: return "translator";
    case ROLE_ILLUSTRATOR: return "illustrator";
    case ROLE_CONTRIBUTOR: break;
    }
    return "contributor";
}

static void begin_thing(struct json_out *j, const char *type, struct str name)
{
    json_begin(j, '{');
    json_text(j, "@type", str_of(type));
    json_text(j, "name", name);
}

/* schema.org knows illustrators of books only. */
static enum name_role role_of(const struct bib *b, const struct bib_name *n)
{
    if (bib_is_author(n)) return ROLE_AUTHOR;
    bool no_book = b->format != FORMAT_BOOK && n->role == ROLE_ILLUSTRATOR;
    return no_book ? ROLE_CONTRIBUTOR : n->role;
}

static void add_names(struct json_out *j, const struct bib *b, enum name_role role)
{
    bool any = false;
    for (size_t i = 0; i < b->names.n; i++) {
        const struct bib_name *n = &b->names.item[i];
        if (role_of(b, n) != role || !n->name.n) continue;
        if (!any) {
            json_key(j, property_of(role));
            json_begin(j, '[');
        }
        any = true;
        begin_thing(j, n->corporate ? "Organization" : "Person", n->name);
        json_end(j, '}');
    }
    if (any) json_end(j, ']');
}

static void add_imprint(struct json_out *j, const struct bib *b, struct arena *a)
{
    if (b->publisher.n) {
        json_key(j, b->format == FORMAT_THESIS ? "sourceOrganization" : "publisher");
        begin_thing(j, "Organization", b->publisher);
        json_text(j, "location", b->place);
        json_end(j, '}');
    }
    if (b->year) json_text(j, "datePublished", arena_printf(a, "%04d", b->year));
    if (b->format == FORMAT_BOOK) {
        json_text(j, "bookEdition", b->edition);
        json_texts(j, "isbn", &b->isbns);
    }
    if (b->format == FORMAT_SERIAL) json_texts(j, "issn", &b->issns);
}

static void add_parts(struct json_out *j, const struct bib *b)
{
    struct host_numbers host = bib_host_numbers(b);
    struct str in = b->host_title.n ? b->host_title : b->host;
    if (b->format == FORMAT_ARTICLE && in.n) {
        json_text(j, "pagination", host.pages);
        json_key(j, "isPartOf");
        begin_thing(j, "Periodical", in);
        json_end(j, '}');
    } else if (b->series.n) {
        json_key(j, "isPartOf");
        begin_thing(j, "CreativeWorkSeries", b->series.item[0].title);
        json_end(j, '}');
    }
}

static const char *availability_of(const struct title_holding *h)
{
    if (h->by_status[ITEM_AVAILABLE]) return "https://schema.org/InStock";
    if (h->by_status[ITEM_UNSTATED]) return NULL;
    if (h->by_status[ITEM_ON_LOAN]) return "https://schema.org/OutOfStock";
    return h->by_status[ITEM_NOT_FOR_LOAN] ? "https://schema.org/InStoreOnly" : NULL;
}

static void add_places(struct json_out *j, const struct title_view *v, struct str base,
                       struct arena *a)
{
    size_t n = MIN(v->n_holdings, (size_t)SCHEMA_ORG_PLACES);
    if (!n) return;
    json_key(j, "offers");
    json_begin(j, '[');
    for (size_t i = 0; i < n; i++) {
        const struct title_holding *h = &v->holding[i];
        const char *availability = availability_of(h);
        json_begin(j, '{');
        json_text(j, "@type", STR("Offer"));
        json_text(j, "businessFunction", STR("http://purl.org/goodrelations/v1#LeaseOut"));
        if (availability) json_text(j, "availability", str_of(availability));
        json_text(j, "sku", h->call_number);
        json_key(j, "offeredBy");
        begin_thing(j, "Library", h->agency->name);
        if (base.n)
            json_text(
                j, "url",
                arena_printf(a, "%.*s/perpustakaan/%.*s", STR_ARG(base), STR_ARG(h->agency->slug)));
        json_end(j, '}');
        json_end(j, '}');
    }
    json_end(j, ']');
}

void schema_org_write(const struct title_view *v, struct str base, struct arena *a, struct buf *to)
{
    struct json_out j = {.to = to};
    const struct bib *b = &v->bib;
    struct strs languages = {0};
    json_begin(&j, '{');
    json_text(&j, "@context", STR("https://schema.org"));
    json_text(&j, "@type", str_of(type_of(b->format)));
    if (base.n) {
        struct str address = arena_printf(a, "%.*s/b/%.*s", STR_ARG(base), STR_ARG(v->address_id));
        json_text(&j, "@id", address);
        json_text(&j, "url", address);
    }
    json_text(&j, "name", b->title);
    json_texts(&j, "alternateName", &b->other_titles);
    for (enum name_role r = ROLE_AUTHOR; r <= ROLE_CONTRIBUTOR; r++) add_names(&j, b, r);
    add_imprint(&j, b, a);
    for (size_t i = 0; i < b->languages.n; i++)
        VEC_PUSH(a, &languages, bib_language_tag(b->languages.item[i]));
    json_texts(&j, "inLanguage", &languages);
    json_texts(&j, "about", &b->subjects);
    json_text(&j, "description", b->summary);
    add_parts(&j, b);
    add_places(&j, v, base, a);
    json_end(&j, '}');
}
