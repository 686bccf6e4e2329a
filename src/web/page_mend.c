/* page_mend.c -- mending the description of a title, field by field. */
#include "base/checked.h"
#include "catalog/decision.h"
#include "catalog/title_id.h"
#include "html.h"
#include "text/isbn.h"
#include "web/merged.h"

enum { SPARE_NAMES = 1, MORE_NAMES = 3, NAMES_MAX = 40 };

/* What was sent and could not be saved as it is; `sent` false: the page is only looked at. */
struct attempt {
    bool sent, conflict, more_names;
    enum title_field field;
    struct str value, why;
    enum mend_wrong wrong;
};

static struct str address_of(struct ask *k, const struct title_view *v)
{
    return arena_printf(k->mem, "/b/%.*s/perbaiki", STR_ARG(v->address_id));
}

/* ---- choices ---- */

static void add_formats(struct ask *k, struct mend_field *x)
{
    x->choices = arena_array(k->mem, struct choice_view, FORMAT_COUNT);
    x->n_choices = FORMAT_COUNT;
    for (int i = 0; i < FORMAT_COUNT; i++) {
        struct str name = str_of(format_name((enum format)i));
        x->choices[i] = (struct choice_view){
            name, named_text(k, "format", format_name((enum format)i)), str_eq(name, x->value)};
    }
}

static void add_numbers(struct ask *k, const struct title_view *v, struct mend_field *x)
{
    const struct mend hidden = {.value = x->value};
    const struct strs *lists[] = {&v->merged.isbns, &v->merged.issns};
    x->choices = arena_array(k->mem, struct choice_view, lists[0]->n + lists[1]->n + 1);
    for (size_t l = 0; l < COUNT(lists); l++)
        for (size_t i = 0; i < lists[l]->n; i++) {
            struct str number = lists[l]->item[i];
            x->choices[x->n_choices++] = (struct choice_view){
                number, l ? number : isbn_hyphenate(k->mem, number), mend_hides(&hidden, number)};
        }
}

static void add_name(struct ask *k, struct str line, struct mend_field *x)
{
    struct mend_name *row = &x->names[x->n_names++];
    size_t tab = str_find_char(line, '\t', 0);
    struct str role = str_slice(line, 0, tab);
    row->name = str_slice(line, tab + 1, line.n);
    for (int r = 0; r < MEND_ROLES; r++)
        row->roles[r] =
            (struct choice_view){str_of(mend_role(r)), named_text(k, "creator", mend_role(r)),
                                 str_eq(role, str_of(mend_role(r)))};
}

static void add_names(struct ask *k, bool more, struct mend_field *x)
{
    struct str rest = x->value, line;
    x->names = arena_array(k->mem, struct mend_name, NAMES_MAX + MORE_NAMES);
    while (x->n_names < NAMES_MAX && str_split(&rest, '\n', &line))
        if (line.n) add_name(k, line, x);
    for (int i = 0; i < (more ? MORE_NAMES : SPARE_NAMES); i++) add_name(k, STR(""), x);
}

/* ---- one field ---- */

static struct str wrong_words(struct ask *k, enum mend_wrong w)
{
    static const enum msg words[] = {[MEND_NO_TITLE] = MSG_entry_title_wrong,
                                     [MEND_TOO_LONG] = MSG_entry_too_long,
                                     [MEND_BAD_YEAR] = MSG_mend_bad_year,
                                     [MEND_BAD_CHOICE] = MSG_mend_bad_choice};
    return w ? ask_text(k, words[w]) : (struct str){0};
}

/* Fields that only some kinds of material have. */
static bool has_field(const struct title_view *v, enum title_field f)
{
    if (v->mended[f] || v->origin[f].source >= 0) return true;
    if (f == TITLE_NUMBERS) return false;
    if (f == TITLE_FREQUENCY) return v->bib.format == FORMAT_SERIAL;
    return f != TITLE_HOST || v->bib.format == FORMAT_ARTICLE;
}

static struct mend_field field_of(struct ask *k, const struct title_view *v, enum title_field f,
                                  const struct attempt *t)
{
    struct mend_field x = {.field = f, .name = title_field_name(f), .lines = mend_has_lines(f)};
    bool sent = t->sent && t->field == f;
    x.origin = merged_origin(k, v, f);
    x.value = mend_shown(v, f, k->mem);
    x.shown = f == TITLE_NUMBERS ? STR("") : merged_text(k, f, x.value);
    x.theirs = x.shown;
    x.seen = mend_seen(v, f, k->mem);
    x.open = sent;
    if (sent) {
        x.value = t->value;
        x.why = t->why;
        x.conflict = t->conflict;
        x.wrong = wrong_words(k, t->wrong);
    }
    if (f == TITLE_FORMAT) add_formats(k, &x);
    if (f == TITLE_NUMBERS) add_numbers(k, v, &x);
    if (f == TITLE_NAMES) add_names(k, sent && t->more_names, &x);
    if (f == TITLE_LANGUAGE) {
        x.choices = arena_array(k->mem, struct choice_view, LANGUAGE_CHOICES_MAX);
        x.n_choices = language_choices(k, x.value, x.choices);
    }
    return x;
}

