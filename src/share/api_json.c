/* api_json.c -- see api_json.h. */
#include "share/api_json.h"

#include "base/checked.h"
#include "network/hours.h"
#include "record/bib_words.h"
#include "share/form.h"
#include "share/form_json.h"
#include "share/stamp.h"

void api_link(struct json_out *j, const char *name, struct str base, const char *fmt, ...)
{
    struct buf CLEANUP(buf_release) b = BUF(16 << 10);
    va_list args;
    if (!base.n) return;
    buf_add(&b, base);
    va_start(args, fmt);
    buf_vprintf(&b, fmt, args);
    va_end(args);
    json_text(j, name, buf_str(&b));
}

static void moment(struct json_out *j, const char *key, int64_t us, struct arena *a)
{
    if (us) json_text(j, key, time_stamp(us, a));
}

/* Of a number that is told when it is 0 too. */
static void number(struct json_out *j, const char *key, int64_t n)
{
    json_key(j, key);
    json_add_number(j, n);
}

static void truth(struct json_out *j, const char *key, bool value)
{
    json_key(j, key);
    json_add_bool(j, value);
}

/* ---- titles ---- */

static void availability(struct json_out *j, const struct availability *v, struct arena *a)
{
    json_key(j, "availability");
    json_begin(j, '{');
    json_text(j, "status", str_of(item_status_name(v->best)));
    number(j, "libraries", v->agencies);
    number(j, "libraries_with_status", v->agencies_best);
    moment(j, "as_of", v->data_from, a);
    json_end(j, '}');
}

static void title_links(struct json_out *j, const struct title_view *v, struct str base)
{
    static const enum form forms[] = {FORM_MARCXML, FORM_MARC,   FORM_MODS,  FORM_DC,
                                      FORM_RIS,     FORM_BIBTEX, FORM_JSONLD};
    struct str id = v->address_id;
    if (!base.n) return;
    json_key(j, "links");
    json_begin(j, '{');
    api_link(j, "self", base, API_PATH "/titles/%.*s", STR_ARG(id));
    api_link(j, "holdings", base, API_PATH "/titles/%.*s/holdings", STR_ARG(id));
    api_link(j, "html", base, "/b/%.*s", STR_ARG(id));
    for (size_t i = 0; i < COUNT(forms); i++) {
        const char *name = form_kind(forms[i])->name;
        api_link(j, name, base, "/b/%.*s.%s", STR_ARG(id), name);
    }
    json_end(j, '}');
}

static void editions(struct json_out *j, const struct title_views *all, struct str base)
{
    json_key(j, "editions");
    json_begin(j, '[');
    for (size_t i = 0; i < all->n; i++) {
        const struct title_view *v = &all->item[i];
        json_begin(j, '{');
        json_text(j, "id", v->address_id);
        json_text(j, "title", v->bib.title);
        json_text(j, "edition", v->bib.edition);
        json_text(j, "publisher", v->bib.publisher);
        json_count(j, "year", v->bib.year);
        json_texts(j, "languages", &v->bib.languages);
        api_link(j, "url", base, API_PATH "/titles/%.*s", STR_ARG(v->address_id));
        json_end(j, '}');
    }
    json_end(j, ']');
}

void api_title_write(struct json_out *j, const struct api_title *t, struct str base,
                     struct arena *a)
{
    json_begin(j, '{');
    json_title(j, t->view, base, a);
    moment(j, "changed", t->changed, a);
    availability(j, &t->view->availability, a);
    if (t->holdings) json_holdings(j, t->view, base, a);
    if (t->editions) editions(j, t->editions, base);
    title_links(j, t->view, base);
    json_end(j, '}');
}

void api_holdings_write(struct json_out *j, const struct title_view *v, struct str base,
                        struct arena *a)
{
    json_begin(j, '{');
    json_text(j, "id", v->address_id);
    json_text(j, "title", v->bib.title);
    availability(j, &v->availability, a);
    json_holdings(j, v, base, a);
    json_end(j, '}');
}

/* ---- libraries ---- */

static void point(struct json_out *j, const struct agency *g)
{
    const int32_t at[] = {g->latitude, g->longitude};
    const char *const names[] = {"latitude", "longitude"};
    for (size_t i = 0; g->located && i < COUNT(at); i++) {
        json_key(j, names[i]);
        buf_printf(j->to, "%.6f", at[i] / 1e6);
        j->more = true;
    }
}

static void services(struct json_out *j, struct str list, struct arena *a)
{
    struct str rest = list, one;
    struct strs all = {0};
    while (list.n && str_split(&rest, ',', &one))
        if (str_trim(one).n) VEC_PUSH(a, &all, str_trim(one));
    json_texts(j, "services", &all);
}

