/* page_columns.c -- which column is what: what is certain is shown, what is doubtful is asked. */
#include "base/checked.h"
#include "catalog/mapping.h"
#include "web/load_view.h"
#include "web/stream.h"

enum { COLUMNS_SHOWN = 80 };

static struct column_view view_of(struct ask *k, const struct column *c, size_t index)
{
    struct str parts[COLUMN_EXAMPLES];
    for (size_t i = 0; i < COLUMN_EXAMPLES; i++) parts[i] = c->example[i];
    return (struct column_view){.c = c,
                                .index = index,
                                .name = c->name.n
                                            ? c->name
                                            : msg_text(k->mem, k->out.lang, MSG_columns_letters,
                                                       (struct str[]){str_of(c->letters)}, 1),
                                .examples = arena_join(k->mem, parts, COLUMN_EXAMPLES, STR(" · "))};
}

enum err form_view_of(struct ask *k, const struct load_row *l, struct form_view *ret)
{
    struct source_form *f = arena_make(k->mem, struct source_form);
    enum err e = preview_look(k->db, k->config->dir, &k->actor, l->id, k->mem, f);
    if (e) return e;
    *ret = (struct form_view){.form = f};
    for (size_t i = 0; i < f->columns.n && i < COLUMNS_SHOWN; i++) {
        const struct column *c = &f->columns.item[i];
        bool ask = c->confidence != COLUMN_CERTAIN;
        if (ask && c->filled)
            VEC_PUSH(k->mem, &ret->asked, view_of(k, c, i));
        else if (c->filled)
            VEC_PUSH(k->mem, &ret->known, view_of(k, c, i));
    }
    for (enum column_field i = 0; i < COLUMN_FIELDS; i++)
        ret->field[i] = named_text(k, "column", column_field_name(i));
    return OK;
}

/* "12-call-number" */
static enum err take_choice(struct str value, struct columns *c)
{
    uint64_t index = 0;
    size_t dash = str_find_char(value, '-', 0);
    enum column_field f;
    if (str_to_u64(str_slice(value, 0, dash), &index) || index >= c->n) return ERR_ARG;
    if (!column_field_parse(str_slice(value, dash + 1, value.n), &f)) return ERR_ARG;
    c->item[index].field = f;
    c->item[index].confidence = COLUMN_CERTAIN;
    return OK;
}

static enum err take_columns(struct ask *k, const struct load_row *l, struct buf *mapping)
{
    struct source_form f;
    bool any = false;
    enum err e = preview_look(k->db, k->config->dir, &k->actor, l->id, k->mem, &f);
    for (size_t i = 0; !e && i < k->form.n; i++) {
        if (!str_eq(k->form.item[i].name, STR("kolom"))) continue;
        e = take_choice(k->form.item[i].value, &f.columns);
        any = true;
    }
    if (!e && any) columns_write(&f.columns, mapping);
    return e;
}

enum err form_take(struct ask *k, const struct load_row *l, bool *ret_more)
{
    struct buf CLEANUP(buf_release) mapping = BUF(64 << 10);
    struct store store = ask_store(k);
    struct str sheet = form_text(k, "lembar"), old = mapping_after(l->mapping, STR("sheet"));
    *ret_more = sheet.n && !str_eq(sheet, old);
    if (!sheet.n) sheet = old;
    if (sheet.n) buf_printf(&mapping, "sheet %.*s\n", STR_ARG(sheet));
    size_t before = mapping.n;
    enum err e = *ret_more ? OK : take_columns(k, l, &mapping);
    if (e || (mapping.n == before && !*ret_more)) return e;
    return preview_map(&store, &k->actor, l->id, buf_str(&mapping));
}
