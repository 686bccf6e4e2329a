/* page_people.c -- who works in an agency or coordinates a network: naming them, codes, ending
 * roles. */
#include "base/checked.h"
#include "html.h"
#include "web/people.h"

struct wrongs {
    struct str name, login;
    enum role_kind kind;
    bool name_wrong, login_wrong, conflict, last;
};

static struct str here(const struct ask *k)
{
    return k->agency.id ? staff_address(k, "/orang")
                        : arena_printf(k->mem, "/jejaring/%lld/orang", (long long)k->in_network);
}

static void add_kinds(struct ask *k, struct people_page *p, enum role_kind chosen)
{
    for (enum role_kind r = 0; r < ROLE_KINDS; r++)
        if ((r == ROLE_COORDINATOR) == (k->agency.id == 0))
            p->kinds[p->n_kinds++] = (struct choice_view){
                str_of(role_name(r)), named_text(k, "role", role_name(r)), r == chosen};
}

static void add_form(struct ask *k, const struct wrongs *w, struct people_page *p)
{
    p->name = (struct field_view){.name = "nama",
                                  .label = MSG_person_name,
                                  .value = w->name,
                                  .wrong = wrong_if(k, w->name_wrong, MSG_person_name_wrong),
                                  .required = true,
                                  .max = PERSON_NAME_MAX};
    p->login = (struct field_view){.name = "akun",
                                   .label = MSG_person_login,
                                   .value = w->login,
                                   .hint = ask_text(k, MSG_people_login_hint),
                                   .wrong = wrong_if(k, w->login_wrong, MSG_person_login_wrong),
                                   .required = true,
                                   .max = LOGIN_MAX};
    p->wrong = w->conflict ? ask_text(k, MSG_people_conflict)
               : w->last   ? ask_text(k, MSG_people_last)
                           : wrong_if(k, w->name_wrong || w->login_wrong, MSG_form_wrong);
    add_kinds(k, p, w->kind);
}

static enum err may_change(struct ask *k, bool *ret)
{
    enum err e = k->agency.id ? actor_may_agency(k->db, &k->actor, PERM_MANAGE, k->agency.id)
                              : actor_may_network(k->db, &k->actor, PERM_COORDINATE, k->in_network);
    *ret = e == OK;
    return e == ERR_DENIED ? OK : e;
}

static enum err show(struct ask *k, const struct wrongs *w, struct people_page *p)
{
    struct staff_frame s;
    enum err e =
        role_list(k->db, &k->actor, k->agency.id, k->in_network, k->out.now, k->mem, &p->rows);
    if (!e) e = may_change(k, &p->may_change);
    if (!e) e = staff_frame(k, ask_text(k, MSG_staff_people), &s);
    if (e) return e;
    p->address = here(k);
    p->roles = arena_array(k->mem, struct str, p->rows.n);
    for (size_t i = 0; i < p->rows.n; i++)
        p->roles[i] = named_text(k, "role", role_name(p->rows.item[i].kind));
    add_form(k, w, p);
    html_people(&k->out, &s, p);
    return OK;
}

enum err page_people(struct ask *k)
{
    struct wrongs w = {.kind = ROLE_CATALOGUER};
    return show(k, &w, &(struct people_page){0});
}

/* The code is on this one answer only: it is stored nowhere in a form that can be read. */
static enum err show_code(struct ask *k, int64_t person)
{
    struct people_page p = {0};
    struct person who;
    struct buf CLEANUP(buf_release) share = BUF(4 << 10);
    enum err e = person_get(k->db, person, k->mem, &who);
    if (!e) e = code_make(k->db, &k->actor, person, k->config->env, k->mem, &p.code);
    if (e) return e;
    struct str base = k->config->base_url.n
                          ? k->config->base_url
                          : arena_printf(k->mem, "http://%.*s", STR_ARG(k->rq->host));
    p.code_name = who.name;
    p.code_link = arena_printf(k->mem, "%.*s/sandi?kode=%.*s", STR_ARG(base), STR_ARG(p.code));
    struct str text = msg_text(k->mem, k->out.lang, MSG_people_share,
                               (struct str[]){who.name, k->network.name, p.code_link}, 3);
    buf_add(&share, STR("https://wa.me/?text="));
    http_encode(&share, text);
    p.share = arena_copy(k->mem, buf_str(&share));
    return show(k, &(struct wrongs){.kind = ROLE_CATALOGUER}, &p);
}

enum err page_people_add(struct ask *k)
{
    struct wrongs w = {.name = form_text(k, "nama"), .login = form_text(k, "akun")};
    struct str normal;
    struct person who;
    int64_t person = 0;
    if (!role_parse(form_text(k, "peran"), &w.kind)) return ERR_ARG;
    struct person_order o = {.name = w.name,
                             .login = w.login,
                             .lang = str_of(lang_code(k->out.lang)),
                             .kind = w.kind,
                             .agency = k->agency.id,
                             .network = k->in_network};
    w.name_wrong = w.name.n == 0;
    w.login_wrong = login_normal(w.login, k->mem, &normal) != OK;
    enum err e = w.name_wrong || w.login_wrong
                     ? ERR_ARG
                     : person_add(k->db, &k->actor, &o, k->out.now, &person);
    w.conflict = e == ERR_CONFLICT;
    if (e == ERR_ARG || e == ERR_CONFLICT) {
        k->rs->status = 422;
        return show(k, &w, &(struct people_page){0});
    }
    if (!e) e = person_get(k->db, person, k->mem, &who);
    if (e) return e;
    return who.password.n ? page_done(k, here(k), "orang") : show_code(k, person);
}

/* Only of people who have a role here: the domain asks for more. */
static enum err person_here(struct ask *k, int64_t *ret)
{
    struct role_rows rows;
    int64_t person = form_number(k, "orang", 0);
    enum err e =
        role_list(k->db, &k->actor, k->agency.id, k->in_network, k->out.now, k->mem, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (rows.item[i].person == person) {
            *ret = person;
            return OK;
        }
    return e ? e : ERR_NOT_FOUND;
}

enum err page_people_code(struct ask *k)
{
    int64_t person = 0;
    enum err e = person_here(k, &person);
    return e ? e : show_code(k, person);
}

enum err page_people_end(struct ask *k)
{
    struct role_rows rows;
    int64_t role = form_number(k, "peran", 0);
    bool here_too = false;
    enum err e =
        role_list(k->db, &k->actor, k->agency.id, k->in_network, k->out.now, k->mem, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) here_too |= rows.item[i].id == role;
    if (!e && !here_too) e = ERR_NOT_FOUND;
    if (!e) e = role_end(k->db, &k->actor, role, k->out.now);
    if (e == ERR_CONFLICT) {
        k->rs->status = 422;
        return show(k, &(struct wrongs){.last = true, .kind = ROLE_COORDINATOR},
                    &(struct people_page){0});
    }
    return e ? e : page_done(k, here(k), "peran");
}
