/* citation_parts.c -- see citation_parts.h. */
#include "record/citation_parts.h"

#include "base/checked.h"
#include "text/utf8.h"

/* ---- text ---- */

static void add_escaped(struct citation *c, struct str s)
{
    if (!c->html) {
        buf_add(c->to, s);
        return;
    }
    for (size_t i = 0; i < s.n; i++) switch (s.p[i]) {
        case '&': buf_add(c->to, STR("&amp;")); break;
        case '<': buf_add(c->to, STR("&lt;")); break;
        case '>': buf_add(c->to, STR("&gt;")); break;
        case '"': buf_add(c->to, STR("&quot;")); break;
        default: buf_add_char(c->to, s.p[i]);
        }
}

void cite_text(struct citation *c, struct str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        uint32_t code = utf8_next(s, &at);
        bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        if (control && code != '\n' && code != '\t') continue;
        if (code == UTF8_BAD)
            buf_add(c->to, STR("\xEF\xBF\xBD"));
        else
            add_escaped(c, control ? STR(" ") : str_slice(s, from, at));
        c->last = s.p[at - 1];
    }
}

void cite_sign(struct citation *c, const char *s)
{
    cite_text(c, str_of(s));
}

void cite_words(struct citation *c, const char *indonesian, const char *english)
{
    cite_sign(c, c->english ? english : indonesian);
}

void cite_stop(struct citation *c)
{
    if (c->last && c->last != '.' && c->last != '?' && c->last != '!') cite_sign(c, ".");
}

void cite_italics(struct citation *c, bool on)
{
    if (c->html) buf_add(c->to, on ? STR("<cite>") : STR("</cite>"));
}

/* ISBD's " : " is a colon in a reference. */
void cite_title(struct citation *c, const struct bib *b, bool italics)
{
    struct str rest = b->title;
    if (italics) cite_italics(c, true);
    for (size_t at = str_find(rest, STR(" : ")); at < rest.n; at = str_find(rest, STR(" : "))) {
        cite_text(c, str_slice(rest, 0, at));
        cite_sign(c, ": ");
        rest = str_slice(rest, at + 3, rest.n);
    }
    cite_text(c, rest);
    if (b->part.n) {
        cite_sign(c, ". ");
        cite_text(c, b->part);
    }
    if (italics) cite_italics(c, false);
}

static const char *ordinal_ending(int64_t n)
{
    int64_t tens = n / 10 % 10, ones = n % 10;
    if (tens == 1) return "th";
    return ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th";
}

void cite_edition(struct citation *c, struct str edition, const char *word)
{
    int64_t n = 0;
    bool number = !str_to_i64(edition, &n) && n > 0;
    if (number && !c->english) {
        cite_sign(c, word);
        cite_sign(c, " ke-");
    }
    cite_text(c, edition);
    if (number && c->english) {
        cite_sign(c, ordinal_ending(n));
        cite_sign(c, " ed.");
    }
}

void cite_pages(struct citation *c, struct str pages)
{
    size_t hyphen = str_find_char(pages, '-', 0);
    cite_text(c, str_slice(pages, 0, hyphen));
    if (hyphen >= pages.n) return;
    cite_sign(c, "\xE2\x80\x93");
    cite_text(c, str_slice(pages, hyphen + 1, pages.n));
}

/* ---- names ---- */

struct name_parts {
    struct str family, given, suffix; /* suffix: "Jr." of "King, Martin Luther, Jr." */
};

static struct name_parts parts_of(const struct bib_name *n)
{
    size_t comma = n->corporate ? n->name.n : str_find_char(n->name, ',', 0);
    struct name_parts p = {.family = str_trim(str_slice(n->name, 0, comma))};
    if (comma >= n->name.n) return p;
    struct str rest = str_slice(n->name, comma + 1, n->name.n);
    size_t second = str_find_char(rest, ',', 0);
    p.given = str_trim(str_slice(rest, 0, second));
    if (second < rest.n) p.suffix = str_trim(str_slice(rest, second + 1, rest.n));
    return p;
}

/* Whether a given name is not shortened: particles ("van", "ibn", "al-"), names in brackets, and
 * what is an abbreviation of more than one letter already ("Th.", "Moch.", "Nh."). */
static bool stays(struct str word)
{
    bool aside = word.p[0] == '(' || (word.p[0] >= 'a' && word.p[0] <= 'z');
    size_t stop = str_find_char(word, '.', 0), first = 0;
    utf8_next(word, &first);
    return aside || (stop + 1 == word.n && stop > first);
}

/* "A.", "J.-P.", "N. H." of one word of a given name; what follows a hyphen in small letters is no
 * name of its own ("T." of "Tien-li"). */
