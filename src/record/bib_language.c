/* bib_language.c -- names of languages, as libraries in Indonesia write them, to MARC codes. */
#include "base/checked.h"
#include "record/bib_parts.h"

static const struct {
    struct str name; /* in lower case */
    struct str code;
} languages[] = {
    {STR_INIT("indonesia"), STR_INIT("ind")},
    {STR_INIT("indonesian"), STR_INIT("ind")},
    {STR_INIT("id"), STR_INIT("ind")},
    {STR_INIT("inggris"), STR_INIT("eng")},
    {STR_INIT("english"), STR_INIT("eng")},
    {STR_INIT("en"), STR_INIT("eng")},
    {STR_INIT("arab"), STR_INIT("ara")},
    {STR_INIT("arabic"), STR_INIT("ara")},
    {STR_INIT("ar"), STR_INIT("ara")},
    {STR_INIT("jawa"), STR_INIT("jav")},
    {STR_INIT("javanese"), STR_INIT("jav")},
    {STR_INIT("jv"), STR_INIT("jav")},
    {STR_INIT("sunda"), STR_INIT("sun")},
    {STR_INIT("sundanese"), STR_INIT("sun")},
    {STR_INIT("su"), STR_INIT("sun")},
    {STR_INIT("melayu"), STR_INIT("may")},
    {STR_INIT("malay"), STR_INIT("may")},
    {STR_INIT("malaysia"), STR_INIT("may")},
    {STR_INIT("ms"), STR_INIT("may")},
    {STR_INIT("msa"), STR_INIT("may")},
    {STR_INIT("bali"), STR_INIT("ban")},
    {STR_INIT("balinese"), STR_INIT("ban")},
    {STR_INIT("madura"), STR_INIT("mad")},
    {STR_INIT("madurese"), STR_INIT("mad")},
    {STR_INIT("minangkabau"), STR_INIT("min")},
    {STR_INIT("minang"), STR_INIT("min")},
    {STR_INIT("bugis"), STR_INIT("bug")},
    {STR_INIT("buginese"), STR_INIT("bug")},
    {STR_INIT("makassar"), STR_INIT("mak")},
    {STR_INIT("makasar"), STR_INIT("mak")},
    {STR_INIT("aceh"), STR_INIT("ace")},
    {STR_INIT("achinese"), STR_INIT("ace")},
    {STR_INIT("batak"), STR_INIT("btk")},
    {STR_INIT("sasak"), STR_INIT("sas")},
    {STR_INIT("banjar"), STR_INIT("bjn")},
    {STR_INIT("nias"), STR_INIT("nia")},
    {STR_INIT("kawi"), STR_INIT("kaw")},
    {STR_INIT("jawa kuno"), STR_INIT("kaw")},
    {STR_INIT("belanda"), STR_INIT("dut")},
    {STR_INIT("dutch"), STR_INIT("dut")},
    {STR_INIT("nl"), STR_INIT("dut")},
    {STR_INIT("nld"), STR_INIT("dut")},
    {STR_INIT("jerman"), STR_INIT("ger")},
    {STR_INIT("german"), STR_INIT("ger")},
    {STR_INIT("de"), STR_INIT("ger")},
    {STR_INIT("deu"), STR_INIT("ger")},
    {STR_INIT("perancis"), STR_INIT("fre")},
    {STR_INIT("prancis"), STR_INIT("fre")},
    {STR_INIT("french"), STR_INIT("fre")},
    {STR_INIT("fr"), STR_INIT("fre")},
    {STR_INIT("fra"), STR_INIT("fre")},
    {STR_INIT("jepang"), STR_INIT("jpn")},
    {STR_INIT("japanese"), STR_INIT("jpn")},
    {STR_INIT("ja"), STR_INIT("jpn")},
    {STR_INIT("jp"), STR_INIT("jpn")},
    {STR_INIT("mandarin"), STR_INIT("chi")},
    {STR_INIT("cina"), STR_INIT("chi")},
    {STR_INIT("tionghoa"), STR_INIT("chi")},
    {STR_INIT("chinese"), STR_INIT("chi")},
    {STR_INIT("zh"), STR_INIT("chi")},
    {STR_INIT("zho"), STR_INIT("chi")},
    {STR_INIT("korea"), STR_INIT("kor")},
    {STR_INIT("korean"), STR_INIT("kor")},
    {STR_INIT("ko"), STR_INIT("kor")},
    {STR_INIT("spanyol"), STR_INIT("spa")},
    {STR_INIT("spanish"), STR_INIT("spa")},
    {STR_INIT("es"), STR_INIT("spa")},
    {STR_INIT("portugis"), STR_INIT("por")},
    {STR_INIT("portuguese"), STR_INIT("por")},
    {STR_INIT("pt"), STR_INIT("por")},
    {STR_INIT("italia"), STR_INIT("ita")},
    {STR_INIT("italian"), STR_INIT("ita")},
    {STR_INIT("it"), STR_INIT("ita")},
    {STR_INIT("rusia"), STR_INIT("rus")},
    {STR_INIT("russian"), STR_INIT("rus")},
    {STR_INIT("ru"), STR_INIT("rus")},
    {STR_INIT("latin"), STR_INIT("lat")},
    {STR_INIT("la"), STR_INIT("lat")},
    {STR_INIT("sanskerta"), STR_INIT("san")},
    {STR_INIT("sanskrit"), STR_INIT("san")},
    {STR_INIT("thai"), STR_INIT("tha")},
    {STR_INIT("th"), STR_INIT("tha")},
    {STR_INIT("vietnam"), STR_INIT("vie")},
    {STR_INIT("vietnamese"), STR_INIT("vie")},
    {STR_INIT("tagalog"), STR_INIT("tgl")},
    {STR_INIT("tetun"), STR_INIT("tet")},
    {STR_INIT("turki"), STR_INIT("tur")},
    {STR_INIT("turkish"), STR_INIT("tur")},
    {STR_INIT("persia"), STR_INIT("per")},
    {STR_INIT("persian"), STR_INIT("per")},
    {STR_INIT("fas"), STR_INIT("per")},
    {STR_INIT("urdu"), STR_INIT("urd")},
    {STR_INIT("hindi"), STR_INIT("hin")},
    {STR_INIT("tamil"), STR_INIT("tam")},
    {STR_INIT("ibrani"), STR_INIT("heb")},
    {STR_INIT("hebrew"), STR_INIT("heb")},
    {STR_INIT("yunani"), STR_INIT("gre")},
    {STR_INIT("greek"), STR_INIT("gre")},
    {STR_INIT("ell"), STR_INIT("gre")},
    {STR_INIT("ces"), STR_INIT("cze")},
    {STR_INIT("slk"), STR_INIT("slo")},
    {STR_INIT("ron"), STR_INIT("rum")},
    {STR_INIT("hye"), STR_INIT("arm")},
    {STR_INIT("kat"), STR_INIT("geo")},
    {STR_INIT("eus"), STR_INIT("baq")},
    {STR_INIT("cym"), STR_INIT("wel")},
    {STR_INIT("isl"), STR_INIT("ice")},
    {STR_INIT("mkd"), STR_INIT("mac")},
    {STR_INIT("sqi"), STR_INIT("alb")},
    {STR_INIT("mri"), STR_INIT("mao")},
    {STR_INIT("bod"), STR_INIT("tib")},
    {STR_INIT("mya"), STR_INIT("bur")},
    {STR_INIT("und"), STR_INIT("")},
    {STR_INIT("zxx"), STR_INIT("")},
    {STR_INIT("mul"), STR_INIT("")},
    {STR_INIT("mis"), STR_INIT("")},
};

