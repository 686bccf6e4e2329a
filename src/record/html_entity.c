/* html_entity.c -- see html_entity.h. */
#include "record/html_entity.h"

#include "base/checked.h"

enum { ENTITY_MAX = 8 };

/* Latin-1 from A0 on, as HTML names it. */
static const char latin1[] =
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn "
    "sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave "
    "Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml "
    "ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN "
    "szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave "
    "iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute "
    "ucirc uuml yacute thorn yuml";

static const struct {
    struct str name;
    uint32_t c;
} others[] = {
    {STR_INIT("amp"), '&'},      {STR_INIT("lt"), '<'},       {STR_INIT("gt"), '>'},
    {STR_INIT("quot"), '"'},     {STR_INIT("apos"), '\''},    {STR_INIT("lsquo"), 0x2018},
    {STR_INIT("rsquo"), 0x2019}, {STR_INIT("ldquo"), 0x201C}, {STR_INIT("rdquo"), 0x201D},
    {STR_INIT("ndash"), 0x2013}, {STR_INIT("mdash"), 0x2014}, {STR_INIT("hellip"), 0x2026},
    {STR_INIT("bull"), 0x2022},  {STR_INIT("euro"), 0x20AC},  {STR_INIT("trade"), 0x2122},
    {STR_INIT("OElig"), 0x152},  {STR_INIT("oelig"), 0x153},  {STR_INIT("Scaron"), 0x160},
    {STR_INIT("scaron"), 0x161}, {STR_INIT("Yuml"), 0x178},
};

uint32_t html_entity(struct str name)
{
    if (name.n == 0 || name.n > ENTITY_MAX) return 0;
    for (size_t i = 0; i < COUNT(others); i++)
        if (str_eq(others[i].name, name)) return others[i].c;
    struct str rest = str_of(latin1), word;
    for (uint32_t c = 0xA0; str_split(&rest, ' ', &word); c++)
        if (str_eq(word, name)) return c;
    return 0;
}
