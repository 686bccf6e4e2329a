/* page_targets.c -- other catalogues that librarians ask: the list, one of them, what a look at it
 * found. Of a network, or (addresses below /sistem) of the installation. */
#include "web/targets.h"

#include "base/checked.h"
#include "html.h"
#include "work/seal.h"
#include "work/target_job.h"

enum { REFRESH_SECONDS = 2 };

static struct str list_address(const struct ask *k)
{
    return k->in_network ? arena_printf(k->mem, "/jejaring/%lld/katalog", (long long)k->in_network)
                         : STR("/sistem/katalog");
}

static struct str own_address(const struct ask *k, int64_t id)
{
    return arena_printf(k->mem, "%.*s/%lld", STR_ARG(list_address(k)), (long long)id);
}

/* ---- the form ---- */

static struct field_view field(struct ask *k, const char *name, enum msg label, enum msg hint,
                               struct str value, bool required)
{
    return (struct field_view){.name = name,
                               .label = label,
                               .value = value,
                               .hint = ask_text(k, hint),
                               .required = required,
                               .max = TARGETS_VALUE_MAX};
}

static void add_choices(struct ask *k, const struct target_order *o, struct target_form *f)
{
    static const char *const charsets[TARGET_CHARSETS] = {"utf-8", "marc-8"};
    static const char *const versions[TARGET_VERSIONS] = {"1.2", "1.1", "2.0"};
    for (int i = 0; i < TARGET_KINDS; i++) {
        const char *name = target_kind_name((enum target_kind)i);
        f->kinds[i] = (struct choice_view){str_of(name), named_text(k, "targetkind", name),
                                           str_eq(o->kind, str_of(name))};
    }
    for (int i = 0; i < TARGET_CHARSETS; i++)
        f->charsets[i] = (struct choice_view){str_of(charsets[i]), str_of(charsets[i]),
                                              str_eq(o->charset, str_of(charsets[i]))};
    for (int i = 0; i < TARGET_VERSIONS; i++)
        f->versions[i] = (struct choice_view){str_of(versions[i]), str_of(versions[i]),
                                              str_eq(o->version, str_of(versions[i]))};
}

static void make_form(struct ask *k, const struct target_order *o, struct target_form *f)
{
    struct str seconds = o->seconds ? arena_printf(k->mem, "%d", o->seconds) : (struct str){0};
    f->name = field(k, "nama", MSG_target_name, MSG_target_name_hint, o->name, true);
    f->address = field(k, "alamat", MSG_target_address, MSG_target_address_hint,
                       fetch_shown(k->mem, o->address), true);
    f->address.max = TARGETS_ADDRESS_MAX;
    f->base = field(k, "basis", MSG_target_base, MSG_target_base_hint, o->base, false);
    f->syntax = field(k, "sintaks", MSG_target_syntax, MSG_target_syntax_hint, o->syntax, false);
    f->names = field(k, "indeks", MSG_target_names, MSG_target_names_hint, o->names, false);
    f->seconds = field(k, "detik", MSG_target_seconds, MSG_target_seconds_hint, seconds, false);
    f->seconds.inputmode = "numeric";
    add_choices(k, o, f);
}

static struct target_order read_form(struct ask *k)
{
    return (struct target_order){.network = k->in_network,
                                 .kind = form_text(k, "jenis"),
                                 .name = form_text(k, "nama"),
                                 .address = form_text(k, "alamat"),
                                 .base = form_text(k, "basis"),
                                 .syntax = form_text(k, "sintaks"),
                                 .charset = form_text(k, "huruf"),
                                 .version = form_text(k, "versi"),
                                 .names = form_text(k, "indeks"),
                                 .seconds = (int)form_number(k, "detik", 0)};
}

/* Why a form comes back; empty: for no reason a person could mend. */
static struct str why_wrong(struct ask *k, enum err e)
{
    return e == ERR_ARG        ? ask_text(k, MSG_target_wrong)
           : e == ERR_CONFLICT ? ask_text(k, MSG_gather_there)
           : e == ERR_LIMIT    ? ask_text(k, MSG_gather_many)
                               : (struct str){0};
}

/* ---- the list ---- */

static enum err show_list(struct ask *k, const struct target_order *o, struct str wrong)
{
    struct staff_frame s;
    struct target_rows list;
    struct target_list_page p = {
        .address = list_address(k), .installation = !k->in_network, .wrong = wrong};
    enum err e = targets_list(k->db, &k->actor, k->in_network, k->mem, &list);
    if (!e) e = staff_frame(k, ask_text(k, MSG_target_heading), &s);
    if (e) return e;
    p.row = arena_array(k->mem, struct target_list_row, list.n + 1);
    for (; p.n < list.n; p.n++) {
        const struct target_row *t = &list.item[p.n];
        p.row[p.n] = (struct target_list_row){
            t, named_text(k, "targetkind", arena_cstr(k->mem, t->order.kind)),
            own_address(k, t->id)};
    }
    make_form(k, o, &p.form);
    html_targets(&k->out, &s, &p);
    return OK;
}

