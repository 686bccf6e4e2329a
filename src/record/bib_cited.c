/* bib_cited.c -- see bib_cited.h. */
#include "record/bib_cited.h"

#include "base/ascii.h"
#include "base/checked.h"

bool bib_is_author(const struct bib_name *n)
{
    return n->main || n->role == ROLE_AUTHOR;
}

/* What stands behind the first of the marks, at the start or behind a blank or comma; letter case
 * of A-Z aside. */
static struct str behind(struct str text, const char *const *marks, size_t n_marks)
{
    for (size_t m = 0; m < n_marks; m++) {
        struct str mark = str_of(marks[m]);
        for (size_t at = 0; at + mark.n <= text.n; at++) {
            bool starts = at == 0 || text.p[at - 1] == ' ' || text.p[at - 1] == ',';
            bool same = starts;
            for (size_t i = 0; i < mark.n && same; i++) {
                char c = text.p[at + i];
                c = ascii_lower(c);
                same = c == mark.p[i];
            }
            if (same) return str_trim(str_slice(text, at + mark.n, text.n));
        }
    }
    return (struct str){0};
}

/* Up to what ends a number: a comma, a blank, a semicolon, a colon, a bracket. */
static struct str number_at(struct str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] != ',' && s.p[n] != ';' && s.p[n] != ' ' && s.p[n] != ':' &&
           s.p[n] != '(' && s.p[n] != ')')
        n++;
    return str_slice(s, 0, n);
}

struct host_numbers bib_host_numbers(const struct bib *b)
{
    static const char *const volumes[] = {"vol. ", "vol ", "volume ", "jilid ", "jil. ", "th. "};
    static const char *const issues[] = {"no. ", "no ", "nomor ", "edisi "};
    static const char *const pages[] = {"hlm. ", "hal. ", "halaman ", "pp. ", "p. ", "h. "};
    return (struct host_numbers){
        .volume = number_at(behind(b->host_part, volumes, COUNT(volumes))),
        .issue = number_at(behind(b->host_part, issues, COUNT(issues))),
        .pages = number_at(behind(b->host_part, pages, COUNT(pages))),
    };
}

struct str bib_language_tag(struct str marc)
{
    static const struct {
        const char *marc, *tag;
    } shorter[] = {
        {"ind", "id"}, {"eng", "en"}, {"ara", "ar"}, {"jav", "jv"}, {"sun", "su"}, {"may", "ms"},
        {"msa", "ms"}, {"dut", "nl"}, {"nld", "nl"}, {"jpn", "ja"}, {"chi", "zh"}, {"zho", "zh"},
        {"ger", "de"}, {"deu", "de"}, {"fre", "fr"}, {"fra", "fr"}, {"spa", "es"}, {"ita", "it"},
        {"por", "pt"}, {"rus", "ru"}, {"kor", "ko"}, {"tha", "th"}, {"vie", "vi"}, {"tgl", "tl"},
        {"lat", "la"}, {"san", "sa"}, {"per", "fa"}, {"fas", "fa"}, {"tur", "tr"}, {"hin", "hi"},
        {"tam", "ta"}, {"urd", "ur"},
    };
    for (size_t i = 0; i < COUNT(shorter); i++)
        if (str_eq(marc, str_of(shorter[i].marc))) return str_of(shorter[i].tag);
    return marc;
}
