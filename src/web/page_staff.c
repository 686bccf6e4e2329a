/* page_staff.c -- where a person works, what was done there, and the first contents of a network.
 */
#include "base/checked.h"
#include "html.h"
#include "web/staff_pages.h"

enum { HISTORY_ROWS = 50 };

/* ---- places of work ---- */

static void add_place(struct ask *k, const struct role_row *r, struct places_page *p)
{
    struct str address = r->network
                             ? arena_printf(k->mem, "/jejaring/%lld/orang", (long long)r->network)
                             : arena_printf(k->mem, "/staf/%.*s", STR_ARG(r->slug));
    p->item[p->n++] =
        (struct place_of_work){r->where, named_text(k, "role", role_name(r->kind)), address};
}

enum err page_staff(struct ask *k)
{
    struct role_rows roles;
    struct staff_frame s;
    struct places_page p = {0};
    enum err e = role_of_person(k->db, k->me.id, k->out.now, k->mem, &roles);
    if (e) return e;
    if (roles.n == 1 && roles.item[0].agency)
        return page_done(
            k, arena_printf(k->mem, "/staf/%.*s", STR_ARG(roles.item[0].slug)),
            http_param(k->rq, "kabar").n ? arena_cstr(k->mem, http_param(k->rq, "kabar")) : NULL);
    p.item = arena_array(k->mem, struct place_of_work, roles.n);
    for (size_t i = 0; i < roles.n; i++) add_place(k, &roles.item[i], &p);
    p.may_add = actor_may(&k->actor, PERM_OPERATE) == OK;
    if (actor_may(&k->actor, PERM_COORDINATE) == OK) e = agency_list(k->db, k->mem, &p.agencies);
    if (!e) e = staff_frame(k, ask_text(k, MSG_staff_home), &s);
    if (e) return e;
    html_places(&k->out, &s, &p);
    return OK;
}

/* ---- history ---- */

/* The log has names of the program; people read words. */
static struct str detail_words(const struct ask *k, const struct audit_line *l)
{
    if (!l->detail.n) return l->detail;
    if (str_starts(l->action, STR("job."))) {
        return named_text(k, "job", arena_cstr(k->mem, l->detail));
    }
    if (str_starts(l->action, STR("role."))) {
        return named_text(k, "role", arena_cstr(k->mem, l->detail));
    }
    return why_words(k, l->detail);
}

enum err history_of(struct ask *k, const struct audit_request *rq, struct history_page *ret)
{
    struct audit_lines list;
    struct audit_request one_more = *rq;
    one_more.limit = rq->limit + 1;
    enum err e = audit_list(k->db, &k->actor, &one_more, k->mem, &list);
    if (e) return e;
    *ret = (struct history_page){.item = arena_array(k->mem, struct history_row, list.n),
                                 .n = MIN(list.n, (size_t)rq->limit)};
    if (list.n > ret->n) ret->older = list.item[ret->n - 1].id;
    for (size_t i = 0; i < ret->n; i++) {
        const struct audit_line *l = &list.item[i];
        bool sent = str_eq(l->action, STR("push.take")); /* by no person */
        ret->item[i] = (struct history_row){
            .line = l,
            .who = l->person ? l->person_name
                             : ask_text(k, sent ? MSG_source_slims : MSG_history_operator),
            .what = named_text(k, "audit", arena_cstr(k->mem, l->action)),
            .detail = detail_words(k, l)};
    }
    return OK;
}

enum err page_staff_history(struct ask *k)
{
    struct staff_frame s;
    struct history_page p;
    struct audit_request rq = {.agency = k->agency.id,
                               .object = http_param(k->rq, "objek"),
                               .before = ask_number(k, "sebelum", 0),
                               .limit = HISTORY_ROWS};
    enum err e = history_of(k, &rq, &p);
    if (rq.object.n) p.kept = arena_printf(k->mem, "objek=%.*s&", STR_ARG(rq.object));
    if (!e) e = staff_frame(k, ask_text(k, MSG_staff_history), &s);
    if (e) return e;
    html_history(&k->out, &s, &p);
    return OK;
}

/* ---- first contents ---- */

/* What can be done with the sample, and the job that does it. */
static enum err add_sample(struct ask *k, struct start_page *p)
{
    static const char *const kinds[] = {"sample-load", "sample-empty"};
    struct agencies members;
    enum err e = agency_list(k->db, k->mem, &members);
    for (size_t i = 0; !e && i < COUNT(kinds); i++) {
        struct job_rows jobs;
        e = work_list(k->db, &k->actor, 0, kinds[i], 1, k->mem, &jobs);
        if (!e && jobs.n && jobs.item[0].id > p->job.id) p->job = jobs.item[0];
    }
    if (e) return e;
    p->may_load = members.n == 0;
    for (size_t i = 0; i < members.n; i++) p->may_empty |= members.item[i].sample;
    p->job_state = named_text(k, "jobstate", job_state_name(p->job.state));
    if (p->job.id && p->job.state <= JOB_RUNNING) staff_refresh(k, 2);
    return OK;
}

enum err page_start_sample(struct ask *k)
{
    bool load = str_eq(form_text(k, "apa"), STR("muat"));
    struct job_order o = {.kind = load ? "sample-load" : "sample-empty"};
    int64_t id = 0;
    enum err e = work_enqueue(k->db, &k->actor, &o, k->out.now, &id);
    return e ? e : page_done(k, STR("/mulai"), NULL);
}

static enum err show_start(struct ask *k, struct str name, enum agency_type type, enum err wrong)
{
    struct staff_frame s;
    struct start_page p = {0};
    p.wrong = wrong == ERR_CONFLICT ? ask_text(k, MSG_start_conflict)
              : wrong               ? ask_text(k, MSG_start_name_wrong)
                                    : STR("");
    p.name = (struct field_view){.name = "nama",
                                 .label = MSG_start_name,
                                 .value = name,
                                 .wrong = p.wrong,
                                 .autocomplete = "organization",
                                 .required = true};
    for (enum agency_type t = 0; t < AGENCY_TYPES; t++)
        p.types[t] = (struct choice_view){str_of(agency_type_name(t)),
                                          named_text(k, "agency", agency_type_name(t)), t == type};
    enum err e = add_sample(k, &p);
    if (!e) e = staff_frame(k, ask_text(k, MSG_start_heading), &s);
    if (e) return e;
    html_start(&k->out, &s, &p);
    return OK;
}

enum err page_start(struct ask *k)
{
    return show_start(k, STR(""), AGENCY_SCHOOL, OK);
}

enum err page_start_post(struct ask *k)
{
    struct agency g = {.name = form_text(k, "nama")}, made;
    int64_t id = 0;
    if (!agency_type_parse(form_text(k, "jenis"), &g.type)) return ERR_ARG;
    enum err e = agency_add(k->db, &k->actor, &g, k->out.now, &id);
    if (e == ERR_ARG || e == ERR_CONFLICT) {
        k->rs->status = 422;
        return show_start(k, g.name, g.type, e);
    }
    if (!e) e = agency_get(k->db, id, k->mem, &made);
    if (e) return e;
    return page_done(k, arena_printf(k->mem, "/staf/%.*s/kirim", STR_ARG(made.slug)),
                     "perpustakaan");
}
