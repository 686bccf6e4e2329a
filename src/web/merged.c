/* merged.c -- provenance, mends, editions and serials' history of a title, for its page. */
#include "web/merged.h"

#include "base/checked.h"
#include "catalog/title_id.h"
#include "text/isbn.h"
#include "text/utf8.h"

enum { LINK_SECONDS = 1 };

/* ---- words ---- */

/* "author\tHirata, Andrea" without its role. */
static struct str name_alone(struct str line)
{
    size_t tab = str_find_char(line, '\t', 0);
    return tab < line.n ? str_slice(line, tab + 1, line.n) : line;
}

static struct str line_text(struct ask *k, enum title_field f, struct str line)
{
    if (f == TITLE_NAMES) return name_alone(line);
    if (f == TITLE_LANGUAGE) return language_name(k->out.lang, line);
    if (f == TITLE_FORMAT) return named_text(k, "format", arena_cstr(k->mem, line));
    if (f == TITLE_NUMBERS && line.n == 13) return isbn_hyphenate(k->mem, line);
    return line;
}

struct str merged_text(struct ask *k, enum title_field f, struct str value)
{
    struct strs parts = {0};
    struct str line;
    while (str_split(&value, '\n', &line))
        if (line.n) VEC_PUSH(k->mem, &parts, line_text(k, f, line));
    struct str all = arena_join(k->mem, parts.item, parts.n, STR("; "));
    if (all.n <= VARIANT_MAX) return all;
    return arena_printf(k->mem, "%.*s…", STR_ARG(utf8_cut(all, VARIANT_MAX)));
}

/* ---- provenance ---- */

struct origin_row merged_origin(struct ask *k, const struct title_view *v, enum title_field f)
{
    const struct title_origin *o = &v->origin[f];
    struct origin_row row = {.label = named_text(k, "element", title_field_name(f)),
                             .have = o->have,
                             .agree = o->agree,
                             .mend = v->mended[f]};
    if (o->source >= 0) row.library = v->record[o->source].agency_name;
    for (size_t i = 0; i < o->variants.n && i < VARIANTS_SHOWN; i++)
        VEC_PUSH(k->mem, &row.variants, merged_text(k, f, o->variants.item[i]));
    if (row.mend && f != TITLE_NUMBERS)
        row.by_records = merged_text(k, f, mend_text(&v->merged, f, k->mem));
    if (row.mend && f == TITLE_NUMBERS) row.by_records = merged_text(k, f, row.mend->value);
    return row;
}

/* More than one says it, in the same spelling, and nobody anything else. */
static bool all_agree(const struct title_view *v, enum title_field f)
{
    const struct title_origin *o = &v->origin[f];
    return !v->mended[f] && o->have > 1 && o->agree == o->have && o->variants.n == 0;
}

static void add_origins(struct ask *k, const struct title_view *v, struct merged_view *to)
{
    struct strs same = {0};
    to->origins = arena_array(k->mem, struct origin_row, TITLE_FIELDS);
    to->records = v->n_records;
    to->compared = v->n_compared;
    to->names = actor_may(&k->actor, PERM_LOOK) == OK;
    for (enum title_field f = 0; f < TITLE_FIELDS; f++) {
        bool told = v->mended[f] || (v->n_records > 1 && v->origin[f].source >= 0);
        if (told && all_agree(v, f))
            VEC_PUSH(k->mem, &same, named_text(k, "element", title_field_name(f)));
        else if (told)
            to->origins[to->n_origins++] = merged_origin(k, v, f);
    }
    to->same = arena_join(k->mem, same.item, same.n, STR(", "));
}

/* ---- editions ---- */

static struct edition_row edition_of(struct ask *k, const struct row_view *row)
{
    const struct bib *b = &row->v->bib;
    struct str imprint[] = {b->publisher, b->year_text.n || !b->year ? b->year_text
                                                                     : year_text(&k->out, b->year)};
    struct str part[] = {
        b->edition, arena_join(k->mem, imprint, 2, STR(", ")),
        b->languages.n ? language_name(k->out.lang, b->languages.item[0]) : STR(""), row->format};
    return (struct edition_row){*row, arena_join(k->mem, part, COUNT(part), STR(" · "))};
}

static struct edition_row *editions_of(struct ask *k, const struct title_views *titles)
{
    struct rows_view rows = rows_of(k, titles);
    struct edition_row *all = arena_array(k->mem, struct edition_row, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) all[i] = edition_of(k, &rows.item[i]);
    return all;
}

static enum err add_editions(struct ask *k, const struct title_view *v, struct merged_view *to)
{
    struct title_views list;
    size_t next = 0;
    enum err e =
        work_editions(k->db, &k->actor, NULL, v->id, 0, EDITIONS_SHOWN + 1, k->mem, &list, &next);
    if (e) return e;
    to->more_editions = list.n > EDITIONS_SHOWN;
    list.n = MIN(list.n, (size_t)EDITIONS_SHOWN);
    to->editions = editions_of(k, &list);
    to->n_editions = list.n;
    return OK;
}

/* ---- before and after ---- */

static enum err add_links(struct ask *k, const struct title_view *v, struct merged_view *to)
{
    struct work_links list = {0};
    int64_t deadline = k->config->env->monotonic(k->config->env) + LINK_SECONDS * INT64_C(1000000);
    enum err e = work_history(k->db, k->config->index, &k->actor, v, deadline, k->mem, &list);
    if (e) return e;
    to->links = arena_array(k->mem, struct link_row, list.n + 1);
    for (size_t i = 0; i < list.n; i++) {
        struct link_row *row = &to->links[to->n_links++];
        *row = (struct link_row){.later = list.item[i].later, .title = list.item[i].title};
        if (list.item[i].id)
            row->address =
                arena_printf(k->mem, "/b/%.*s", STR_ARG(title_id_write(k->mem, list.item[i].id)));
    }
    return OK;
}

enum err merged_view_of(struct ask *k, const struct title_view *v, struct merged_view *ret)
{
    *ret = (struct merged_view){.n_origins = 0};
    add_origins(k, v, ret);
    enum err e = add_editions(k, v, ret);
    return e ? e : add_links(k, v, ret);
}

/* ---- the page of all editions ---- */

enum err merged_editions(struct ask *k, const struct title_view *v, size_t from,
                         struct editions_page *ret)
{
    struct title_views list;
    size_t next = 0;
    enum err e =
        work_editions(k->db, &k->actor, NULL, v->id, from, WORK_PAGE_MAX, k->mem, &list, &next);
    if (e) return e;
    *ret = (struct editions_page){.v = v, .item = editions_of(k, &list), .n = list.n};
    if (next)
        ret->next = arena_printf(k->mem, "/b/%.*s/edisi?dari=%zu", STR_ARG(v->address_id), next);
    return OK;
}
