/* page_account.c -- one's own account: password, and where one is signed in. */
#include "html.h"
#include "network/password.h"
#include "web/people.h"
#include "web/signin.h"
#include "web/visitor.h"

enum msg role_about(struct str role)
{
    enum role_kind kind = ROLE_HEAD;
    static const enum msg about[ROLE_KINDS] = {
        [ROLE_COORDINATOR] = MSG_role_coordinator_may,
        [ROLE_MANAGER] = MSG_role_manager_may,
        [ROLE_CATALOGUER] = MSG_role_cataloguer_may,
        [ROLE_DESK] = MSG_role_desk_may,
        [ROLE_HEAD] = MSG_role_head_may,
    };
    return role_parse(role, &kind) ? about[kind] : MSG_role_head_may;
}

static enum err show(struct ask *k, struct str old_wrong, struct str new_wrong)
{
    struct staff_frame s;
    struct account_page p = {.here = k->session.id, .wrong = old_wrong.n ? old_wrong : new_wrong};
    p.login.value = k->me.login;
    p.old = (struct field_view){.name = "lama",
                                .type = "password",
                                .label = MSG_account_old,
                                .wrong = old_wrong,
                                .autocomplete = "current-password",
                                .required = true};
    p.fresh = (struct field_view){.name = "baru",
                                  .type = "password",
                                  .label = MSG_password_new,
                                  .hint = ask_text(k, MSG_password_hint),
                                  .wrong = new_wrong,
                                  .autocomplete = "new-password",
                                  .required = true};
    enum err e = session_list(k->db, k->me.id, k->out.now, k->mem, &p.sessions);
    if (!e) e = role_of_person(k->db, k->me.id, k->out.now, k->mem, &p.roles);
    if (!e) e = staff_frame(k, ask_text(k, MSG_account_heading), &s);
    if (e) return e;
    p.role_words = arena_array(k->mem, struct str, p.roles.n);
    for (size_t i = 0; i < p.roles.n; i++)
        p.role_words[i] = named_text(k, "role", role_name(p.roles.item[i].kind));
    html_account(&k->out, &s, &p);
    return OK;
}

enum err page_account(struct ask *k)
{
    return show(k, STR(""), STR(""));
}

enum err page_account_password(struct ask *k)
{
    struct str fresh = form_text(k, "baru"), stored;
    enum signin_answer answer = SIGNIN_WRONG;
    struct person p;
    int64_t wait = 0;
    enum err e = signin_try(k, k->me.login, form_text(k, "lama"), &answer, &wait, &p);
    if (e) return e;
    enum password_fault fault = password_judge(fresh, k->me.name, k->me.login);
    if (answer != SIGNIN_RIGHT || fault) {
        k->rs->status = 422;
        return show(k, wrong_if(k, answer != SIGNIN_RIGHT, MSG_account_old_wrong),
                    fault ? named_text(k, "password", password_fault_name(fault)) : STR(""));
    }
    e = signin_store(k, fresh, &stored);
    if (!e) e = person_set_password(k->db, k->me.id, stored, k->out.now);
    if (!e)
        e = visitor_enter(k, k->me.id, k->session.kept); /* a copy of the old cookie is worthless */
    return e ? e : page_done(k, STR("/akun"), "sandi");
}

enum err page_account_close(struct ask *k)
{
    enum err e = session_close(k->db, k->me.id, form_number(k, "sesi", 0));
    return e ? e : page_done(k, STR("/akun"), "sesi");
}
