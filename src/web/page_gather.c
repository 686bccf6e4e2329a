/* page_gather.c -- a library's records are fetched from its system: what from, how it goes, what is
 * wrong there, what came, what is missing. */
#include <string.h>

#include "base/checked.h"
#include "html.h"
#include "web/gather.h"
#include "web/internal.h"
#include "work/seal.h"

enum {
    ARRIVALS_SHOWN = 20,
    MISSING_SHOWN = 20,
    FINDINGS_MAX = 40,
    FILES_SHOWN = 200,
    REFRESH_SECONDS = 3
};

/* ---- how it stands ---- */

static bool is_fine(struct str outcome)
{
    return str_eq(outcome, STR("done")) || str_eq(outcome, STR("same"));
}

/* "Kode 500", "Alamat ini ada di jaringan tertutup": what a failure says beside its name. */
static struct str detail_of(struct ask *k, const struct gather *g)
{
    if (!str_eq(g->outcome, STR("unreachable"))) return g->detail;
    return named_text(k, "fetch", arena_cstr(k->mem, g->detail));
}

static enum err state_of(struct ask *k, const struct gather *g, struct gather_state *ret)
{
    struct gather_state s = {
        .style = "", .icon = "clock", .words = named_text(k, "gathered", "never")};
    struct job_row job = {.state = JOB_DONE};
    enum err e = gather_find_job(k->db, &k->actor, g, "gather", k->mem, &job);
    if (e && e != ERR_NOT_FOUND) return e;
    s.running = job.state == JOB_RUNNING || (job.state == JOB_WAITING && job.due <= k->out.now);
    if (job.state == JOB_WAITING && job.due > k->out.now) s.next = job.due;
    if (g->outcome.n) {
        s.words = named_text(k, "gathered", arena_cstr(k->mem, g->outcome));
        s.style = is_fine(g->outcome) ? " ok" : g->failures ? " no" : " wait";
        s.icon = is_fine(g->outcome) ? "check" : "warn";
        s.detail = is_fine(g->outcome) ? (struct str){0} : detail_of(k, g);
    }
    if (s.running) {
        s.style = " wait";
        s.icon = "clock";
        s.words = named_text(k, "gathered", "running");
    }
    if (!g->open) {
        s = (struct gather_state){
            .style = " no", .icon = "warn", .words = named_text(k, "gathered", "off")};
    }
    *ret = s;
    return OK;
}

/* ---- the list ---- */

static enum err add_rows(struct ask *k, const struct gathers *list, struct gather_list_page *p)
{
    enum err e = OK;
    p->row = arena_array(k->mem, struct gather_row, list->n);
    for (p->n = 0; !e && p->n < list->n; p->n++) {
        const struct gather *g = &list->item[p->n];
        struct gather_row *r = &p->row[p->n];
        r->g = g;
        r->address = arena_printf(k->mem, "/staf/%.*s/panen/%lld", STR_ARG(g->agency_slug),
                                  (long long)g->id);
        e = state_of(k, g, &r->state);
    }
    return e;
}

static void add_form(struct ask *k, bool folders, struct gather_list_page *p)
{
    static const char *const rhythm[] = {"1", "7", "30", "0"};
    struct str kind = form_text(k, "jenis"), days = form_text(k, "rentang");
    p->url = (struct field_view){.name = "alamat",
                                 .type = "url",
                                 .label = MSG_gather_url,
                                 .value = fetch_shown(k->mem, form_text(k, "alamat")),
                                 .hint = ask_text(k, MSG_gather_url_hint),
                                 .wrong = p->wrong,
                                 .required = true,
                                 .max = GATHER_URL_MAX};
    for (int i = 0; i < GATHER_KINDS; i++) {
        struct str name = str_of(gather_kind_name((enum gather_kind)i));
        if (i == GATHER_FOLDER && !folders) continue;
        p->kinds[p->n_kinds++] = (struct choice_view){
            name, named_text(k, "gatherkind", gather_kind_name((enum gather_kind)i)),
            kind.n ? str_eq(kind, name) : i == 0};
    }
    if (folders) {
        p->url.type = NULL; /* a folder is no address of the web */
        p->url.hint = ask_text(k, MSG_gather_url_hint_folder);
    }
    for (size_t i = 0; i < COUNT(rhythm); i++)
        p->rhythms[i] = (struct choice_view){str_of(rhythm[i]), named_text(k, "rhythm", rhythm[i]),
                                             days.n ? str_eq(days, str_of(rhythm[i])) : i == 0};
}

