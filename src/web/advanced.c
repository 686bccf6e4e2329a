/* advanced.c -- the three rows of the search form as a query of the box, and back. */
#include "web/advanced.h"

#include "base/checked.h"

const struct advanced_field advanced_fields[ADVANCED_FIELDS] = {
    {"any", "semua", MSG_field_any},           {"title", "judul", MSG_field_title},
    {"author", "pengarang", MSG_field_author}, {"subject", "subjek", MSG_field_subject},
    {"series", "seri", MSG_field_series},      {"publisher", "penerbit", MSG_field_publisher},
    {"place", "tempat", MSG_advanced_place},   {"notes", "catatan", MSG_advanced_notes},
    {"call", "nopanggil", MSG_advanced_call},  {"number", "nomor", MSG_advanced_number},
};

static const char *name_of(const struct advanced_field *f, enum lang lang)
{
    return lang == LANG_ID ? f->name : f->value;
}

static const char *field_name(enum lang lang, struct str value)
{
    for (size_t i = 0; i < ADVANCED_FIELDS; i++)
        if (str_eq(value, str_of(advanced_fields[i].value)))
            return name_of(&advanced_fields[i], lang);
    return name_of(&advanced_fields[0], lang);
}

static const char *operator_name(enum lang lang, struct str join)
{
    bool indonesian = lang == LANG_ID;
    if (str_eq(join, STR("atau"))) return indonesian ? "ATAU" : "OR";
    return indonesian ? "BUKAN" : "NOT";
}

/* ---- to a query ---- */

/* Without the marks that would end a phrase or a group too early. */
static struct str without_marks(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = s.p[i] == '"' || s.p[i] == '(' || s.p[i] == ')' ? ' ' : s.p[i];
    return str_trim((struct str){p, s.n});
}

static struct str any_of(struct arena *a, enum lang lang, struct str words)
{
    struct buf CLEANUP(buf_release) b = BUF(8000);
    struct str one;
    while (str_split(&words, ' ', &one)) {
        if (!one.n) continue;
        if (b.n) buf_printf(&b, " %s ", operator_name(lang, STR("atau")));
        buf_add(&b, one);
    }
    return arena_copy(a, buf_str(&b));
}

static struct str row_query(struct arena *a, enum lang lang, const struct advanced_row *r)
{
    const char *field = field_name(lang, r->field);
    struct str plain = without_marks(a, r->words);
    if (!plain.n) return plain;
    if (str_eq(r->how, STR("frasa"))) return arena_printf(a, "%s:\"%.*s\"", field, STR_ARG(plain));
    if (str_eq(r->how, STR("awal"))) return arena_printf(a, "%s:^\"%.*s\"", field, STR_ARG(plain));
    if (str_eq(r->how, STR("salah"))) plain = any_of(a, lang, plain);
    bool bare = str_eq(r->field, STR("any")) || !r->field.n;
    if (bare && !str_eq(r->how, STR("salah"))) return r->words; /* as in the box, with its marks */
    return arena_printf(a, "%s:(%.*s)", field, STR_ARG(plain));
}

struct str advanced_query(struct arena *a, enum lang lang,
                          const struct advanced_row row[ADVANCED_ROWS])
{
    struct str all = {0};
    for (size_t i = 0; i < ADVANCED_ROWS; i++) {
        const struct advanced_row *r = &row[i];
        struct str one = row_query(a, lang, r);
        if (!one.n) continue;
        if (!all.n)
            all = one;
        else if (str_eq(r->join, STR("atau")) || str_eq(r->join, STR("bukan")))
            all = arena_printf(a, "(%.*s) %s (%.*s)", STR_ARG(all), operator_name(lang, r->join),
                               STR_ARG(one));
        else
            all = arena_printf(a, "(%.*s) (%.*s)", STR_ARG(all), STR_ARG(one));
    }
    return all;
}

/* ---- and back ---- */

/* Where the group that begins s is closed; s.n when it is not. */
static size_t group_end(struct str s)
{
    int depth = 0;
    for (size_t i = 0; i < s.n; i++) {
        depth += (s.p[i] == '(') - (s.p[i] == ')');
        if (depth == 0) return i;
    }
    return s.n;
}

static struct str between(struct str s, size_t before, size_t after)
{
    return str_slice(s, before, MAX(s.n, before + after) - after);
}

