/* bib_to_marc.c -- a description as MARC 21, for export of what came in other formats.
 *
 * What a reader of the export needs: title, names, imprint, numbers, subjects, links and copies
 * (852 $b place $j call number $p code). Languages and year also go to 008. */
#include <string.h>

#include "base/checked.h"
#include "record/bib.h"
#include "record/bib_parts.h"

struct field_list {
    struct marc_field *item;
    size_t n, cap;
};

struct writing {
    struct arena *a;
    struct field_list fields;
};

struct sub {
    char code;
    struct str value;
};

static void add_control(struct writing *w, const char *tag, struct str value)
{
    if (value.n == 0) return;
    struct marc_field f = {.ind = {' ', ' '}, .control = true, .data = value};
    memcpy(f.tag, tag, 3);
    VEC_PUSH(w->a, &w->fields, f);
}

/* MARC knows no lines, nor any other control character in a value: a blank in their place. */
static struct str one_line(struct writing *w, struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && !n; i++) n = (unsigned char)s.p[i] < ' ';
    if (n == 0) return s;
    char *p = arena_alloc(w->a, s.n);
    n = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool blank = (unsigned char)s.p[i] <= ' ';
        if (blank && n && p[n - 1] == ' ') continue;
        p[n++] = blank ? ' ' : s.p[i];
    }
    return str_trim((struct str){p, n});
}

/* A field of the subfields that have a value; none when all are empty. */
static void add_field(struct writing *w, const char *tag, const char *ind, const struct sub *sub,
                      size_t n)
{
    struct strs parts = {0};
    bool copies = memcmp(tag, "852", 3) == 0; /* a code is what it is, or refused */
    for (size_t i = 0; i < n; i++) {
        if (sub[i].value.n == 0) continue;
        char *mark = arena_alloc(w->a, 2);
        mark[0] = '\x1F';
        mark[1] = sub[i].code;
        VEC_PUSH(w->a, &parts, (struct str){mark, 2});
        VEC_PUSH(w->a, &parts, copies ? sub[i].value : one_line(w, sub[i].value));
    }
    if (parts.n == 0) return;
    struct marc_field f = {.data = arena_join(w->a, parts.item, parts.n, STR(""))};
    memcpy(f.tag, tag, 3);
    memcpy(f.ind, ind, 2);
    VEC_PUSH(w->a, &w->fields, f);
}

static void add_value(struct writing *w, const char *tag, const char *ind, struct str value)
{
    add_field(w, tag, ind, &(struct sub){'a', value}, 1);
}

static void add_values(struct writing *w, const char *tag, const char *ind, const struct strs *list)
{
    for (size_t i = 0; i < list->n; i++) add_value(w, tag, ind, list->item[i]);
}

/* Type of record and level, leader/06-07. */
static void add_leader(const struct bib *b, struct marc *m)
{
    static const char types[FORMAT_COUNT][3] = {
        [FORMAT_UNKNOWN] = "am",  [FORMAT_BOOK] = "am",   [FORMAT_SERIAL] = "as",
        [FORMAT_ARTICLE] = "ab",  [FORMAT_THESIS] = "am", [FORMAT_MANUSCRIPT] = "tm",
        [FORMAT_MAP] = "em",      [FORMAT_SCORE] = "cm",  [FORMAT_MUSIC] = "jm",
        [FORMAT_AUDIO] = "im",    [FORMAT_VIDEO] = "gm",  [FORMAT_IMAGE] = "km",
        [FORMAT_SOFTWARE] = "mm", [FORMAT_KIT] = "om",    [FORMAT_OBJECT] = "rm",
    };
    memcpy(m->leader, "00000nam a2200000 a 4500", sizeof m->leader);
    if (b->deleted) m->leader[5] = 'd';
    if (b->holdings_only)
        memcpy(m->leader + 6, "x ", 2);
    else
        memcpy(m->leader + 6, types[(unsigned)b->format < FORMAT_COUNT ? b->format : 0], 2);
}

static struct str four_digits(struct arena *a, int year, const char *without)
{
    return year > 0 && year <= 9999 ? arena_printf(a, "%04d", year) : str_of(without);
}

