/* rows.c -- titles as list entries. */
#include "base/checked.h"
#include "record/openurl.h"
#include "web/view.h"

const struct search_field search_fields[SEARCH_FIELDS] = {
    {"", INDEX_ANY, MSG_field_any},           {"ti", INDEX_TITLE, MSG_field_title},
    {"au", INDEX_AUTHOR, MSG_field_author},   {"su", INDEX_SUBJECT, MSG_field_subject},
    {"seri", INDEX_SERIES, MSG_field_series}, {"penerbit", INDEX_PUBLISHER, MSG_field_publisher},
    {"isbn", INDEX_ISBN, MSG_field_isbn},
};

struct str ago_text(const struct out *o, int64_t us)
{
    struct buf CLEANUP(buf_release) b = BUF(100);
    add_ago(&b, o->lang, o->zone, us, o->now);
    return arena_copy(o->mem, buf_str(&b));
}

/* "Bentang Pustaka, 2005 · Buku · 529 hlm." */
static struct str meta_of(const struct ask *k, const struct bib *b, struct str who,
                          struct str format)
{
    struct str imprint[] = {b->publisher, b->year_text};
    struct str extent = b->format == FORMAT_ARTICLE ? b->host : b->extent;
    struct str part[] = {who, arena_join(k->mem, imprint, 2, STR(", ")), format, extent};
    return arena_join(k->mem, part, COUNT(part), STR(" · "));
}

/* The two first names; "dkk." stands for the rest. */
static struct str people_of(const struct ask *k, const struct bib *b)
{
    struct str first = title_main_author(b), second = {0};
    size_t authors = 0;
    for (size_t i = 0; i < b->names.n; i++) {
        const struct bib_name *n = &b->names.item[i];
        if (n->role != ROLE_AUTHOR && !n->main) continue;
        authors++;
        if (!second.n && !str_eq(n->name, first)) second = n->name;
    }
    struct str names[] = {first, second};
    struct str both = arena_join(k->mem, names, 2, STR("; "));
    if (authors <= 2) return both;
    return msg_text(k->mem, k->out.lang, MSG_people_others, &both, 1);
}

static struct str where_of(const struct ask *k, const struct title_view *v)
{
    if (v->n_holdings == 1) return v->holding[0].agency->name;
    struct buf CLEANUP(buf_release) b = BUF(300);
    msg_add_count(&b, k->out.lang, MSG_count_libraries, (int64_t)v->n_holdings, NULL, 0);
    return arena_copy(k->mem, buf_str(&b));
}

static struct str coins_of(const struct ask *k, const struct title_view *v)
{
    struct buf CLEANUP(buf_release) b = BUF(64 << 10);
    struct str base = base_of(k);
    openurl_write(&v->bib,
                  arena_printf(k->mem, "%.*s/b/%.*s", STR_ARG(base), STR_ARG(v->address_id)), &b);
    return arena_copy(k->mem, buf_str(&b));
}

static struct row_view row_of(const struct ask *k, const struct title_view *v)
{
    struct row_view r = {.v = v, .sample = true};
    r.badge = badge_of_title(k, &v->availability);
    r.letters = cover_letters(k->mem, v->bib.title);
    r.format = named_text(k, "format", format_name(v->bib.format));
    r.who = people_of(k, &v->bib);
    r.meta = meta_of(k, &v->bib, r.who, r.format);
    r.where = where_of(k, v);
    r.coins = coins_of(k, v);
    r.dye = cover_dye(v->id);
    r.motif = cover_motif(v->id);
    for (size_t i = 0; i < v->n_holdings; i++) r.sample = r.sample && v->holding[i].agency->sample;
    if (k->network.sample) r.sample = false; /* the whole network says so already */
    return r;
}

struct rows_view rows_of(const struct ask *k, const struct title_views *titles)
{
    struct row_view *row = arena_array(k->mem, struct row_view, titles->n + 1);
    for (size_t i = 0; i < titles->n; i++) row[i] = row_of(k, &titles->item[i]);
    return (struct rows_view){row, titles->n};
}
