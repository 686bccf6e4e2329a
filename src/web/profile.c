/* profile.c -- a profile as fields of a form, and back. */
#include "web/profile.h"

#include <stddef.h>

#include "base/checked.h"

static const char *const day_fields[HOURS_DAYS] = {"hari1", "hari2", "hari3", "hari4",
                                                   "hari5", "hari6", "hari7"};

/* ---- reading ---- */

/* "kode" is what was chosen among several; else what was typed is looked up. */
static void read_place(struct ask *k, const struct agency *old, struct profile_typed *t)
{
    struct place p;
    struct str code = form_text(k, "kode");
    t->place = form_text(k, "wilayah");
    if (code.n && place_get(code, &p)) {
        t->agency.place_code = code;
        t->agency.place = STR("");
        t->place = place_full_name(k->mem, code);
    } else if (old->place.n == 0 || !str_eq(t->place, old->place) || old->place_code.n) {
        bool clear = agency_set_place(k->mem, &t->agency, t->place, &t->places);
        if (!clear && t->place.n) t->bad |= 1u << AGENCY_F_PLACE;
    }
}

static void read_point(struct ask *k, struct profile_typed *t)
{
    struct point p;
    t->point = form_text(k, "titik");
    t->agency.located = point_parse(t->point, &p);
    if (t->agency.located) {
        t->agency.latitude = p.latitude;
        t->agency.longitude = p.longitude;
    } else if (t->point.n) {
        t->bad |= 1u << AGENCY_F_POINT;
    }
}

static void read_week(struct ask *k, struct profile_typed *t)
{
    struct hours h = {0};
    for (int i = 0; i < HOURS_DAYS; i++) {
        t->day[i] = form_text(k, day_fields[i]);
        if (!hours_day_parse(t->day[i], &h.day[i])) t->bad_day |= 1u << i;
    }
    t->agency.week = hours_write(k->mem, &h);
    if (t->bad_day) t->bad |= 1u << AGENCY_F_WEEK;
}

void profile_read(struct ask *k, const struct agency *old, struct profile_typed *ret)
{
    struct profile_typed t = {.agency = *old};
    struct agency *g = &t.agency;
    struct strs services = {0};
    const struct {
        struct str *to;
        const char *name;
    } texts[] = {
        {&g->name, "nama"},        {&g->npp, "npp"},        {&g->npsn, "npsn"},
        {&g->isil, "isil"},        {&g->address, "alamat"}, {&g->hours, "catatan"},
        {&g->phone, "telepon"},    {&g->whatsapp, "wa"},    {&g->email, "email"},
        {&g->website, "situs"},    {&g->about, "tentang"},  {&g->contact, "narahubung"},
        {&g->strengths, "unggul"}, {&g->lacks, "kurang"},   {&g->benefits, "manfaat"},
    };
    for (size_t i = 0; i < COUNT(texts); i++) *texts[i].to = form_text(k, texts[i].name);
    if (!agency_type_parse(form_text(k, "jenis"), &g->type)) t.bad |= 1u << AGENCY_F_TYPE;
    for (size_t i = 0; i < k->form.n; i++)
        if (str_eq(k->form.item[i].name, STR("layanan")))
            VEC_PUSH(k->mem, &services, k->form.item[i].value);
    g->services = arena_join(k->mem, services.item, services.n, STR(", "));
    g->edition = form_number(k, "edisi", 0);
    read_place(k, old, &t);
    read_point(k, &t);
    read_week(k, &t);
    *ret = t;
}

void profile_stored(struct ask *k, const struct agency *g, struct profile_typed *ret)
{
    struct profile_typed t = {.agency = *g, .place = agency_place(k->mem, g)};
    struct hours h;
    if (g->located)
        t.point = arena_printf(k->mem, "%.6f, %.6f", g->latitude / 1e6, g->longitude / 1e6);
    for (int i = 0; hours_read(g->week, &h) && i < HOURS_DAYS; i++) {
        const struct hours_day *d = &h.day[i];
        t.day[i] = d->stated && d->n == 0
                       ? ask_text(k, MSG_library_closed)
                       : hours_day_text(k->mem, d, k->out.lang == LANG_ID ? '.' : ':');
    }
    *ret = t;
}

/* ---- showing ---- */

static struct str wrong_of(const struct ask *k, uint32_t bad, enum agency_field f)
{
    if (!(bad >> f & 1)) return (struct str){0};
    return named_text(k, "agency",
                      arena_cstr(k->mem, arena_printf(k->mem, "bad.%s", agency_field_name(f))));
}

/* The known ones, and those of the library that are not: they stay. */
static void add_services(struct ask *k, const struct agency *g, struct profile_form *f)
{
    enum { OWN_MAX = 20 };
    struct strs keys = service_keys(k->mem);
    struct str rest = g->services, one;
    f->services = arena_array(k->mem, struct choice_view, keys.n + OWN_MAX);
    for (size_t i = 0; i < keys.n; i++)
        f->services[f->n_services++] =
            (struct choice_view){keys.item[i], service_of(k, keys.item[i]).name, false};
    while (g->services.n && str_split(&rest, ',', &one) && f->n_services < keys.n + OWN_MAX) {
        size_t i = 0;
        one = str_trim(one);
        while (i < f->n_services && !str_eq(f->services[i].value, one)) i++;
        if (i == f->n_services && one.n)
            f->services[f->n_services++] = (struct choice_view){one, one, true};
        else if (one.n)
            f->services[i].chosen = true;
    }
}

