/* page_templates.c -- see templates.h. */
#include "web/templates.h"

#include "base/checked.h"
#include "html.h"
#include "web/staff.h"

enum { NAME_LETTERS = 50 }; /* of four bytes at most */

static struct field_view name_field(struct ask *k, const char *name, struct str value)
{
    return (struct field_view){.name = name,
                               .label = MSG_template_name,
                               .value = value,
                               .hint = ask_text(k, MSG_template_name_hint),
                               .max = NAME_LETTERS};
}

static struct str list_address(const struct ask *k)
{
    return staff_address(k, "/buku/templat");
}

/* What is wrong with the name, or with one more; empty: nothing. */
static struct str refused(struct ask *k, enum err e, struct str name)
{
    if (e == ERR_ARG) return ask_text(k, MSG_template_no_name);
    if (e == ERR_LIMIT) return ask_text(k, MSG_template_too_many);
    if (e == ERR_CONFLICT) return msg_text(k->mem, k->out.lang, MSG_template_taken, &name, 1);
    return (struct str){0};
}

/* ---- in the form and in MARC ---- */

enum err template_choices(struct ask *k, struct str address, struct template_choice *ret)
{
    struct template_rows rows;
    int64_t now = ask_number(k, "templat", 0);
    enum err e = template_list(k->db, &k->actor, k->agency.id, false, k->out.now, k->mem, &rows);
    if (e) return e;
    *ret = (struct template_choice){.address = address, .list = list_address(k)};
    ret->item = arena_array(k->mem, struct choice_view, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        ret->item[ret->n++] =
            (struct choice_view){.value = arena_printf(k->mem, "%lld", (long long)rows.item[i].id),
                                 .label = rows.item[i].name,
                                 .chosen = rows.item[i].id == now};
    return OK;
}

bool template_pressed(const struct ask *k)
{
    return form_has(k, "jadi-templat");
}

enum err template_panel(struct ask *k, const struct marc *m, struct template_panel *ret)
{
    struct str name = form_text(k, "nama-templat");
    int64_t id = 0;
    *ret = (struct template_panel){.name = name_field(k, "nama-templat", name),
                                   .list = list_address(k)};
    if (!template_pressed(k)) return OK;
    if (!m) {
        k->rs->status = 422;
        ret->open = true;
        ret->name.wrong = ask_text(k, MSG_editor_errors);
        return OK;
    }
    const struct template_order o = {k->agency.id, name, m, form_has(k, "ganti-templat")};
    enum err e = template_add(k->db, &k->actor, &o, k->out.now, &id);
    ret->open = true;
    ret->taken = e == ERR_CONFLICT;
    ret->name.wrong = refused(k, e, name);
    if (!e) ret->done = name;
    if (ret->name.wrong.n) k->rs->status = 422;
    return ret->name.wrong.n ? OK : e;
}

/* ---- the page ---- */

static enum err show(struct ask *k, int64_t wrong, struct str typed, struct str words)
{
    struct staff_frame s;
    struct template_rows rows, gone;
    struct templates_page p = {.address = list_address(k), .wrong = words};
    enum err e = template_list(k->db, &k->actor, k->agency.id, false, k->out.now, k->mem, &rows);
    if (!e) e = template_list(k->db, &k->actor, k->agency.id, true, k->out.now, k->mem, &gone);
    if (!e) e = staff_frame(k, ask_text(k, MSG_template_heading), &s);
    if (e) return e;
    p.may_change = actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, k->agency.id) == OK;
    p.gone = gone.item;
    p.n_gone = gone.n;
    p.item = arena_array(k->mem, struct template_line, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        bool this = rows.item[i].id == wrong;
        p.item[p.n++] = (struct template_line){
            rows.item[i], name_field(k, "nama", this ? typed : rows.item[i].name)};
    }
    html_templates_page(&k->out, &s, &p, k->agency.slug);
    return OK;
}

enum err page_templates(struct ask *k)
{
    return show(k, 0, (struct str){0}, (struct str){0});
}

enum err page_templates_post(struct ask *k)
{
    int64_t id = form_number(k, "data", 0), agency = k->agency.id, now = k->out.now;
    struct str name = form_text(k, "nama");
    enum err e = ERR_ARG;
    const char *done = "templat-ubah";
    if (form_has(k, "hapus")) {
        done = "templat-hapus";
        e = template_delete(k->db, &k->actor, agency, id, now);
    } else if (form_has(k, "kembali")) {
        done = "templat-kembali";
        e = template_restore(k->db, &k->actor, agency, id, now);
    } else if (form_has(k, "ubah")) {
        e = template_rename(k->db, &k->actor, agency, id, name, now);
    } else {
        return e;
    }
    struct str words = refused(k, e, name);
    if (form_has(k, "kembali") && words.n) words = ask_text(k, MSG_template_taken_since);
    if (!e) return page_done(k, list_address(k), done);
    if (!words.n) return e;
    k->rs->status = 422;
    return show(k, id, name, words);
}