/* ---- the page ---- */

static enum err add_rows(struct ask *k, const struct title_view *v, struct mend_page *p)
{
    struct mends list;
    enum err e = mend_list(k->db, v->id, k->mem, &list);
    if (e) return e;
    p->rows = arena_array(k->mem, struct mend_row, list.n + 1);
    for (size_t i = 0; i < list.n; i++) {
        const struct mend *m = &list.item[i];
        struct str value = merged_text(k, m->field, m->value);
        p->rows[p->n_rows++] =
            (struct mend_row){.mend = m,
                              .label = named_text(k, "element", title_field_name(m->field)),
                              .value = value.n ? value : ask_text(k, MSG_mend_nothing),
                              .who = m->by.n ? m->by : ask_text(k, MSG_history_operator),
                              .holds = v->mended[m->field] && v->mended[m->field]->id == m->id};
    }
    return OK;
}

static enum err show(struct ask *k, const struct title_view *v, const struct attempt *t)
{
    struct staff_frame s;
    struct mend_page p = {.v = v, .address = address_of(k, v)};
    p.field = arena_array(k->mem, struct mend_field, TITLE_FIELDS);
    for (enum title_field f = 0; f < TITLE_FIELDS; f++)
        if (mend_can(f) && has_field(v, f)) p.field[p.n_fields++] = field_of(k, v, f, t);
    if (t->wrong || t->conflict) {
        p.wrong = ask_text(k, t->conflict ? MSG_mend_changed : MSG_form_wrong);
        p.wrong_field = title_field_name(t->field);
    }
    enum err e = add_rows(k, v, &p);
    if (!e) e = staff_frame(k, ask_text(k, MSG_mend_heading), &s);
    if (!e) html_mend(&k->out, &s, &p);
    return e;
}

/* The title of the address, when the person may mend it. */
static enum err find(struct ask *k, struct title_view *ret)
{
    enum err e = title_of_address(k, ret);
    return e ? e : decision_may(k->db, &k->actor, ret->id, 0);
}

enum err page_mend(struct ask *k)
{
    struct title_view v;
    enum err e = find(k, &v);
    if (e || title_moved(k, &v, "/perbaiki")) return e;
    return show(k, &v, &(struct attempt){.sent = false});
}

/* ---- saving ---- */

static struct str lines_of(struct ask *k, const char *name, const char *with)
{
    struct strs lines = {0};
    size_t at = 0;
    for (size_t i = 0; i < k->form.n; i++) {
        struct str role = STR("author"), value = str_trim(k->form.item[i].value);
        if (!str_eq(k->form.item[i].name, str_of(name))) continue;
        for (size_t r = 0, seen = 0; with && r < k->form.n; r++)
            if (str_eq(k->form.item[r].name, str_of(with)) && seen++ == at)
                role = k->form.item[r].value;
        at++;
        if (value.n == 0) continue;
        VEC_PUSH(k->mem, &lines,
                 with ? arena_printf(k->mem, "%.*s\t%.*s", STR_ARG(role), STR_ARG(value)) : value);
    }
    return arena_join(k->mem, lines.item, lines.n, STR("\n"));
}

static struct str value_sent(struct ask *k, enum title_field f)
{
    if (f == TITLE_NAMES) return lines_of(k, "pengarang", "peran");
    if (f == TITLE_NUMBERS) return lines_of(k, "sembunyi", NULL);
    return form_text(k, "nilai");
}

enum err page_mend_set(struct ask *k)
{
    struct title_view v;
    struct mend_result r;
    struct attempt t = {.sent = true, .why = form_text(k, "alasan")};
    enum err e = find(k, &v);
    if (e) return e;
    if (!title_field_parse(form_text(k, "bidang"), &t.field) || !mend_can(t.field)) return ERR_ARG;
    t.value = value_sent(k, t.field);
    t.more_names = form_has(k, "baris");
    if (t.more_names) return show(k, &v, &t);
    const struct mend_order o = {v.id, t.field, t.value, t.why, form_text(k, "dasar")};
    e = mend_set(k->db, &k->actor, &o, k->out.now, k->mem, &r);
    if (!e) return page_done(k, address_of(k, &v), r.same ? "sama" : "tersimpan");
    t.wrong = r.wrong;
    t.conflict = e == ERR_CONFLICT;
    if (!t.wrong && !t.conflict) return e;
    k->rs->status = t.conflict ? 409 : 422;
    return show(k, &v, &t);
}

enum err page_mend_undo(struct ask *k)
{
    struct title_view v;
    int64_t title = 0;
    enum err e = find(k, &v);
    if (!e) e = mend_undo(k->db, &k->actor, form_number(k, "perbaikan", 0), k->out.now, &title);
    if (e && e != ERR_CONFLICT) return e; /* taken back before: nothing more to do */
    return page_done(k, address_of(k, &v), e ? "sama" : "dibatalkan");
}
