/* page_load.c -- one sent file from reading to report: what it would do, what it did, and the
 * buttons that ask for the next step. */
#include "base/checked.h"
#include "catalog/source.h"
#include "html.h"
#include "web/load_view.h"
#include "web/reasons.h"

enum { FAULTS_SHOWN = 10, DOUBTS_SHOWN = 10, REFRESH_SECONDS = 2 };

/* ---- finding it ---- */

static enum err find(struct ask *k, struct load_row *ret)
{
    int64_t id = 0;
    if (str_to_i64(k->segment, &id)) return ERR_NOT_FOUND;
    enum err e = load_get(k->db, &k->actor, id, k->mem, ret);
    return !e && ret->agency != k->agency.id ? ERR_NOT_FOUND : e;
}

static struct str address_of(const struct ask *k, const struct load_row *l)
{
    return arena_printf(k->mem, "%.*s/muatan/%lld", STR_ARG(staff_address(k, "")),
                        (long long)l->id);
}

struct str place_text(const struct ask *k, const struct load_row *l, int64_t place)
{
    struct str n = arena_printf(k->mem, "%lld", (long long)place);
    bool lines = !str_eq(l->format, STR("marc21")); /* the one form of files that has none */
    if (!place) return (struct str){0};
    return msg_text(k->mem, k->out.lang, lines ? MSG_load_line_n : MSG_load_record_n, &n, 1);
}

static struct str fault_place(const struct ask *k, const struct load_row *l, const struct reject *r)
{
    struct str n = arena_printf(k->mem, "%lld", (long long)r->record);
    if (r->line || !r->record) return place_text(k, l, r->line);
    return msg_text(k->mem, k->out.lang, MSG_load_record_n, &n, 1);
}

/* ---- gathering ---- */

static enum err add_job(struct ask *k, struct load_page *p)
{
    struct job_row job;
    enum err e = load_job(k->db, &k->actor, p->l, k->mem, &job);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    if (job.state == JOB_WAITING || job.state == JOB_RUNNING) {
        p->face = FACE_RUNNING;
        p->phase = named_text(k, "phase", job.phase.n ? arena_cstr(k->mem, job.phase) : "waiting");
        p->done = job.done;
        p->all = job.all;
        p->bytes = str_eq(job.phase, STR("reading"));
    } else if (job.state == JOB_FAILED) {
        p->failed = named_text(k, "err", arena_cstr(k->mem, job.error));
    }
    p->outcome = load_job_outcome(&job);
    return OK;
}

static enum load_face face_of(enum load_state s)
{
    switch (s) {
    case LOAD_RECEIVED: return FACE_RECEIVED;
    case LOAD_REFUSED: return FACE_REFUSED;
    case LOAD_PREVIEW: return FACE_PREVIEW;
    case LOAD_PUBLISHED: return FACE_PUBLISHED;
    case LOAD_STAGING:
    case LOAD_IN_PUBLISHING:
    case LOAD_IN_UNDOING: return FACE_RUNNING;
    default: return FACE_ENDED;
    }
}

static enum err add_faults(struct ask *k, const struct load_row *l, bool fatal,
                           struct fault_views *ret)
{
    struct rejects list;
    enum err e = rejects_list(k->db, l->id, fatal, 0, FAULTS_SHOWN, k->mem, &list);
    if (e) return e;
    ret->item = arena_array(k->mem, struct fault_view, list.n);
    ret->n = list.n;
    for (size_t i = 0; i < list.n; i++) {
        const struct reject *r = &list.item[i];
        struct str part[] = {r->field, r->excerpt.n
                                           ? arena_printf(k->mem, "“%.*s”", STR_ARG(r->excerpt))
                                           : (struct str){0}};
        struct str what = named_text(k, "reason", arena_cstr(k->mem, r->reason));
        struct str about = arena_join(k->mem, part, 2, STR(" "));
        ret->item[i] = (struct fault_view){
            fault_place(k, l, r),
            about.n ? arena_printf(k->mem, "%.*s: %.*s", STR_ARG(about), STR_ARG(what)) : what};
    }
    return OK;
}

static enum err add_doubts(struct ask *k, struct load_page *p)
{
    struct pile_samples list;
    enum err e = piles_samples(k->db, p->l->id, PILE_DOUBT, DOUBTS_SHOWN, k->mem, &list);
    if (e) return e;
    p->doubts = arena_array(k->mem, struct doubt_view, list.n);
    p->n_doubts = list.n;
    for (size_t i = 0; i < list.n; i++)
        p->doubts[i] = (struct doubt_view){&list.item[i], reason_words(k, list.item[i].reason)};
    return OK;
}

