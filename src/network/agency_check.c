/* agency_check.c -- a profile as typed: brought to its one form, and what is wrong with it. */
#include "base/ascii.h"
#include "base/checked.h"
#include "network/agency.h"
#include "network/contact.h"
#include "network/hours.h"
#include "text/utf8.h"

static const char *const field_names[AGENCY_FIELDS] = {
    [AGENCY_F_NAME] = "name",       [AGENCY_F_TYPE] = "type",
    [AGENCY_F_NPP] = "npp",         [AGENCY_F_NPSN] = "npsn",
    [AGENCY_F_ISIL] = "isil",       [AGENCY_F_PLACE] = "place",
    [AGENCY_F_ADDRESS] = "address", [AGENCY_F_POINT] = "point",
    [AGENCY_F_WEEK] = "week",       [AGENCY_F_HOURS] = "hours",
    [AGENCY_F_PHONE] = "phone",     [AGENCY_F_WHATSAPP] = "whatsapp",
    [AGENCY_F_EMAIL] = "email",     [AGENCY_F_WEBSITE] = "website",
    [AGENCY_F_CONTACT] = "contact", [AGENCY_F_SERVICES] = "services",
    [AGENCY_F_ABOUT] = "about",     [AGENCY_F_STRENGTHS] = "strengths",
    [AGENCY_F_LACKS] = "lacks",     [AGENCY_F_BENEFITS] = "benefits",
};

const char *agency_field_name(enum agency_field f)
{
    return field_names[f];
}

/* Letters and digits, perhaps with dots and dashes: 3404012A0000042. */
static bool npp_ok(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_digit(s.p[i]) && !ascii_is_letter(s.p[i]) && s.p[i] != '.' && s.p[i] != '-')
            return false;
    return s.n == 0 || (s.n >= 6 && s.n <= 20);
}

static bool npsn_ok(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_digit(s.p[i])) return false;
    return s.n == 0 || s.n == 8;
}

/* ISO 15511: the country, then at most 11 characters of the country's choice. */
static bool isil_ok(struct str s)
{
    if (s.n == 0) return true;
    if (!str_starts(s, STR("ID-")) || s.n < 4 || s.n > 14) return false;
    for (size_t i = 3; i < s.n; i++) {
        char c = s.p[i];
        if (!ascii_is_digit(c) && !ascii_is_letter(c) && c != '-' && c != '/' && c != ':')
            return false;
    }
    return true;
}

static bool text_ok(struct str s, size_t max)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 && s.p[i] != '\n' && s.p[i] != '\r' && s.p[i] != '\t')
            return false;
    return s.n <= max && utf8_valid(s);
}

static bool point_ok(const struct agency *g)
{
    return !g->located || (g->latitude >= -90000000 && g->latitude <= 90000000 &&
                           g->longitude >= -180000000 && g->longitude <= 180000000);
}

uint32_t agency_check(struct arena *a, struct agency *g)
{
    const struct {
        struct str *text;
        enum agency_field field;
        size_t max;
    } texts[] = {
        {&g->name, AGENCY_F_NAME, AGENCY_NAME_MAX},
        {&g->npp, AGENCY_F_NPP, 20},
        {&g->npsn, AGENCY_F_NPSN, 8},
        {&g->isil, AGENCY_F_ISIL, 14},
        {&g->place, AGENCY_F_PLACE, AGENCY_NAME_MAX},
        {&g->place_code, AGENCY_F_PLACE, PLACE_DISTRICT},
        {&g->address, AGENCY_F_ADDRESS, AGENCY_TEXT_MAX},
        {&g->week, AGENCY_F_WEEK, HOURS_TEXT_MAX},
        {&g->hours, AGENCY_F_HOURS, AGENCY_TEXT_MAX},
        {&g->phone, AGENCY_F_PHONE, AGENCY_NAME_MAX},
        {&g->whatsapp, AGENCY_F_WHATSAPP, CONTACT_MAX},
        {&g->email, AGENCY_F_EMAIL, CONTACT_MAX},
        {&g->website, AGENCY_F_WEBSITE, CONTACT_MAX},
        {&g->contact, AGENCY_F_CONTACT, AGENCY_NAME_MAX},
        {&g->services, AGENCY_F_SERVICES, AGENCY_TEXT_MAX},
        {&g->about, AGENCY_F_ABOUT, AGENCY_TEXT_MAX},
        {&g->strengths, AGENCY_F_STRENGTHS, AGENCY_TEXT_MAX},
        {&g->lacks, AGENCY_F_LACKS, AGENCY_TEXT_MAX},
        {&g->benefits, AGENCY_F_BENEFITS, AGENCY_TEXT_MAX},
    };
    uint32_t bad = 0;
    struct hours h;
    struct place p;
    for (size_t i = 0; i < COUNT(texts); i++) {
        *texts[i].text = utf8_nfc(a, str_trim(*texts[i].text));
        if (!text_ok(*texts[i].text, texts[i].max)) bad |= 1u << texts[i].field;
    }
    const bool wrong[AGENCY_FIELDS] = {
        [AGENCY_F_NAME] = g->name.n == 0,
        [AGENCY_F_NPP] = !npp_ok(g->npp),
        [AGENCY_F_NPSN] = !npsn_ok(g->npsn),
        [AGENCY_F_ISIL] = !isil_ok(g->isil),
        [AGENCY_F_PLACE] = g->place_code.n && !place_get(g->place_code, &p),
        [AGENCY_F_POINT] = !point_ok(g),
        [AGENCY_F_WEEK] = !hours_read(g->week, &h),
        [AGENCY_F_PHONE] = !contact_phone_ok(g->phone),
        [AGENCY_F_WHATSAPP] = !contact_whatsapp(a, &g->whatsapp),
        [AGENCY_F_EMAIL] = !contact_email_ok(g->email),
        [AGENCY_F_WEBSITE] = !contact_website(a, &g->website),
    };
    for (int f = 0; f < AGENCY_FIELDS; f++)
        if (wrong[f]) bad |= 1u << f;
    return bad;
}
