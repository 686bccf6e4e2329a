/* page_outside.c -- the search of other catalogues, and what a library leaves out in copying. */
#include "base/checked.h"
#include "catalog/adapt.h"
#include "html.h"
#include "web/outside.h"

enum { REFRESH_SECONDS = 1 };

static void add_fields(struct ask *k, const struct outside *o, struct outside_page *p)
{
    static const enum msg words[TARGET_FIELDS] = {
        [TARGET_ANY] = MSG_field_any,
        [TARGET_TITLE] = MSG_field_title,
        [TARGET_AUTHOR] = MSG_field_author,
        [TARGET_NUMBER] = MSG_field_isbn,
    };
    for (int i = 0; i < TARGET_FIELDS; i++)
        p->fields[i] = (struct choice_view){str_of(target_field_name((enum target_field)i)),
                                            ask_text(k, words[i]), (int)o->field == i};
}

static enum err show(struct ask *k, const struct outside *o, struct str wrong)
{
    struct staff_frame s;
    struct outside_page p = {.query = o->text,
                             .address = staff_address(k, "/buku/luar"),
                             .waiting = o->waiting,
                             .none = o->n == 0,
                             .wrong = wrong};
    p.network.query = o->text;
    p.may_rule = actor_may_agency(k->db, &k->actor, PERM_MANAGE, k->agency.id) == OK;
    enum err e = copy_rule_get(k->db, &k->actor, k->agency.id, k->mem, &p.rule);
    if (!e && o->text.n) e = copy_rows(k, &p.network);
    if (!e) e = outside_merge(k, o, &p.rows);
    if (!e) e = staff_frame(k, ask_text(k, MSG_staff_outside), &s);
    if (e) return e;
    add_fields(k, o, &p);
    p.more = ask_list(k, "lagi");
    p.state = arena_array(k->mem, struct outside_state, o->n + 1);
    for (size_t i = 0; o->text.n && i < o->n; i++)
        p.state[p.n_states++] = outside_state_of(k, o, &o->source[i]);
    if (o->waiting) staff_refresh(k, REFRESH_SECONDS);
    s.around.icons |= ICON(PIN) | ICON(KINDS) | ICON(CLOCK) | ICON(CHECK);
    html_outside(&k->out, &s, &p, k->agency.slug);
    return OK;
}

enum err page_outside(struct ask *k)
{
    struct outside o;
    enum err e = outside_ask(k, 0, 0, &o);
    if (!e) e = show(k, &o, (struct str){0});
    outside_end(k, &o);
    return e;
}

enum err page_outside_rule(struct ask *k)
{
    struct str fields = form_text(k, "ruas");
    if (!fields.n) fields = STR(ADAPT_USUAL);
    enum err e = copy_rule_set(k->db, &k->actor, k->agency.id, fields, k->out.now);
    if (!e) return page_done(k, staff_address(k, "/buku/luar"), "salin-aturan");
    if (e != ERR_ARG) return e;
    struct outside none = {.field = TARGET_ANY};
    k->rs->status = 422;
    return show(k, &none, ask_text(k, MSG_outside_rule_wrong));
}
