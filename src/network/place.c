/* place.c -- the compiled table of places: by code, by name. */
#include "network/place.h"

#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "network/place_table.h"
#include "text/words.h"

/* ---- by code ---- */

/* 340400 and 4 from "3404". */
static bool read_code(struct str code, uint32_t *ret)
{
    uint64_t n = 0;
    if (code.n != 2 && code.n != 4 && code.n != 6) return false;
    if (str_to_u64(code, &n)) return false;
    for (size_t i = code.n; i < 6; i += 2) n *= 100;
    *ret = (uint32_t)n;
    return true;
}

static int digits_of(uint32_t code)
{
    return code % 10000 == 0 ? PLACE_PROVINCE : code % 100 == 0 ? PLACE_REGENCY : PLACE_DISTRICT;
}

/* The first row whose code is not less. */
static size_t row_at(uint32_t code)
{
    size_t low = 0, high = place_rows_n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (place_rows[mid].code < code)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static struct str name_of(size_t row)
{
    size_t end = row + 1 < place_rows_n ? place_rows[row + 1].name : place_names_n;
    return (struct str){place_names + place_rows[row].name, end - place_rows[row].name};
}

static struct place place_of(size_t row)
{
    const struct place_row *r = &place_rows[row];
    struct place p = {.name = name_of(row),
                      .located = r->latitude != PLACE_UNKNOWN,
                      .point = {r->latitude, r->longitude}};
    uint32_t code = r->code;
    for (int i = 5; i >= 0; i--, code /= 10) p.code[i] = (char)('0' + code % 10);
    p.code[digits_of(r->code)] = '\0';
    return p;
}

bool place_get(struct str code, struct place *ret)
{
    uint32_t n = 0;
    size_t row = read_code(code, &n) ? row_at(n) : place_rows_n;
    if (row >= place_rows_n || place_rows[row].code != n) return false;
    *ret = place_of(row);
    return true;
}

void place_inside(struct str code, struct arena *a, struct places *ret)
{
    uint32_t outer = 0, step = code.n == 0 ? 10000 : code.n == 2 ? 100 : 1;
    size_t row = 0;
    *ret = (struct places){0};
    if (code.n && (code.n > 4 || !read_code(code, &outer))) return;
    if (code.n) row = row_at(outer + 1);
    for (; row < place_rows_n; row++) {
        uint32_t c = place_rows[row].code;
        if (code.n && c / (step * 100) != outer / (step * 100)) return;
        if (c % step == 0) VEC_PUSH(a, ret, place_of(row));
    }
}

bool place_is_inside(struct str code, struct str outer)
{
    return code.n >= outer.n && str_starts(code, outer);
}

struct str place_full_name(struct arena *a, struct str code)
{
    struct str part[3];
    size_t n = 0;
    for (size_t digits = code.n; digits >= 2; digits -= 2) {
        struct place p;
        if (n == COUNT(part) || !place_get(str_slice(code, 0, digits), &p)) return (struct str){0};
        part[n++] = p.name;
    }
    return arena_join(a, part, n, STR(", "));
}

bool place_point(struct str code, struct point *ret, bool *ret_own)
{
    for (size_t digits = code.n; digits >= PLACE_REGENCY; digits -= 2) {
        struct place p;
        if (!place_get(str_slice(code, 0, digits), &p)) return false;
        if (!p.located) continue;
        *ret = p.point;
        *ret_own = digits == code.n;
        return true;
    }
    struct place p;
    if (code.n != PLACE_PROVINCE || !place_get(code, &p) || !p.located) return false;
    *ret = p.point;
    *ret_own = true;
    return true;
}

bool place_meant(const struct places *found, struct place *ret)
{
    for (size_t i = 1; i < found->n; i++)
        if (!place_is_inside(str_of(found->item[i].code), str_of(found->item[0].code)))
            return false;
    if (found->n == 0) return false;
    *ret = found->item[0];
    return true;
}

/* ---- by name ---- */

enum { KEY_MAX = 60, PARTS_MAX = 4 };

/* What is left of a name to compare: letters and digits, and which level its first word names. */
struct name_key {
    char text[KEY_MAX];
    size_t n, skip; /* without the word for the level, the key begins here */
    char kind;      /* 'p' 'k' (kabupaten) 't' (kota) 'd' or 0 */
};

static const struct {
    const char *word;
    char kind;
} levels[] = {{"kabupaten", 'k'}, {"kab", 'k'},      {"kota", 't'},      {"kotamadya", 't'},
              {"provinsi", 'p'},  {"propinsi", 'p'}, {"prov", 'p'},      {"kecamatan", 'd'},
              {"kec", 'd'},       {"distrik", 'd'},  {"kapanewon", 'd'}, {"kemantren", 'd'},
              {"regency", 'k'},   {"district", 'd'}, {"province", 'p'},  {"city", 't'}};

/* Takes one word of a folded text; words are joined, and the first may name the level. */
static void add_word(struct name_key *k, struct str word)
{
    bool first = k->n == 0;
    if (k->skip == k->n && k->kind && str_eq(word, STR("administrasi"))) {
        k->skip += word.n;
        first = false;
    }
    if (k->n + word.n > KEY_MAX) word.n = KEY_MAX - k->n;
    memcpy(k->text + k->n, word.p, word.n);
    k->n += word.n;
    for (size_t i = 0; first && i < COUNT(levels); i++)
        if (str_eq(word, str_of(levels[i].word))) {
            k->kind = levels[i].kind;
            k->skip = k->n;
        }
}

static struct name_key key_of(struct str folded)
{
    struct name_key k = {.n = 0};
    struct str rest = folded, word;
    while (str_split(&rest, ' ', &word))
        if (word.n) add_word(&k, word);
    if (k.skip == k.n) k.skip = 0, k.kind = 0;
    return k;
}

/* The same for names of the table, which are ASCII. */
static struct name_key key_of_row(size_t row)
{
    char folded[KEY_MAX + 8];
    struct str name = name_of(row);
    size_t n = 0;
    for (size_t i = 0; i < name.n && n < sizeof folded; i++) {
        char c = name.p[i];
        c = ascii_lower(c);
        bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (word || c != '\'') folded[n++] = word ? c : ' ';
    }
    return key_of((struct str){folded, n});
}

static struct str whole(const struct name_key *k)
{
    return (struct str){k->text, k->n};
}

static struct str bare(const struct name_key *k)
{
    return (struct str){k->text + k->skip, k->n - k->skip};
}

static const struct {
    const char *typed, *code;
} also[] = {
    {"diy", "34"},     {"yogyakarta", "34"}, {"jogja", "34"},      {"jogjakarta", "34"},
    {"dki", "31"},     {"jakarta", "31"},    {"dkijakarta", "31"}, {"dkj", "31"},
    {"ntb", "52"},     {"ntt", "53"},        {"jabar", "32"},      {"jateng", "33"},
    {"jatim", "35"},   {"sumut", "12"},      {"sumbar", "13"},     {"sumsel", "16"},
    {"babel", "19"},   {"kepri", "21"},      {"kalbar", "61"},     {"kalteng", "62"},
    {"kalsel", "63"},  {"kaltim", "64"},     {"kaltara", "65"},    {"sulut", "71"},
    {"sulteng", "72"}, {"sulsel", "73"},     {"sultra", "74"},     {"sulbar", "76"},
    {"malut", "82"},   {"nad", "11"},
};

static bool also_called(size_t row, const struct name_key *typed)
{
    for (size_t i = 0; i < COUNT(also); i++) {
        uint32_t code = 0;
        if (str_eq(str_of(also[i].typed), bare(typed)) && read_code(str_of(also[i].code), &code))
            return place_rows[row].code == code;
    }
    return false;
}

/* Whether a person who typed this may mean the place of that row. */
static bool is_called(size_t row, const struct name_key *typed)
{
    struct name_key k = key_of_row(row);
    int digits = digits_of(place_rows[row].code);
    if (str_eq(whole(typed), whole(&k))) return true;
    switch (typed->kind) {
    case 'p':
        if (digits != PLACE_PROVINCE) return false;
        break;
    case 'd':
        if (digits != PLACE_DISTRICT) return false;
        break;
    case 'k':
    case 't':
        if (digits != PLACE_REGENCY || k.kind != typed->kind) return false;
        break;
    default: break;
    }
    bool same =
        digits == PLACE_REGENCY ? str_eq(bare(typed), bare(&k)) : str_eq(bare(typed), whole(&k));
    return same || (digits == PLACE_PROVINCE && also_called(row, typed));
}

/* Whether each of the parts after the first names something around the row. */
static bool lies_in(size_t row, const struct name_key *part, size_t n)
{
    uint32_t code = place_rows[row].code;
    for (size_t i = 0; i < n; i++) {
        size_t regency = row_at(code / 100 * 100), province = row_at(code / 10000 * 10000);
        bool found = (regency != row && is_called(regency, &part[i])) ||
                     (province != row && is_called(province, &part[i]));
        if (!found) return false;
    }
    return true;
}

void place_find(struct str typed, struct arena *a, struct places *ret)
{
    struct name_key part[PARTS_MAX];
    struct str rest = str_slice(typed, 0, 300), one;
    size_t n = 0;
    *ret = (struct places){0};
    while (n < PARTS_MAX && str_split(&rest, ',', &one)) {
        part[n] = key_of(words_key(a, one));
        n += part[n].n > 0;
    }
    if (n == 0) return;
    for (int digits = PLACE_PROVINCE; digits <= PLACE_DISTRICT; digits += 2)
        for (size_t row = 0; row < place_rows_n && ret->n < PLACE_FOUND_MAX; row++)
            if (digits_of(place_rows[row].code) == digits && is_called(row, &part[0]) &&
                lies_in(row, part + 1, n - 1))
                VEC_PUSH(a, ret, place_of(row));
}