static void add_008(struct writing *w, const struct bib *b)
{
    bool serial = b->format == FORMAT_SERIAL;
    char type = serial ? (b->year_end ? 'd' : 'c') : b->year ? 's' : 'n';
    struct str from = four_digits(w->a, b->year, "uuuu");
    struct str until = four_digits(w->a, serial ? b->year_end : 0, serial ? "9999" : "    ");
    struct str language = b->languages.n ? str_slice(b->languages.item[0], 0, 3) : STR("und");
    add_control(w, "008",
                arena_printf(w->a, "000000%c%.*s%.*sxx %5s%c%c%10s%-3.*s d", type, STR_ARG(from),
                             STR_ARG(until), "", b->online ? 'o' : ' ',
                             b->format == FORMAT_THESIS ? 'm' : ' ', "", STR_ARG(language)));
}

static const char *relator(enum name_role role)
{
    switch (role) {
    case ROLE_AUTHOR: return "aut";
    case ROLE_EDITOR: return "edt";
    case ROLE_TRANSLATOR: return "trl";
    case ROLE_ILLUSTRATOR: return "ill";
    case ROLE_CONTRIBUTOR: break;
    }
    return "ctb";
}

static void add_names(struct writing *w, const struct bib *b, bool main)
{
    bool have_main = false;
    for (size_t i = 0; i < b->names.n; i++) {
        const struct bib_name *n = &b->names.item[i];
        bool heading = n->main && !have_main; /* 1XX is not repeatable */
        have_main |= n->main;
        if (heading != main) continue;
        const char *tag = n->corporate ? (main ? "110" : "710") : (main ? "100" : "700");
        bool inverted = str_find_char(n->name, ',', 0) < n->name.n;
        struct sub subs[] = {{'a', n->name}, {'4', str_of(relator(n->role))}};
        add_field(w, tag, n->corporate ? "2 " : inverted ? "1 " : "0 ", subs, COUNT(subs));
    }
}

static void add_title(struct writing *w, const struct bib *b)
{
    struct str rest = {0};
    struct str shorter = b->title_short.n ? b->title_short : b->title;
    if (str_starts(b->title, shorter)) {
        rest = str_trim(str_slice(b->title, shorter.n, b->title.n));
        if (rest.n && (rest.p[0] == ':' || rest.p[0] == '=' || rest.p[0] == ';'))
            rest = str_trim(str_slice(rest, 1, rest.n));
    } else {
        shorter = b->title;
    }
    struct str head = rest.n ? arena_printf(w->a, "%.*s :", STR_ARG(shorter)) : shorter;
    struct sub subs[] = {{'a', head}, {'b', rest}, {'n', b->part}, {'c', b->responsibility}};
    add_field(w, "245", "00", subs, COUNT(subs));
    add_values(w, "246", "3 ", &b->other_titles);
}

static void add_imprint(struct writing *w, const struct bib *b)
{
    struct str year = b->year_text;
    if (year.n == 0 && b->year) year = arena_printf(w->a, "%d", b->year);
    struct sub imprint[] = {{'a', b->place}, {'b', b->publisher}, {'c', year}};
    add_value(w, "250", "  ", b->edition);
    add_field(w, "264", " 1", imprint, COUNT(imprint));
    add_value(w, "300", "  ", b->extent);
    add_value(w, "310", "  ", b->frequency);
    for (size_t i = 0; i < b->series.n; i++) {
        struct sub subs[] = {{'a', b->series.item[i].title}, {'v', b->series.item[i].volume}};
        add_field(w, "490", "0 ", subs, COUNT(subs));
    }
}

static void add_numbers(struct writing *w, const struct bib *b)
{
    add_values(w, "020", "  ", &b->isbns);
    add_values(w, "022", "  ", &b->issns);
    for (size_t i = 0; i < b->other_ids.n; i++)
        add_field(w, "024", "8 ", &(struct sub){'a', b->other_ids.item[i]}, 1);
    for (size_t i = 0; b->languages.n > 1 && i < b->languages.n; i++)
        add_value(w, "041", "  ", b->languages.item[i]);
    add_value(w, "084", "  ", b->classification);
    /* 090 by itself would be read as a class too */
    if (!str_eq(b->call_number, b->classification))
        add_value(w, b->classification.n ? "090" : "099", "  ", b->call_number);
}

