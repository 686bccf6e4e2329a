/* facet.c -- see facet.h. */
#include "catalog/facet.h"

#include "base/checked.h"

static const char *const names[HELD_KINDS] = {
    [HELD_AVAILABLE] = "available", [HELD_UNSTATED] = "unstated", [HELD_ON_LOAN] = "on-loan",
    [HELD_READ_HERE] = "read-here", [HELD_ONLINE] = "online",
};

const char *held_name(enum held h)
{
    return names[h];
}

bool held_parse(struct str name, enum held *ret)
{
    for (enum held h = 0; h < HELD_KINDS; h++) {
        if (!str_eq(name, str_of(names[h]))) continue;
        *ret = h;
        return true;
    }
    return false;
}

static uint8_t said_of_copies(const struct title_holding *h)
{
    if (h->by_status[ITEM_AVAILABLE]) return 1u << HELD_AVAILABLE;
    if (h->by_status[ITEM_UNSTATED] || h->n == 0) return 1u << HELD_UNSTATED;
    if (h->by_status[ITEM_ON_LOAN]) return 1u << HELD_ON_LOAN;
    if (h->by_status[ITEM_NOT_FOR_LOAN]) return 1u << HELD_READ_HERE;
    return 0;
}

uint8_t held_by(const struct title_view *v, const struct title_holding *h)
{
    uint8_t set = said_of_copies(h);
    for (size_t i = 0; i < v->n_records; i++)
        if (v->record[i].agency == h->agency->id && v->record[i].bib.online)
            set |= 1u << HELD_ONLINE;
    return set;
}

/* ---- Dewey ---- */

static bool is_digit(struct str s, size_t at)
{
    return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

static bool is_letter(struct str s, size_t at)
{
    return at < s.n && (unsigned)((s.p[at] | 32) - 'a') < 26;
}

/* Where the number may begin: behind "R ", "REF ", "[" and the like, but not behind a class of the
 * Library of Congress, whose letters touch their number. */
static size_t skip_mark(struct str s)
{
    size_t at = 0;
    while (at < 3 && is_letter(s, at)) at++;
    if (at && (at == s.n || (s.p[at] != ' ' && s.p[at] != '/'))) return s.n;
    while (at < s.n && (s.p[at] == ' ' || s.p[at] == '/' || s.p[at] == '[')) at++;
    return at;
}

struct strs dewey_levels(struct arena *a, struct str classification)
{
    struct strs levels = {0};
    size_t at = skip_mark(classification);
    if (!is_digit(classification, at) || !is_digit(classification, at + 1) ||
        !is_digit(classification, at + 2) || is_digit(classification, at + 3))
        return levels;
    for (size_t n = 1; n <= 3; n++) VEC_PUSH(a, &levels, str_slice(classification, at, at + n));
    return levels;
}

/* ---- libraries ---- */

enum err facet_holders(struct db *db, struct arena *a, struct index_holders *ret)
{
    struct index_holders list = {0};
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT id, type, place_code FROM agency ORDER BY id"));
    while (db_next(&r)) {
        struct index_holder h = {.agency = db_int(&r, 0)};
        struct str code = db_peek(&r, 2);
        enum agency_type type;
        int64_t number = 0;
        if (agency_type_parse(db_peek(&r, 1), &type)) h.type = (int)type + 1;
        if (!str_to_i64(str_slice(code, 0, PLACE_PROVINCE), &number)) h.province = (int)number;
        if (code.n >= PLACE_REGENCY && !str_to_i64(str_slice(code, 0, PLACE_REGENCY), &number))
            h.regency = (int)number;
        VEC_PUSH(a, &list, h);
    }
    if (!r.status) *ret = list;
    return r.status;
}