/* The words between the operators that any_of put. */
static struct str words_of_any(struct arena *a, enum lang lang, struct str group)
{
    struct buf CLEANUP(buf_release) b = BUF(8000);
    struct str one, op = str_of(operator_name(lang, STR("atau")));
    while (str_split(&group, ' ', &one)) {
        if (!one.n || str_eq(one, op)) continue;
        if (b.n) buf_add_char(&b, ' ');
        buf_add(&b, one);
    }
    return arena_copy(a, buf_str(&b));
}

static struct advanced_row row_of(struct arena *a, enum lang lang, struct str s)
{
    struct advanced_row r = {.words = s, .field = STR("any"), .how = STR("semua")};
    size_t colon = str_find_char(s, ':', 0);
    struct str name = str_slice(s, 0, colon), rest = str_slice(s, MIN(colon + 1, s.n), s.n);
    for (size_t i = 0; i < ADVANCED_FIELDS && colon < s.n; i++) {
        if (!str_eq(name, str_of(name_of(&advanced_fields[i], lang)))) continue;
        struct str any = words_of_any(a, lang, between(rest, 1, 1));
        r.field = str_of(advanced_fields[i].value);
        r.words = between(rest, str_starts(rest, STR("^")) ? 2 : 1, 1);
        if (str_starts(rest, STR("\""))) r.how = STR("frasa");
        if (str_starts(rest, STR("^"))) r.how = STR("awal");
        if (!str_starts(rest, STR("("))) return r;
        bool several = str_eq(any_of(a, lang, any), r.words) && !str_eq(any, r.words);
        if (!several && i > 0) return r;
        r.how = STR("salah");
        r.words = any;
    }
    return r;
}

/* "(left) OR (right)" taken apart. */
static bool take_apart(enum lang lang, struct str s, struct str *ret_left, struct str *ret_right,
                       struct str *ret_join)
{
    static const char *const joins[] = {"atau", "bukan"};
    if (!str_starts(s, STR("("))) return false;
    size_t end = group_end(s);
    struct str rest = str_trim(str_slice(s, MIN(end + 1, s.n), s.n));
    *ret_join = STR("dan");
    for (size_t i = 0; i < COUNT(joins); i++) {
        struct str op = str_of(operator_name(lang, str_of(joins[i])));
        if (!str_starts(rest, op)) continue;
        *ret_join = str_of(joins[i]);
        rest = str_trim(str_slice(rest, op.n, rest.n));
    }
    if (!str_starts(rest, STR("(")) || group_end(rest) + 1 != rest.n) return false;
    *ret_left = str_slice(s, 1, end);
    *ret_right = between(rest, 1, 1);
    return true;
}

/* How much of the query this language explains: rows, and fields and ways in them; 0 when the rows
 * would make another query. */
static size_t rows_in(struct arena *a, enum lang lang, struct str query,
                      struct advanced_row tried[ADVANCED_ROWS])
{
    struct str piece[ADVANCED_ROWS] = {{0}}, join[ADVANCED_ROWS] = {{0}}, left = query;
    size_t n = 0; /* from the last row to the first */
    while (n + 1 < ADVANCED_ROWS && take_apart(lang, left, &left, &piece[n], &join[n])) n++;
    piece[n] = left;
    size_t understood = n + 1;
    for (size_t i = 0; i <= n; i++) {
        tried[i] = row_of(a, lang, piece[n - i]);
        tried[i].join = join[n - i];
        understood += !str_eq(tried[i].words, piece[n - i]);
    }
    return str_eq(advanced_query(a, lang, tried), query) ? understood : 0;
}

bool advanced_rows(struct arena *a, struct str query, struct advanced_row row[ADVANCED_ROWS])
{
    size_t best = 0;
    for (int lang = 0; lang < LANGS; lang++) {
        struct advanced_row tried[ADVANCED_ROWS] = {{0}};
        size_t understood = rows_in(a, (enum lang)lang, query, tried);
        if (understood <= best) continue;
        best = understood;
        for (size_t i = 0; i < ADVANCED_ROWS; i++) {
            row[i].words = tried[i].words;
            row[i].field = tried[i].field;
            row[i].how = tried[i].how;
            row[i].join = tried[i].join;
        }
    }
    return best > 0;
}