static enum err show_list(struct ask *k, struct str wrong)
{
    struct staff_frame s;
    struct gathers list;
    struct str root = {0};
    struct gather_list_page p = {.address = staff_address(k, "/panen"), .wrong = wrong};
    p.may = actor_may_agency(k->db, &k->actor, PERM_MANAGE, k->agency.id) == OK;
    enum err e = gather_list(k->db, &k->actor, k->agency.id, 0, k->mem, &list);
    if (!e) e = add_rows(k, &list, &p);
    if (!e) e = gather_root(k->db, k->agency.id, k->mem, &root);
    if (!e) e = staff_frame(k, ask_text(k, MSG_gather_heading), &s);
    if (e) return e;
    add_form(k, root.n > 0, &p);
    html_gathers(&k->out, &s, &p);
    return OK;
}

enum err page_gathers(struct ask *k)
{
    return show_list(k, (struct str){0});
}

enum err page_network_gathers(struct ask *k)
{
    struct staff_frame s;
    struct gathers list;
    struct gather_list_page p = {.everybodys = true};
    enum err e = gather_list(k->db, &k->actor, 0, k->in_network, k->mem, &list);
    if (!e) e = add_rows(k, &list, &p);
    if (!e) e = staff_frame(k, ask_text(k, MSG_gather_everybodys), &s);
    if (e) return e;
    html_gathers(&k->out, &s, &p);
    return OK;
}

/* ---- adding: it is looked at at once, and fetched from ---- */

static enum err add(struct ask *k, int64_t *ret)
{
    struct gather g;
    struct gather_order o = {.agency = k->agency.id,
                             .url = form_text(k, "alamat"),
                             .days = (int)form_number(k, "rentang", 1)};
    if (!gather_kind_parse(form_text(k, "jenis"), &o.kind)) return ERR_ARG;
    if (o.kind == GATHER_FOLDER && !str_starts(o.url, STR(GATHER_IN_FOLDER)))
        o.url = arena_printf(k->mem, GATHER_IN_FOLDER "%.*s", STR_ARG(o.url));
    enum err e = gather_add(k->db, &k->actor, &o, k->out.now, ret);
    if (!e) e = gather_get(k->db, &k->actor, *ret, k->mem, &g);
    if (!e) e = gather_ask_look(k->db, &k->actor, &g, k->out.now);
    return e ? e : gather_ask(k->db, &k->actor, &g, false, k->out.now);
}

enum err page_gathers_post(struct ask *k)
{
    int64_t id = 0;
    enum err e = add(k, &id);
    if (!e) {
        struct str where =
            arena_printf(k->mem, "%.*s/%lld", STR_ARG(staff_address(k, "/panen")), (long long)id);
        return page_done(k, where, "panen-ada");
    }
    const bool folder = str_eq(form_text(k, "jenis"), STR("folder"));
    struct str wrong = folder && (e == ERR_ARG || e == ERR_NOT_FOUND)
                           ? ask_text(k, MSG_gather_folder_wrong)
                       : e == ERR_ARG      ? ask_text(k, MSG_gather_url_wrong)
                       : e == ERR_CONFLICT ? ask_text(k, MSG_gather_there)
                       : e == ERR_LIMIT    ? ask_text(k, MSG_gather_many)
                                           : (struct str){0};
    if (!wrong.n) return e;
    k->rs->status = 422;
    return show_list(k, wrong);
}

/* ---- one ---- */

/* The address of the segment, when it is of this library. */
static enum err find(struct ask *k, struct gather *ret)
{
    int64_t id = 0;
    if (str_to_i64(k->segment, &id)) return ERR_NOT_FOUND;
    enum err e = gather_get(k->db, &k->actor, id, k->mem, ret);
    return !e && ret->agency != k->agency.id ? ERR_NOT_FOUND : e;
}

/* "fetch.private", "reason.empty-file", or a finding. Reasons come after what they are of. */
static struct str words_of(const struct ask *k, struct str code)
{
    size_t dot = str_find_char(code, '.', 0);
    struct str family = str_slice(code, 0, dot);
    const char *name = arena_cstr(k->mem, str_slice(code, dot + 1, code.n));
    if (str_eq(family, STR("fetch"))) return named_text(k, "fetch", name);
    if (str_eq(family, STR("reason"))) return named_text(k, "reason", name);
    if (str_eq(family, STR("folderfile"))) return named_text(k, "folderfile", name);
    return named_text(k, "finding", arena_cstr(k->mem, code));
}