enum err page_targets(struct ask *k)
{
    const struct target_order empty = {.kind = STR("sru")};
    return show_list(k, &empty, (struct str){0});
}

enum err page_targets_post(struct ask *k)
{
    struct target_order o = read_form(k);
    int64_t id = 0;
    enum err e = targets_add(k->db, &k->actor, &o, k->out.now, &id);
    if (!e) e = target_ask_look(k->db, &k->actor, id, k->out.now);
    if (!e) return page_done(k, own_address(k, id), "katalog-ada");
    struct str wrong = why_wrong(k, e);
    if (!wrong.n) return e;
    k->rs->status = 422;
    return show_list(k, &o, wrong);
}

/* ---- one ---- */

static enum err find(struct ask *k, struct target_row *ret)
{
    int64_t id = 0;
    if (str_to_i64(k->segment, &id)) return ERR_NOT_FOUND;
    enum err e = targets_get(k->db, &k->actor, id, k->mem, ret);
    return !e && ret->order.network != k->in_network ? ERR_NOT_FOUND : e;
}

static enum err show(struct ask *k, const struct target_row *t, const struct target_order *o,
                     struct str wrong)
{
    struct staff_frame s;
    struct target_page p = {.t = t,
                            .kind = named_text(k, "targetkind", arena_cstr(k->mem, t->order.kind)),
                            .address = own_address(k, t->id),
                            .list = list_address(k),
                            .wrong = wrong};
    p.login = (struct login_panel){p.address, t->login};
    enum err e = target_looking(k->db, t->id, &p.looking);
    if (!e) e = staff_frame(k, ask_text(k, MSG_target_heading), &s);
    if (e) return e;
    p.finding = findings_read(k, t->findings, &p.n_findings);
    make_form(k, o, &p.form);
    if (p.looking) staff_refresh(k, REFRESH_SECONDS);
    html_target(&k->out, &s, &p);
    return OK;
}

enum err page_target(struct ask *k)
{
    struct target_row t;
    enum err e = find(k, &t);
    return e ? e : show(k, &t, &t.order, (struct str){0});
}

static enum err change(struct ask *k, const struct target_row *t)
{
    struct target_order o = read_form(k);
    enum err e = targets_change(k->db, &k->actor, t->id, &o, k->out.now);
    if (!e) e = target_ask_look(k->db, &k->actor, t->id, k->out.now);
    if (!e) return page_done(k, own_address(k, t->id), "katalog-ubah");
    struct str wrong = why_wrong(k, e);
    if (!wrong.n) return e;
    k->rs->status = 422;
    return show(k, t, &o, wrong);
}

static enum err log_in(struct ask *k, const struct target_row *t)
{
    struct target_row as = *t;
    struct str sealed;
    as.login = form_text(k, "akun");
    enum err e = login_read(k, seal_of_target(&as, k->mem), &sealed);
    if (!e) e = targets_login_set(k->db, &k->actor, t->id, as.login, sealed, k->out.now);
    if (!e) e = target_ask_look(k->db, &k->actor, t->id, k->out.now);
    if (!e) return page_done(k, own_address(k, t->id), "akun-luar");
    if (e != ERR_ARG) return e;
    k->rs->status = 422;
    return show(k, t, &t->order, ask_text(k, MSG_login_wrong));
}

enum err page_target_post(struct ask *k)
{
    struct target_row t;
    struct str what = form_text(k, "apa");
    enum err e = find(k, &t);
    if (e) return e;
    bool open = str_eq(what, STR("buka"));
    const char *flash = open ? "katalog-hidup" : "katalog-mati";
    if (str_eq(what, STR("ubah"))) return change(k, &t);
    if (str_eq(what, STR("akun"))) return log_in(k, &t);
    if (str_eq(what, STR("hapus"))) {
        e = targets_remove(k->db, &k->actor, t.id, k->out.now);
        return e ? e : page_done(k, list_address(k), "katalog-hapus");
    }
    if (str_eq(what, STR("periksa"))) {
        flash = NULL;
        e = target_ask_look(k->db, &k->actor, t.id, k->out.now);
    } else if (open || str_eq(what, STR("tutup")))
        e = targets_switch(k->db, &k->actor, t.id, open, k->out.now);
    else
        e = ERR_ARG;
    return e ? e : page_done(k, own_address(k, t.id), flash);
}
