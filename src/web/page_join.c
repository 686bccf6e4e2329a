/* page_join.c -- libraries come in: by the link or code of an invitation, or by the open form of a
 * network. Who has no account gets one on the way. */
#include "base/checked.h"
#include "base/secret.h"
#include "html.h"
#include "network/password.h"
#include "web/coordinate.h"
#include "web/signin.h"
#include "web/visitor.h"

struct trying {
    const struct invitation *invitation; /* NULL: the open form */
    struct str token;                    /* of the invitation's address */
    struct profile_typed profile;
    struct str person, login, password, words;
    bool person_wrong, login_wrong, login_taken;
    enum password_fault fault;
    struct str message;
};

/* ---- showing ---- */

/* The agencies the person manages may join as they are. */
static enum err add_own(struct ask *k, struct join_page *p)
{
    struct role_rows roles = {0};
    enum err e = role_of_person(k->db, k->me.id, k->out.now, k->mem, &roles);
    if (e) return e;
    p->own = arena_array(k->mem, struct choice_view, roles.n + 1);
    for (size_t i = 0; i < roles.n; i++)
        if (roles.item[i].kind == ROLE_MANAGER)
            p->own[p->n_own++] =
                (struct choice_view){arena_printf(k->mem, "%lld", (long long)roles.item[i].agency),
                                     roles.item[i].where, true};
    if (p->n_own)
        p->own[p->n_own++] = (struct choice_view){STR("0"), ask_text(k, MSG_join_new), false};
    return OK;
}

static void add_person(struct ask *k, const struct trying *t, struct join_page *p)
{
    struct str login_wrong = t->login_taken ? ask_text(k, MSG_join_login_taken)
                                            : wrong_if(k, t->login_wrong, MSG_person_login_wrong);
    p->person = (struct field_view){.name = "orang",
                                    .label = MSG_person_name,
                                    .value = t->person,
                                    .wrong = wrong_if(k, t->person_wrong, MSG_person_name_wrong),
                                    .autocomplete = "name",
                                    .required = true,
                                    .max = PERSON_NAME_MAX};
    p->login = (struct field_view){.name = "akun",
                                   .label = MSG_person_login,
                                   .value = t->login,
                                   .hint = ask_text(k, MSG_person_login_hint),
                                   .wrong = login_wrong,
                                   .autocomplete = "username",
                                   .required = true,
                                   .max = LOGIN_MAX};
    p->password = (struct field_view){
        .name = "sandi",
        .type = "password",
        .label = MSG_password_new,
        .hint = ask_text(k, MSG_password_hint),
        .wrong = t->fault ? named_text(k, "password", password_fault_name(t->fault)) : STR(""),
        .autocomplete = "new-password",
        .required = true};
}

static enum err show(struct ask *k, int64_t network, const struct trying *t)
{
    struct join_page p = {.signed_in = k->actor.kind == ACTOR_PERSON,
                          .message = t->message,
                          .login_taken = t->login_taken};
    enum err e = network_get(k->db, network, k->mem, &p.network);
    if (!e && p.signed_in) e = add_own(k, &p);
    if (e) return e;
    p.action = t->invitation ? arena_printf(k->mem, "/undangan/%.*s", STR_ARG(t->token))
                             : arena_printf(k->mem, "/gabung/%lld", (long long)network);
    p.back = p.action;
    profile_fields(k, &t->profile, &p.form);
    add_person(k, t, &p);
    bool wrong = t->profile.bad || t->person_wrong || t->login_wrong || t->login_taken || t->fault;
    p.wrong = wrong_if(k, wrong, MSG_form_wrong);
    struct around f = around_form(k, ask_text(k, MSG_join_heading));
    f.icons |= ICON(WARN) | ICON(CHECK);
    html_join(&k->out, &f, &p);
    return OK;
}

/* ---- the code ---- */

static enum err show_code(struct ask *k, struct str typed, struct str wrong)
{
    struct field_view code = {.name = "kode",
                              .label = MSG_join_code,
                              .value = typed,
                              .hint = ask_text(k, MSG_join_code_hint),
                              .wrong = wrong,
                              .autocomplete = "off",
                              .required = true,
                              .max = 20};
    struct around f = around_form(k, ask_text(k, MSG_join_code_heading));
    f.icons |= ICON(WARN);
    html_join_code(&k->out, &f, &code);
    return OK;
}

enum err page_code_form(struct ask *k)
{
    return show_code(k, STR(""), STR(""));
}

/* Why an invitation cannot be used; empty when it can. */
static struct str closed_text(const struct ask *k, const struct invitation *i)
{
    if (i->state == INVITATION_OPEN) return (struct str){0};
    return named_text(
        k, "invitation",
        arena_cstr(k->mem, arena_printf(k->mem, "%s-do", invitation_state_name(i->state))));
}

/* What the invitation knows already. */
static void prefill(struct ask *k, const struct invitation *i, struct trying *t)
{
    struct agency g = {.name = i->name, .npsn = i->npsn, .place_code = i->place_code};
    if (!agency_type_parse(i->type, &g.type)) g.type = AGENCY_SCHOOL;
    profile_stored(k, &g, &t->profile);
}

