/* spelling_form_test.c -- which ways of writing names, publishers, places and languages are the
 * same, and which is well made. */
#include "catalog/spelling_form.h"
#include "test.h"

/* ---- which are the same ---- */

struct pair {
    enum spelling_kind kind;
    bool same;
    const char *one, *other;
};

static const struct pair pairs[] = {
    {SPELLING_PUBLISHER, true, "Gramedia Pustaka Utama", "PT. Gramedia Pustaka Utama"},
    {SPELLING_PUBLISHER, true, "Gramedia Pustaka Utama", "Gramedia Pustaka Utama, PT"},
    {SPELLING_PUBLISHER, true, "Gramedia Pustaka Utama", "P.T. Gramedia Pustaka Utama"},
    {SPELLING_PUBLISHER, true, "Gramedia Pustaka Utama", "GRAMEDIA PUSTAKA UTAMA,"},
    {SPELLING_PUBLISHER, true, "Erlangga", "Penerbit Erlangga"},
    {SPELLING_PUBLISHER, true, "Erlangga", "PT Penerbit Erlangga"},
    {SPELLING_PUBLISHER, true, "Balai Pustaka", "Balai Poestaka"},
    {SPELLING_PUBLISHER, true, "Pustaka Jaya", "Pustaka Djaja"},
    {SPELLING_PUBLISHER, true, "Andi Offset", "CV. Andi Offset"},
    {SPELLING_PUBLISHER, true, "Simon & Schuster", "Simon and Schuster, Inc."},
    {SPELLING_PUBLISHER, false, "Gramedia", "Gramedia Pustaka Utama"},
    {SPELLING_PUBLISHER, false, "Mizan", "Mizan Pustaka"},
    {SPELLING_PUBLISHER, false, "Penerbit", "PT"},
    {SPELLING_PLACE, true, "Jakarta", "Jkt."},
    {SPELLING_PLACE, true, "Jakarta", "[Jakarta]"},
    {SPELLING_PLACE, true, "Jakarta", "Djakarta"},
    {SPELLING_PLACE, true, "Jakarta", "JAKARTA :"},
    {SPELLING_PLACE, true, "Jakarta", "DKI Jakarta"},
    {SPELLING_PLACE, true, "Jakarta", "Jakarta, Indonesia"},
    {SPELLING_PLACE, true, "Bandung", "Bandoeng"},
    {SPELLING_PLACE, true, "Bandung", "Bdg"},
    {SPELLING_PLACE, true, "Yogyakarta", "Yogya"},
    {SPELLING_PLACE, true, "Yogyakarta", "Jogjakarta"},
    {SPELLING_PLACE, true, "Yogyakarta", "Djogjakarta"},
    {SPELLING_PLACE, true, "Yogyakarta", "Ykt."},
    {SPELLING_PLACE, true, "Surabaya", "Soerabaja"},
    {SPELLING_PLACE, true, "Cirebon", "Tjirebon"},
    {SPELLING_PLACE, true, "Jakarta", "Jakarta [etc.]"},
    {SPELLING_PLACE, false, "Yk.", "Jkt."},
    {SPELLING_PLACE, false, "Jakarta", "Jakarta Selatan"},
    {SPELLING_PLACE, false, "Surakarta", "Solo"},
    {SPELLING_PLACE, false, "Jakarta", "Batavia"},
    {SPELLING_NAME, true, "Hirata, Andrea", "Andrea Hirata"},
    {SPELLING_NAME, true, "Toer, Pramoedya Ananta", "Pramudya Ananta Toer"},
    {SPELLING_NAME, true, "Shihab, M. Quraish", "Prof. Dr. H. M. Quraish Shihab, M.A."},
    {SPELLING_NAME, true, "Shihab, M. Quraish", "Shihab, M. Quraish, Prof. Dr."},
    {SPELLING_NAME, true, "Sudarmanto", "Sudarmanto, S.Pd., M.Pd."},
    {SPELLING_NAME, true, "Sudarmanto", "Sudarmanto S.Pd."},
    {SPELLING_NAME, true, "Soekarno", "Sukarno"},
    {SPELLING_NAME, true, "Malik, Abdul Karim", "H. Abdul Karim Malik"},
    {SPELLING_NAME, true, "HAMKA", "Hamka, 1908-1981"},
    {SPELLING_NAME, true, "Tere-Liye", "Tere Liye"},
    {SPELLING_NAME, true, "Sudjiwo Tedjo", "Sujiwo Tejo"},
    {SPELLING_NAME, false, "Yusuf Ahmad", "Ahmad Yusuf"},
    {SPELLING_NAME, true, "Ahmad, Yusuf", "Yusuf Ahmad"},
    {SPELLING_NAME, false, "Teeuw", "A. Teeuw"},
    {SPELLING_NAME, true, "Teeuw, A.", "A. Teeuw"},
    {SPELLING_PUBLISHER, false, "Nelson", "A. Nelson"},
    {SPELLING_PUBLISHER, true, "Macmillan", "The Macmillan"},
    {SPELLING_PLACE, false, "New York", "New York?"},
    {SPELLING_NAME, false, "Colvin, Sidney, Sir", "Colvin, Sidney"},
    {SPELLING_NAME, false, "Rahman, H.", "Rahman"},
    {SPELLING_NAME, false, "Hasan, M. A.", "Hasan"},
    {SPELLING_NAME, false, "Wang, Ma", "Wang"},
    {SPELLING_NAME, true, "Abdul Rahman, H.", "Abdul Rahman"},
    {SPELLING_NAME, true, "Bambang Riyanto, SE, MBA", "Riyanto, Bambang"},
    {SPELLING_NAME, false, "Sandi, I Made", "Sandi, Made"},
    {SPELLING_NAME, false, "M. Quraish Shihab", "Muhammad Quraish Shihab"},
};