static enum err add_piles(struct ask *k, struct load_page *p)
{
    int64_t id = p->l->id;
    enum err e = piles_samples(k->db, id, PILE_FRESH, PILE_SAMPLES, k->mem, &p->fresh);
    if (!e) e = piles_samples(k->db, id, PILE_MATCH, PILE_SAMPLES, k->mem, &p->match);
    if (!e) e = piles_samples(k->db, id, PILE_GONE, PILE_SAMPLES, k->mem, &p->gone);
    if (!e) e = add_doubts(k, p);
    if (!e) e = add_faults(k, p->l, true, &p->refused);
    if (!e) e = add_faults(k, p->l, false, &p->warned);
    p->ready = p->l->new_ + p->l->changed;
    p->much = preview_withdraws_much(p->l);
    return e;
}

static enum err add_columns(struct ask *k, struct load_page *p)
{
    struct strs names = {0};
    const struct load_row *l = p->l;
    enum err e = l->layout.n ? source_headings(l->format, l->layout, k->mem, &names) : OK;
    struct str rest = l->closed, name;
    if (e) return e;
    while (rest.n && str_split(&rest, '\n', &name)) VEC_PUSH(k->mem, &p->closed, name);
    p->columns = names.n;
    p->table = source_is_table(l->format);
    return OK;
}

static int step_of(const struct load_page *p)
{
    switch (p->face) {
    case FACE_REFUSED: return 1;
    case FACE_PUBLISHED:
    case FACE_ENDED: return 4;
    case FACE_PREVIEW: return 3;
    case FACE_RUNNING: return p->l->state == LOAD_RECEIVED || p->l->state == LOAD_STAGING ? 2 : 4;
    case FACE_RECEIVED: return 2;
    }
    return 1;
}

static enum err gather(struct ask *k, const struct load_row *l, struct load_page *p)
{
    *p = (struct load_page){
        .ask = k, .l = l, .face = face_of(l->state), .address = address_of(k, l)};
    p->send = staff_address(k, "/kirim");
    p->history = arena_printf(k->mem, "%.*s?objek=load%%3A%lld",
                              STR_ARG(staff_address(k, "/riwayat")), (long long)p->l->id);
    p->may = actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, k->agency.id) == OK;
    p->state = named_text(k, "load", load_state_name(l->state));
    enum err e = add_job(k, p);
    if (!e && l->format.n) e = add_columns(k, p);
    if (!e && p->face == FACE_RECEIVED && str_eq(l->format, STR("table"))) {
        struct form_view *form = arena_make(k->mem, struct form_view);
        e = form_view_of(k, l, form);
        p->form = form;
    }
    if (!e && (p->face == FACE_PREVIEW || p->face == FACE_PUBLISHED)) e = add_piles(k, p);
    if (l->format.n) p->format = named_text(k, "source", arena_cstr(k->mem, l->format));
    if (l->failure.n)
        p->failed = named_text(k, l->state == LOAD_REFUSED ? "reason" : "err",
                               arena_cstr(k->mem, l->failure));
    p->step = step_of(p);
    return e;
}

enum err page_load(struct ask *k)
{
    struct staff_frame s;
    struct load_row l;
    struct load_page p;
    enum err e = find(k, &l);
    if (!e) e = gather(k, &l, &p);
    if (!e) e = staff_frame(k, l.file, &s);
    if (e) return e;
    s.around.icons |= ICON(SHARE);
    if (p.face == FACE_RUNNING) staff_refresh(k, REFRESH_SECONDS);
    html_load(&k->out, &s, &p);
    return OK;
}

/* ---- asking for the next step ---- */

static enum err ask_step(struct ask *k, const struct load_row *l, const struct load_wish *wish)
{
    enum err e = load_ask(k->db, &k->actor, l, wish, k->out.now);
    if (e && e != ERR_CONFLICT) return e; /* at work already: the page shows it */
    return page_done(k, address_of(k, l), NULL);
}

enum err page_load_read(struct ask *k)
{
    struct load_row l;
    bool more = false;
    enum err e = find(k, &l);
    const struct load_wish wish = {.step = LOAD_STEP_READ,
                                   .whole = form_number(k, "seluruhnya", 0) != 0};
    if (!e && l.state == LOAD_RECEIVED && str_eq(l.format, STR("table")))
        e = form_take(k, &l, &more);
    if (e) return e;
    return more ? page_done(k, address_of(k, &l), NULL) : ask_step(k, &l, &wish);
}

enum err page_load_publish(struct ask *k)
{
    struct load_row l;
    enum err e = find(k, &l);
    const struct load_wish wish = {
        .step = LOAD_STEP_PUBLISH,
        .consent = {.basis = form_number(k, "dasar", -1), .withdrawal = form_has(k, "ya")}};
    return e ? e : ask_step(k, &l, &wish);
}

enum err page_load_undo(struct ask *k)
{
    struct load_row l;
    const struct load_wish wish = {.step = LOAD_STEP_UNDO};
    enum err e = find(k, &l);
    return e ? e : ask_step(k, &l, &wish);
}

enum err page_load_discard(struct ask *k)
{
    struct load_row l;
    const struct load_wish wish = {.step = LOAD_STEP_DISCARD};
    enum err e = find(k, &l);
    return e ? e : ask_step(k, &l, &wish);
}