struct gather_finding *findings_read(const struct ask *k, struct str lines, size_t *ret_n)
{
    struct gather_finding *list = arena_array(k->mem, struct gather_finding, FINDINGS_MAX);
    struct str rest = lines, line;
    *ret_n = 0;
    while (str_split(&rest, '\n', &line) && *ret_n < FINDINGS_MAX) {
        size_t equals = str_find_char(line, '=', 0);
        if (line.n < 2 || equals == line.n) continue;
        struct str code = str_slice(line, 1, equals), value = str_slice(line, equals + 1, line.n);
        struct str parts[] = {words_of(k, code), value};
        list[(*ret_n)++] = (struct gather_finding){
            line.p[0] == '+'   ? "ok"
            : line.p[0] == '!' ? "no"
                               : "wait",
            line.p[0] == '+' ? "check" : "warn", arena_join(k->mem, parts, COUNT(parts), STR(" "))};
    }
    return list;
}

static enum err add_arrivals(struct ask *k, struct gather_page *p)
{
    struct gather_arrivals list;
    enum err e = gather_arrivals(k->db, &k->actor, p->g->id, ARRIVALS_SHOWN, k->mem, &list);
    if (e) return e;
    p->row = arena_array(k->mem, struct gather_arrival_row, list.n);
    for (; p->n_rows < list.n; p->n_rows++) {
        const struct gather_arrival *a = &list.item[p->n_rows];
        p->row[p->n_rows].a = a;
        if (a->load)
            p->row[p->n_rows].address = arena_printf(
                k->mem, "%.*s/muatan/%lld", STR_ARG(staff_address(k, "")), (long long)a->load);
    }
    return OK;
}

static enum err add_refused(struct ask *k, struct gather_page *p)
{
    enum err e = gather_refusals(k->db, &k->actor, p->g->id, k->mem, &p->refused);
    if (e) return e;
    p->whys = arena_array(k->mem, struct str, p->refused.n);
    for (size_t i = 0; i < p->refused.n; i++)
        p->whys[i] = named_text(k, "reason", arena_cstr(k->mem, p->refused.item[i].reason));
    return OK;
}

/* Those that could not be read first, as the list of addresses has it. */
static enum err add_files(struct ask *k, struct gather_page *p)
{
    struct gather_files list = {0};
    if (p->g->kind != GATHER_FOLDER) return OK;
    enum err e = gather_files(k->db, &k->actor, p->g->id, k->mem, &list);
    if (e) return e;
    p->file = arena_array(k->mem, struct gather_file_row, list.n);
    for (int bad = 1; bad >= 0; bad--)
        for (size_t i = 0; i < list.n; i++) {
            const struct gather_file *f = &list.item[i];
            enum reason r;
            const char *name = arena_cstr(k->mem, f->reason);
            if ((f->reason.n > 0) != bad || (!bad && p->n_files >= FILES_SHOWN)) continue;
            struct str why = !bad                          ? (struct str){0}
                             : reason_parse(f->reason, &r) ? named_text(k, "reason", name)
                                                           : named_text(k, "folderfile", name);
            p->file[p->n_files++] = (struct gather_file_row){f, why};
        }
    return OK;
}

static enum err add_looking(struct ask *k, struct gather_page *p)
{
    struct job_row job;
    enum err e = gather_find_job(k->db, &k->actor, p->g, "gather-look", k->mem, &job);
    if (!e) p->looking = job.state == JOB_WAITING || job.state == JOB_RUNNING;
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err show(struct ask *k, const struct gather *g, struct str wrong)
{
    struct staff_frame s;
    struct gather_page p = {.g = g, .list = staff_address(k, "/panen"), .wrong = wrong};
    p.address = arena_printf(k->mem, "%.*s/%lld", STR_ARG(p.list), (long long)g->id);
    p.may_take = actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, k->agency.id) == OK;
    p.may_change = actor_may_agency(k->db, &k->actor, PERM_MANAGE, k->agency.id) == OK;
    p.much = gather_is_much(g->absent, g->live);
    p.may_login = p.may_change && g->kind != GATHER_FOLDER;
    p.login = (struct login_panel){p.address, g->login};
    enum err e = state_of(k, g, &p.state);
    if (!e) e = add_looking(k, &p);
    if (!e) e = add_arrivals(k, &p);
    if (!e) e = add_refused(k, &p);
    if (!e) e = add_files(k, &p);
    if (!e) e = gather_missing(k->db, &k->actor, g->id, MISSING_SHOWN, k->mem, &p.missing);
    if (!e) e = staff_frame(k, ask_text(k, MSG_gather_heading), &s);
    if (e) return e;
    p.finding = findings_read(k, g->findings, &p.n_findings);
    if (p.state.running || p.looking) staff_refresh(k, REFRESH_SECONDS);
    html_gather(&k->out, &s, &p);
    return OK;
}