static void add_content(struct writing *w, const struct bib *b)
{
    add_values(w, "500", "  ", &b->notes);
    add_value(w, "505", "0 ", b->contents);
    add_value(w, "520", "  ", b->summary);
    add_values(w, "650", " 4", &b->subjects);
}

static void add_history(struct writing *w, const char *tag, const struct bib_links *list)
{
    for (size_t i = 0; i < list->n; i++) {
        struct sub subs[] = {{'t', list->item[i].title}, {'x', list->item[i].issn}};
        add_field(w, tag, "00", subs, COUNT(subs));
    }
}

static void add_links(struct writing *w, const struct bib *b)
{
    add_field(w, "773", "0 ", &(struct sub){'t', b->host}, 1);
    add_history(w, "780", &b->before);
    add_history(w, "785", &b->after);
    for (size_t i = 0; i < b->urls.n; i++)
        add_field(w, "856", b->online ? "40" : "4 ", &(struct sub){'u', b->urls.item[i]}, 1);
    if (b->native.n) {
        struct sub subs[] = {{'6', STR("245-00")}, {'a', b->native}};
        add_field(w, "880", "00", subs, COUNT(subs));
    }
}

struct str bib_item_words(enum item_status s)
{
    switch (s) {
    case ITEM_AVAILABLE: return STR("tersedia");
    case ITEM_ON_LOAN: return STR("dipinjam");
    case ITEM_NOT_FOR_LOAN: return STR("baca di tempat");
    case ITEM_REPAIR: return STR("perbaikan");
    case ITEM_MISSING: return STR("hilang");
    case ITEM_ON_ORDER: return STR("dipesan");
    case ITEM_UNSTATED:
    case ITEM_HIDDEN: break;
    }
    return (struct str){0};
}

enum { COPIES_WRITTEN_MAX = 200 };

/* Only what 852 can say in public; hidden copies stay at home. Copies without a number of their own
 * are as many fields as there are copies. */
static void add_items(struct writing *w, const struct bib *b)
{
    size_t link = 0;
    for (size_t i = 0; i < b->items.n; i++) {
        const struct bib_item *item = &b->items.item[i];
        if (item->status == ITEM_HIDDEN) continue;
        struct str number = arena_printf(w->a, "%zu", ++link);
        struct sub subs[] = {{'8', number},
                             {'b', item->place},
                             {'j', item->call_number},
                             {'p', item->code},
                             {'z', bib_item_words(item->status)}};
        struct sub coverage[] = {{'8', number}, {'a', item->coverage}};
        bool placed = item->place.n + item->call_number.n + item->code.n > 0;
        if (placed) add_field(w, "852", "  ", subs, COUNT(subs));
        for (int n = 1; placed && !item->code.n && n < MIN(item->copies, COPIES_WRITTEN_MAX); n++)
            add_field(w, "852", "  ", subs + 1, COUNT(subs) - 1);
        if (item->coverage.n)
            add_field(w, "866", " 0", coverage + !placed, COUNT(coverage) - !placed);
    }
}

void bib_to_marc(const struct bib *b, struct arena *a, struct marc *ret)
{
    struct writing w = {.a = a};
    struct marc m = {.n = 0};
    size_t slash = str_find_char(b->control, '/', 0);
    bool of_system = slash < b->control.n;
    add_leader(b, &m);
    add_control(&w, "001", of_system ? str_slice(b->control, slash + 1, b->control.n) : b->control);
    if (of_system) add_control(&w, "003", str_slice(b->control, 0, slash));
    add_008(&w, b);
    add_numbers(&w, b);
    add_names(&w, b, true);
    add_title(&w, b);
    add_imprint(&w, b);
    add_content(&w, b);
    add_names(&w, b, false);
    add_links(&w, b);
    add_items(&w, b);
    m.field = w.fields.item;
    m.n = w.fields.n;
    *ret = m;
}