static void add_places(struct ask *k, const struct places *places, struct profile_form *f)
{
    if (places->n < 2) return;
    f->places = arena_array(k->mem, struct choice_view, places->n + 1);
    f->places[f->n_places++] = (struct choice_view){STR(""), ask_text(k, MSG_profile_which), true};
    for (size_t i = 0; i < places->n; i++) {
        struct str code = arena_copy(k->mem, str_of(places->item[i].code));
        f->places[f->n_places++] = (struct choice_view){code, place_full_name(k->mem, code), false};
    }
}

static void add_days(struct ask *k, const struct profile_typed *t, struct profile_form *f)
{
    for (int i = 0; i < HOURS_DAYS; i++) {
        static const enum msg days[HOURS_DAYS] = {MSG_day_1, MSG_day_2, MSG_day_3, MSG_day_4,
                                                  MSG_day_5, MSG_day_6, MSG_day_7};
        f->day[i] =
            (struct field_view){.name = day_fields[i],
                                .label = days[i],
                                .value = t->day[i],
                                .wrong = wrong_if(k, t->bad_day >> i & 1, MSG_profile_day_wrong),
                                .max = 60};
    }
}

/* The fields of text: where they go, what they show, how they are asked for. */
static const struct text_field {
    size_t to, from; /* offsets in profile_form and in agency */
    const char *name, *type, *complete;
    enum msg label;
    enum agency_field field;
    int max;
} text_fields[] = {
#define TEXT(view, member, name, type, complete, label, field, max)                                \
    {                                                                                              \
        offsetof(struct profile_form, view), offsetof(struct agency, member), name, type,          \
            complete, label, AGENCY_F_##field, max                                                 \
    }
    TEXT(name, name, "nama", NULL, "organization", MSG_profile_name, NAME, 200),
    TEXT(npp, npp, "npp", NULL, NULL, MSG_profile_npp, NPP, 20),
    TEXT(npsn, npsn, "npsn", NULL, NULL, MSG_profile_npsn, NPSN, 8),
    TEXT(isil, isil, "isil", NULL, NULL, MSG_profile_isil, ISIL, 14),
    TEXT(phone, phone, "telepon", "tel", "tel", MSG_profile_phone, PHONE, 200),
    TEXT(whatsapp, whatsapp, "wa", "tel", NULL, MSG_profile_whatsapp, WHATSAPP, 30),
    TEXT(email, email, "email", "email", NULL, MSG_profile_email, EMAIL, 200),
    TEXT(website, website, "situs", NULL, "url", MSG_profile_website, WEBSITE, 300),
    TEXT(contact, contact, "narahubung", NULL, NULL, MSG_profile_contact, CONTACT, 200),
    TEXT(address, address, "alamat", NULL, NULL, MSG_profile_address, ADDRESS, 2000),
    TEXT(hours, hours, "catatan", NULL, NULL, MSG_profile_hours, HOURS, 2000),
    TEXT(about, about, "tentang", NULL, NULL, MSG_profile_about, ABOUT, 2000),
    TEXT(strengths, strengths, "unggul", NULL, NULL, MSG_profile_strengths, STRENGTHS, 2000),
    TEXT(lacks, lacks, "kurang", NULL, NULL, MSG_profile_lacks, LACKS, 2000),
    TEXT(benefits, benefits, "manfaat", NULL, NULL, MSG_profile_benefits, BENEFITS, 2000),
#undef TEXT
};

static void add_texts(struct ask *k, const struct profile_typed *t, struct profile_form *f)
{
    for (size_t i = 0; i < COUNT(text_fields); i++) {
        const struct text_field *x = &text_fields[i];
        struct field_view *to = (void *)((char *)f + x->to);
        const struct str *from = (const void *)((const char *)&t->agency + x->from);
        *to = (struct field_view){.name = x->name,
                                  .type = x->type,
                                  .label = x->label,
                                  .value = *from,
                                  .wrong = wrong_of(k, t->bad, x->field),
                                  .autocomplete = x->complete,
                                  .max = x->max};
    }
    f->name.required = true;
    f->whatsapp.hint = ask_text(k, MSG_profile_whatsapp_hint);
    f->hours.hint = ask_text(k, MSG_profile_hours_hint);
    f->place = (struct field_view){.name = "wilayah",
                                   .label = MSG_profile_place,
                                   .value = t->place,
                                   .hint = ask_text(k, MSG_profile_place_hint),
                                   .wrong = wrong_of(k, t->bad, AGENCY_F_PLACE)};
    f->point = (struct field_view){.name = "titik",
                                   .label = MSG_profile_point,
                                   .value = t->point,
                                   .hint = ask_text(k, MSG_profile_point_hint),
                                   .wrong = wrong_of(k, t->bad, AGENCY_F_POINT),
                                   .max = 1000};
}

void profile_fields(struct ask *k, const struct profile_typed *t, struct profile_form *ret)
{
    struct profile_form f = {.type_wrong = wrong_of(k, t->bad, AGENCY_F_TYPE)};
    for (int y = 0; y < AGENCY_TYPES; y++) {
        const char *name = agency_type_name((enum agency_type)y);
        f.types[y] = (struct choice_view){str_of(name), named_text(k, "agency", name),
                                          (int)t->agency.type == y};
    }
    add_texts(k, t, &f);
    add_days(k, t, &f);
    add_places(k, &t->places, &f);
    add_services(k, &t->agency, &f);
    *ret = f;
}