enum err page_gather(struct ask *k)
{
    struct gather g;
    enum err e = find(k, &g);
    return e ? e : show(k, &g, (struct str){0});
}

/* ---- its buttons ---- */

static enum err withdraw(struct ask *k, const struct gather *g, bool *ret_asked)
{
    int64_t absent = form_number(k, "jumlah", 0);
    *ret_asked = absent == g->absent && (form_has(k, "ya") || !gather_is_much(absent, g->live));
    return *ret_asked ? gather_ask_withdraw(k->db, &k->actor, g, absent, k->out.now) : OK;
}

static enum err press(struct ask *k, const struct gather *g, struct str what, const char **ret)
{
    const int64_t now = k->out.now;
    bool open = str_eq(what, STR("buka"));
    *ret = "panen-mulai";
    if (str_eq(what, STR("ambil"))) return gather_ask(k->db, &k->actor, g, false, now);
    if (str_eq(what, STR("semua"))) return gather_ask(k->db, &k->actor, g, true, now);
    *ret = NULL;
    if (str_eq(what, STR("periksa"))) return gather_ask_look(k->db, &k->actor, g, now);
    if (!open && !str_eq(what, STR("tutup"))) return ERR_ARG;
    *ret = open ? "panen-hidup" : "panen-mati";
    enum err e = gather_change(k->db, &k->actor, g->id, open, g->days, now);
    if (e || !open) return e;
    struct gather opened = *g;
    opened.open = true;
    return gather_ask(k->db, &k->actor, &opened, false, now);
}

enum err login_read(struct ask *k, struct str about, struct str *ret_sealed)
{
    struct str password = form_text(k, "sandi");
    *ret_sealed = (struct str){0};
    if (!form_text(k, "akun").n) return OK;
    return seal_text(k->web->config.dir, k->web->config.env, password, about, k->mem, ret_sealed);
}

static enum err log_in(struct ask *k, const struct gather *g, struct str here)
{
    struct gather as = *g;
    struct str sealed;
    as.login = form_text(k, "akun");
    enum err e = login_read(k, seal_of_gather(&as, k->mem), &sealed);
    if (!e) e = gather_login_set(k->db, &k->actor, g->id, as.login, sealed, k->out.now);
    if (!e) e = gather_ask_look(k->db, &k->actor, g, k->out.now);
    if (!e) return page_done(k, here, "akun-luar");
    if (e != ERR_ARG) return e;
    k->rs->status = 422;
    return show(k, g, ask_text(k, MSG_login_wrong));
}

static enum err remove_it(struct ask *k, const struct gather *g)
{
    enum err e = gather_remove(k->db, &k->actor, g->id, k->out.now);
    if (!e) return page_done(k, staff_address(k, "/panen"), "panen-hapus");
    if (e != ERR_CONFLICT) return e;
    k->rs->status = 422;
    return show(k, g, ask_text(k, MSG_gather_keep));
}

enum err page_gather_post(struct ask *k)
{
    struct gather g;
    struct str what = form_text(k, "apa"), here;
    const char *flash = NULL;
    bool asked = false;
    enum err e = find(k, &g);
    if (e) return e;
    here = arena_printf(k->mem, "%.*s/%lld", STR_ARG(staff_address(k, "/panen")), (long long)g.id);
    if (str_eq(what, STR("hapus"))) return remove_it(k, &g);
    if (str_eq(what, STR("akun"))) return log_in(k, &g, here);
    if (!str_eq(what, STR("tarik"))) {
        e = press(k, &g, what, &flash);
        if (e == ERR_CONFLICT) return page_done(k, here, "panen-jalan");
        return e ? e : page_done(k, here, flash);
    }
    e = withdraw(k, &g, &asked);
    if (e) return e;
    if (asked) return page_done(k, here, "panen-tarik");
    k->rs->status = 422;
    return show(k, &g, ask_text(k, MSG_gather_sure));
}