static bool is_code(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < 'a' || s.p[i] > 'z') return false;
    return s.n == 3;
}

struct str bib_language(struct str name)
{
    name = str_trim(name);
    bool worded = name.n > 7 && str_eq_nocase(str_slice(name, 0, 7), STR("bahasa "));
    if (worded) name = str_trim(str_slice(name, 7, name.n));
    if (is_code(name)) {
        static const struct str common[] = {STR_INIT("eng"), STR_INIT("ind"), STR_INIT("ger"),
                                            STR_INIT("fre"), STR_INIT("spa"), STR_INIT("jpn")};
        for (size_t i = 0; i < COUNT(common); i++)
            if (str_eq(name, common[i])) return common[i];
    }
    for (size_t i = 0; i < COUNT(languages); i++)
        if (str_eq_nocase(name, languages[i].name)) return languages[i].code;
    return is_code(name) ? name : (struct str){0};
}

struct str bib_language_name(struct arena *a, struct str code)
{
    for (size_t i = 0; i < COUNT(languages); i++) {
        if (!str_eq(code, languages[i].code)) continue;
        struct str name = arena_copy(a, languages[i].name);
        char first = name.p[0] >= 'a' && name.p[0] <= 'z' ? (char)(name.p[0] - 32) : name.p[0];
        return arena_printf(a, "%c%.*s", first, STR_ARG(str_slice(name, 1, name.n)));
    }
    return code;
}