/* Days that are stated: [] is closed. */
static void opening_hours(struct json_out *j, struct str week, struct arena *a)
{
    static const char *const days[HOURS_DAYS] = {"monday", "tuesday",  "wednesday", "thursday",
                                                 "friday", "saturday", "sunday"};
    struct hours h;
    if (!week.n || !hours_read(week, &h)) return;
    json_key(j, "opening_hours");
    json_begin(j, '{');
    for (int d = 0; d < HOURS_DAYS; d++) {
        if (!h.day[d].stated) continue;
        json_key(j, days[d]);
        json_begin(j, '[');
        for (int i = 0; i < h.day[d].n; i++)
            json_add_text(j, arena_printf(a, "%02d:%02d-%02d:%02d", h.day[d].from[i] / 60,
                                          h.day[d].from[i] % 60, h.day[d].to[i] / 60,
                                          h.day[d].to[i] % 60));
        json_end(j, ']');
    }
    json_end(j, '}');
}

static void library_links(struct json_out *j, const struct agency *g, struct str base)
{
    if (!base.n) return;
    json_key(j, "links");
    json_begin(j, '{');
    api_link(j, "self", base, API_PATH "/libraries/%.*s", STR_ARG(g->slug));
    api_link(j, "html", base, "/perpustakaan/%.*s", STR_ARG(g->slug));
    api_link(j, "titles", base, API_PATH "/titles?perpustakaan=%lld", (long long)g->id);
    api_link(j, "changes", base, API_PATH "/changes?library=%.*s", STR_ARG(g->slug));
    if (g->has_photo) api_link(j, "photo", base, "/perpustakaan/%.*s/foto", STR_ARG(g->slug));
    json_end(j, '}');
}

void api_library_write(struct json_out *j, const struct agency *g, struct str base, struct arena *a)
{
    json_begin(j, '{');
    number(j, "id", g->id);
    json_text(j, "slug", g->slug);
    json_text(j, "name", g->name);
    json_text(j, "type", str_of(agency_type_name(g->type)));
    json_text(j, "isil", g->isil);
    json_text(j, "npp", g->npp);
    json_text(j, "npsn", g->npsn);
    json_text(j, "place", agency_place(a, g));
    json_text(j, "place_code", g->place_code);
    json_text(j, "address", g->address);
    point(j, g);
    json_text(j, "phone", g->phone);
    json_text(j, "whatsapp", g->whatsapp);
    json_text(j, "email", g->email);
    json_text(j, "website", g->website);
    opening_hours(j, g->week, a);
    json_text(j, "hours_note", g->hours);
    services(j, g->services, a);
    json_text(j, "about", g->about);
    json_text(j, "strengths", g->strengths);
    json_text(j, "lacks", g->lacks);
    json_text(j, "benefits", g->benefits);
    number(j, "records", g->records);
    moment(j, "as_of", g->data_from, a);
    truth(j, "sample", g->sample);
    library_links(j, g, base);
    json_end(j, '}');
}

/* ---- networks ---- */

static void kinds(struct json_out *j, uint32_t bits, struct arena *a)
{
    struct strs names = {0};
    for (int t = 0; t < AGENCY_TYPES; t++)
        if (bits >> t & 1) VEC_PUSH(a, &names, str_of(agency_type_name((enum agency_type)t)));
    json_texts(j, "types", &names);
}

static void members_of(struct json_out *j, const struct agencies *all, struct str base)
{
    json_key(j, "members");
    json_begin(j, '[');
    for (size_t i = 0; i < all->n; i++) {
        const struct agency *g = &all->item[i];
        json_begin(j, '{');
        number(j, "id", g->id);
        json_text(j, "slug", g->slug);
        json_text(j, "name", g->name);
        api_link(j, "url", base, API_PATH "/libraries/%.*s", STR_ARG(g->slug));
        json_end(j, '}');
    }
    json_end(j, ']');
}

void api_network_write(struct json_out *j, const struct network *n, const struct agencies *members,
                       struct str base, struct arena *a)
{
    json_begin(j, '{');
    number(j, "id", n->id);
    json_text(j, "name", n->name);
    json_text(j, "purpose", n->purpose);
    json_count(j, "parent", n->parent);
    kinds(j, n->kinds, a);
    json_text(j, "place", place_full_name(a, n->place_code));
    json_text(j, "place_code", n->place_code);
    json_text(j, "jurisdiction", str_of(jurisdiction_name(n->jurisdiction)));
    json_text(j, "rules", n->rules);
    json_text(j, "contact", n->contact);
    json_text(j, "contact_phone", n->contact_phone);
    json_text(j, "contact_email", n->contact_email);
    truth(j, "open_to_applications", n->admits);
    truth(j, "sample", n->sample);
    if (members) members_of(j, members, base);
    if (base.n) {
        json_key(j, "links");
        json_begin(j, '{');
        api_link(j, "self", base, API_PATH "/networks/%lld", (long long)n->id);
        api_link(j, "html", base, "/jejaring/%lld", (long long)n->id);
        api_link(j, "titles", base, API_PATH "/titles?jejaring=%lld", (long long)n->id);
        api_link(j, "changes", base, API_PATH "/changes?network=%lld", (long long)n->id);
        json_end(j, '}');
    }
    json_end(j, '}');
}