enum err page_code_take(struct ask *k)
{
    struct invitation i;
    struct str typed = form_text(k, "kode");
    enum err e = invitation_find(k->db, typed, k->rq->peer, k->out.now, k->mem, &i);
    if (e == ERR_BUSY || e == ERR_NOT_FOUND) {
        k->rs->status = e == ERR_BUSY ? 429 : 422;
        return show_code(k, typed,
                         ask_text(k, e == ERR_BUSY ? MSG_join_code_slow : MSG_join_code_wrong));
    }
    if (e) return e;
    struct str closed = closed_text(k, &i);
    k->rs->status = closed.n ? 422 : 200;
    if (closed.n) return show_code(k, typed, closed);
    struct trying t = {.invitation = &i, .token = typed};
    prefill(k, &i, &t);
    return show(k, i.network, &t);
}

/* ---- the form ---- */

/* Only the link leads here without asking; a code is typed, so that tries can be counted. */
enum err page_invitation(struct ask *k)
{
    struct invitation i;
    struct trying t = {.invitation = &i, .token = k->segment};
    if (k->segment.n != SECRET_DIGITS) return show_code(k, k->segment, STR(""));
    enum err e = invitation_find(k->db, k->segment, k->rq->peer, k->out.now, k->mem, &i);
    if (e) return e;
    struct str closed = closed_text(k, &i);
    if (closed.n) return show_code(k, STR(""), closed);
    prefill(k, &i, &t);
    return show(k, i.network, &t);
}

/* What was typed about the library and the person; false when something is wrong already. */
static bool read_form(struct ask *k, struct trying *t)
{
    const struct agency nothing = {.type = AGENCY_OTHER};
    struct str normal;
    profile_read(k, &nothing, &t->profile);
    struct agency checked = t->profile.agency;
    t->profile.bad |= agency_check(k->mem, &checked);
    t->words = form_text(k, "pesan");
    if (k->actor.kind == ACTOR_PERSON) return !t->profile.bad;
    t->person = form_text(k, "orang");
    t->login = form_text(k, "akun");
    t->password = form_text(k, "sandi");
    t->person_wrong = t->person.n == 0;
    t->login_wrong = login_normal(t->login, k->mem, &normal) != OK;
    t->fault = password_judge(t->password, t->person, t->login);
    return !t->profile.bad && !t->person_wrong && !t->login_wrong && !t->fault;
}

static enum err send(struct ask *k, int64_t network, struct trying *t,
                     struct application_made *made)
{
    int64_t own = form_number(k, "lembaga", 0);
    struct person who = {.name = t->person,
                         .login = t->login,
                         .lang = str_of(lang_code(k->out.lang)),
                         .created = k->out.now};
    struct application_order o = {.invitation = t->invitation,
                                  .network = network,
                                  .agency = own,
                                  .profile = &t->profile.agency,
                                  .message = t->words};
    uint32_t bad = 0;
    enum err e = OK;
    if (k->actor.kind == ACTOR_STRANGER) {
        int64_t wait = 0;
        o.applicant = &who;
        signin_ask_account(k, &wait);
        if (wait) t->message = signin_slow(k, MSG_join_slow, wait);
        e = wait ? ERR_BUSY : signin_store(k, t->password, &who.password);
    }
    if (!e) e = application_make(k->db, &k->actor, &o, k->out.now, &bad, &t->login_taken, made);
    t->profile.bad |= bad;
    if (e == ERR_CONFLICT && !t->login_taken) t->message = ask_text(k, MSG_join_conflict);
    return e;
}

static enum err take(struct ask *k, int64_t network, struct trying *t)
{
    struct application_made made;
    struct agency g;
    bool own = form_number(k, "lembaga", 0) != 0;
    bool good = read_form(k, t);
    if (own) t->profile.bad = 0;
    enum err e = good || own ? send(k, network, t, &made) : ERR_ARG;
    if (e == ERR_ARG || e == ERR_CONFLICT) k->rs->status = e == ERR_ARG ? 422 : 409;
    if (e == ERR_ARG || e == ERR_CONFLICT || t->message.n) return show(k, network, t);
    if (!e && k->actor.kind == ACTOR_STRANGER) e = visitor_enter(k, made.person, false);
    if (!e) e = agency_get(k->db, made.agency, k->mem, &g);
    return e ? e : page_done(k, arena_printf(k->mem, "/staf/%.*s", STR_ARG(g.slug)), "diajukan");
}

enum err page_join(struct ask *k)
{
    struct invitation i;
    struct trying t = {.invitation = &i, .token = k->segment};
    enum err e = invitation_find(k->db, k->segment, k->rq->peer, k->out.now, k->mem, &i);
    if (e == ERR_BUSY) return show_code(k, STR(""), ask_text(k, MSG_join_code_slow));
    if (e) return e;
    struct str closed = closed_text(k, &i);
    return closed.n ? show_code(k, STR(""), closed) : take(k, i.network, &t);
}

/* ---- without an invitation ---- */

static enum err find_open(struct ask *k, struct network *ret)
{
    enum err e = str_to_i64(k->segment, &k->in_network) ? ERR_NOT_FOUND : OK;
    if (!e) e = network_get(k->db, k->in_network, k->mem, ret);
    return !e && !ret->admits ? ERR_NOT_FOUND : e;
}

enum err page_join_open(struct ask *k)
{
    struct network n;
    struct trying t = {.invitation = NULL};
    enum err e = find_open(k, &n);
    profile_stored(k, &(struct agency){.type = AGENCY_SCHOOL}, &t.profile);
    return e ? e : show(k, n.id, &t);
}

enum err page_join_open_send(struct ask *k)
{
    struct network n;
    struct trying t = {.invitation = NULL};
    enum err e = find_open(k, &n);
    return e ? e : take(k, n.id, &t);
}