static void add_initial(struct citation *c, struct str word)
{
    bool start = true, any = false, hyphen = false;
    for (size_t at = 0; at < word.n;) {
        size_t from = at;
        uint32_t code = utf8_next(word, &at);
        if (code == '.' || code == '-') {
            hyphen = code == '-';
            start = true;
            continue;
        }
        bool small = hyphen && code >= 'a' && code <= 'z';
        if (start && !small) {
            if (any) cite_sign(c, hyphen ? "-" : " ");
            cite_text(c, str_slice(word, from, at));
            cite_sign(c, ".");
            any = true;
        }
        start = hyphen = false;
    }
}

static void add_initials(struct citation *c, struct str given)
{
    struct str word;
    for (bool more = false; str_split(&given, ' ', &word); more = more || word.n) {
        if (!word.n) continue;
        if (more) cite_sign(c, " ");
        if (stays(word))
            cite_text(c, word);
        else
            add_initial(c, word);
    }
}

static void add_filed(struct citation *c, const struct name_parts *p, bool initials)
{
    cite_text(c, p->family);
    if (p->given.n) cite_sign(c, ", ");
    if (initials)
        add_initials(c, p->given);
    else
        cite_text(c, p->given);
}

static void add_natural(struct citation *c, const struct name_parts *p, bool initials)
{
    if (initials)
        add_initials(c, p->given);
    else
        cite_text(c, p->given);
    if (p->given.n) cite_sign(c, " ");
    cite_text(c, p->family);
}

void cite_name(struct citation *c, const struct bib_name *n, enum name_form f)
{
    struct name_parts p = parts_of(n);
    bool initials = f == NAME_FILED_INITIALS || f == NAME_INITIALS;
    if (f == NAME_FILED || f == NAME_FILED_INITIALS)
        add_filed(c, &p, initials);
    else
        add_natural(c, &p, initials);
    if (p.suffix.n) cite_sign(c, ", ");
    cite_text(c, p.suffix);
}

static void take(struct cited_names *list, const struct bib_name *n)
{
    list->all++;
    if (list->n < CITED_NAMES_MAX)
        list->item[list->n++] = n;
    else
        list->item[CITED_NAMES_MAX - 1] = n;
}

static struct cited_names authors_of(const struct bib *b)
{
    struct cited_names list = {.n = 0};
    for (size_t i = 0; i < b->names.n; i++)
        if (bib_is_author(&b->names.item[i])) take(&list, &b->names.item[i]);
    return list;
}

struct cited_names cite_role(const struct bib *b, enum name_role role)
{
    struct cited_names list = {.n = 0};
    for (size_t i = 0; i < b->names.n; i++)
        if (!bib_is_author(&b->names.item[i]) && b->names.item[i].role == role)
            take(&list, &b->names.item[i]);
    return list;
}

struct cited_first cite_first(const struct bib *b)
{
    struct cited_first first = {.who = authors_of(b)};
    if (first.who.n) return first;
    first.who = cite_role(b, ROLE_EDITOR);
    first.editors = first.who.n > 0;
    return first;
}

/* ---- kinds ---- */

bool cite_is_article(const struct bib *b)
{
    return b->format == FORMAT_ARTICLE && (b->host_title.n || b->host.n);
}

/* Whether a note has the word, letter case of A-Z aside. */
static bool noted(const struct bib *b, const char *word)
{
    struct str want = str_of(word);
    for (size_t i = 0; i < b->notes.n; i++)
        for (size_t at = 0; at + want.n <= b->notes.item[i].n; at++) {
            size_t n = 0;
            while (n < want.n && (b->notes.item[i].p[at + n] | 0x20) == want.p[n]) n++;
            if (n == want.n) return true;
        }
    return false;
}

struct str cite_thesis_kind(const struct citation *c, const struct bib *b)
{
    static const struct {
        const char *word, *indonesian, *english;
    } kinds[] = {{"disertasi", "Disertasi", "Doctoral dissertation"},
                 {"skripsi", "Skripsi", "Undergraduate thesis"},
                 {"tesis", "Tesis", "Master\xE2\x80\x99s thesis"}};
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (noted(b, kinds[i].word))
            return str_of(c->english ? kinds[i].english : kinds[i].indonesian);
    return c->english ? STR("Thesis") : STR("Karya tulis akhir");
}

struct str cite_medium(const struct citation *c, const struct bib *b)
{
    static const char *const words[FORMAT_COUNT][2] = {
        [FORMAT_MANUSCRIPT] = {"Naskah", "Manuscript"},
        [FORMAT_MAP] = {"Peta", "Map"},
        [FORMAT_SCORE] = {"Partitur", "Musical score"},
        [FORMAT_MUSIC] = {"Rekaman musik", "Music recording"},
        [FORMAT_AUDIO] = {"Rekaman suara", "Audio recording"},
        [FORMAT_VIDEO] = {"Video", "Video"},
        [FORMAT_IMAGE] = {"Gambar", "Picture"},
        [FORMAT_SOFTWARE] = {"Perangkat lunak", "Computer software"},
        [FORMAT_KIT] = {"Paket bahan", "Kit"},
        [FORMAT_OBJECT] = {"Benda", "Object"},
    };
    const char *word = words[b->format][c->english];
    return word ? str_of(word) : (struct str){0};
}