TEST(what_differs_by_trifles_has_one_key_and_nothing_else_has)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const struct pair *p = &pairs[i];
        struct str x = spelling_key(mem, p->kind, str_of(p->one));
        struct str y = spelling_key(mem, p->kind, str_of(p->other));
        if ((x.n && str_eq(x, y)) != p->same)
            CHECK_STR(
                arena_printf(mem, "%s / %s: %.*s / %.*s", p->one, p->other, STR_ARG(x), STR_ARG(y)),
                p->same ? "the same" : "not the same");
    }
    CHECK_STR(spelling_key(mem, SPELLING_PLACE, STR("[...]")), "");
}

TEST(only_well_made_forms_are_proposed)
{
    static const struct {
        enum spelling_kind kind;
        bool good;
        const char *text;
    } table[] = {
        {SPELLING_PUBLISHER, true, "Gramedia Pustaka Utama"},
        {SPELLING_PUBLISHER, true, "KPG"},
        {SPELLING_PUBLISHER, true, "PT Gramedia"},
        {SPELLING_PUBLISHER, false, "GRAMEDIA"},
        {SPELLING_PUBLISHER, false, "gramedia"},
        {SPELLING_PUBLISHER, false, "Gramedia,"},
        {SPELLING_PUBLISHER, false, "[Gramedia]"},
        {SPELLING_PUBLISHER, false, "Gramedia  Pustaka"},
        {SPELLING_PLACE, true, "Jakarta"},
        {SPELLING_PLACE, false, "Jkt."},
        {SPELLING_PLACE, false, "Djakarta"},
        {SPELLING_PLACE, false, "Jakarta, Indonesia"},
        {SPELLING_NAME, true, "Hirata, Andrea"},
        {SPELLING_NAME, true, "Djakaria N.E."},
        {SPELLING_NAME, false, "Prof. Dr. Hamka"},
        {SPELLING_NAME, false, "Sudarmanto, S.Pd."},
        {SPELLING_NAME, false, "HIRATA, ANDREA"},
        {SPELLING_NAME, false, "Auty, D J"},
        {SPELLING_PUBLISHER, false, "Small,Maynard"},
        {SPELLING_PLACE, false, "Mu\u0308nchen"},
        {SPELLING_PLACE, true, "M\u00fcnchen"},
        {SPELLING_NAME, true, "Auty, D. J."},
        {SPELLING_NAME, true, "Sandi, I Made"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (spelling_well_made(table[i].kind, str_of(table[i].text), mem) != table[i].good)
            CHECK_STR(str_of(table[i].text), table[i].good ? "well made" : "not well made");
}

TEST(a_text_is_tidied_without_knowing_others)
{
    static const struct {
        enum spelling_kind kind;
        const char *text, *tidy;
    } table[] = {
        {SPELLING_PLACE, "[Jakarta]", "Jakarta"},
        {SPELLING_PLACE, "Jkt.", "Jakarta"},
        {SPELLING_PLACE, "Yogya", "Yogyakarta"},
        {SPELLING_PLACE, "Jakarta", "Jakarta"},
        {SPELLING_PUBLISHER, "Gramedia Pustaka  Utama ,", "Gramedia Pustaka Utama"},
        {SPELLING_PUBLISHER, "\"Bina Aksara\"", "Bina Aksara"},
        {SPELLING_PUBLISHER, "Faber & Faber", "Faber & Faber"},
        {SPELLING_NAME, "Hirata , Andrea", "Hirata, Andrea"},
        {SPELLING_NAME, "Djakaria N.E.", "Djakaria N.E."},
        {SPELLING_NAME, "[...]", "[...]"},
        {SPELLING_NAME, "[Millin, Leo", "Millin, Leo"},
        {SPELLING_NAME, "Banks, Samuel]", "Banks, Samuel"},
        {SPELLING_NAME, "Clay, James. [from old catalog]", "Clay, James. [from old catalog]"},
        {SPELLING_NAME, "Seminar on \"Water\"", "Seminar on \"Water\""},
        {SPELLING_PLACE, "Berlin [u.a.]", "Berlin"},
        {SPELLING_PLACE, "Cambridge [Eng.]", "Cambridge [Eng.]"},
        {SPELLING_PLACE, "[Washington, D.C.?]", "[Washington, D.C.?]"},
        {SPELLING_PUBLISHER, "[Harper] [Row]", "[Harper] [Row]"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        CHECK_STR(spelling_tidy(mem, table[i].kind, str_of(table[i].text)), table[i].tidy);
}

TEST(what_differs_is_named)
{
    static const struct {
        enum spelling_kind kind;
        const char *text, *form, *name;
    } table[] = {
        {SPELLING_PUBLISHER, "GRAMEDIA", "Gramedia", "case"},
        {SPELLING_PLACE, "[Jakarta]", "Jakarta", "marks"},
        {SPELLING_PLACE, "Djakarta", "Jakarta", "old"},
        {SPELLING_PLACE, "Jkt.", "Jakarta", "short"},
        {SPELLING_PUBLISHER, "PT. Gramedia", "Gramedia", "legal"},
        {SPELLING_NAME, "Andrea Hirata", "Hirata, Andrea", "order"},
        {SPELLING_NAME, "Prof. Dr. Hamka", "Hamka", "title"},
        {SPELLING_NAME, "Hamka", "Amrullah, Abdul Malik Karim", "more"},
        {SPELLING_LANGUAGE, "Indonesia", "ind", "code"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        CHECK_STR(str_of(spelling_difference_name(spelling_difference(
                      mem, table[i].kind, str_of(table[i].text), str_of(table[i].form)))),
                  table[i].name);
}

TEST(codes_of_languages_are_found_for_what_stands_in_their_place)
{
    static const struct {
        const char *text, *codes;
    } table[] = {
        {"Indonesia", "ind"},
        {"Bahasa Indonesia", "ind"},
        {"Ind", "ind"},
        {"Ind.", "ind"},
        {"id", "ind"},
        {"IND", "ind"},
        {"Inggris", "eng"},
        {"Ing.", "eng"},
        {"engind", "eng ind"},
        {"Indonesia, Inggris", "ind eng"},
        {"Indonesia dan Arab", "ind ara"},
        {"ind/eng", "ind eng"},
        {"scr", "hrv"},
        {"esp", "epo"},
        {"deu", "ger"},
        {"jw", ""},
        {"ind", ""},
        {"eng", ""},
        {"und", ""},
        {"mul", ""},
        {"", ""},
        {"|||", ""},
        {"Klingon", ""},
        {"Indonesia, Klingon", ""},
        {"a very long text that no cataloguer would ever have written "
         "into a field for a code of three letters, is it not",
         ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (!(i == 15)) /* "jw" is known as Javanese */
            CHECK_STR(spelling_language(str_of(table[i].text), mem), table[i].codes);
    CHECK_STR(spelling_language(STR("jw"), mem), "jav");
    CHECK(spelling_are_codes(STR("ind eng")) && !spelling_are_codes(STR("ind scr")));
    CHECK(!spelling_are_codes(STR("")) && !spelling_are_codes(STR("Indonesia")));
}
