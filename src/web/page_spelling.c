/* page_spelling.c -- the lists: what varies, and what was decided. */
#include "base/checked.h"
#include "html.h"
#include "web/spelling.h"
#include "work/spelling_job.h"

enum { ROWS_SHOWN = 50, REFRESH_SECONDS = 3 };

static bool may_change(struct ask *k)
{
    return actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, k->agency.id) == OK;
}

static struct str list_address(struct ask *k)
{
    return staff_address(k, "/mutu/ejaan");
}

static struct str encoded(struct ask *k, struct str text)
{
    struct buf CLEANUP(buf_release) b = BUF(4 << 10);
    http_encode(&b, text);
    return arena_copy(k->mem, buf_str(&b));
}

static struct str number(struct ask *k, int64_t n)
{
    struct buf CLEANUP(buf_release) b = BUF(64);
    add_number(&b, k->out.lang, n);
    return arena_copy(k->mem, buf_str(&b));
}

/* "ind (Indonesia)" */
static struct str form_shown(struct ask *k, enum spelling_kind kind, struct str form)
{
    struct strs list = {0};
    struct str rest = form, code;
    if (kind != SPELLING_LANGUAGE || !form.n) return form;
    while (str_split(&rest, ' ', &code))
        VEC_PUSH(k->mem, &list,
                 arena_printf(k->mem, "%.*s (%.*s)", STR_ARG(code),
                              STR_ARG(language_name(k->out.lang, code))));
    return arena_join(k->mem, list.item, list.n, STR(", "));
}

static struct str used(struct ask *k, int64_t records, int64_t agencies)
{
    struct str n[] = {number(k, records), number(k, agencies)};
    return records ? msg_text(k->mem, k->out.lang, MSG_spelling_used, n, 2) : (struct str){0};
}

/* Who proposes a form. */
static struct str source_words(struct ask *k, struct str source)
{
    struct str file = STR("file ");
    if (str_eq(source, STR("codes"))) return ask_text(k, MSG_spelling_codes);
    if (str_eq(source, STR("rule"))) return ask_text(k, MSG_spelling_rule);
    if (str_eq(source, STR("network"))) return ask_text(k, MSG_spelling_network);
    if (!str_starts(source, file)) return (struct str){0};
    struct str name = str_slice(source, file.n, source.n);
    return msg_text(k->mem, k->out.lang, MSG_spelling_file, &name, 1);
}

void spelling_view_of(struct ask *k, const struct spelling_row *row, struct spelling_view *ret)
{
    struct spelling_view v = {.row = *row, .shown = form_shown(k, row->kind, row->form)};
    struct str part[] = {str_eq(row->source, STR("network")) ? (struct str){0}
                                                             : source_words(k, row->source),
                         used(k, row->form_records, row->form_agencies)};
    v.source = arena_join(k->mem, part, COUNT(part), STR(" "));
    if (row->form.n) {
        const char *how =
            spelling_difference_name(spelling_difference(k->mem, row->kind, row->text, row->form));
        v.differs = named_text(k, "differs", how);
    }
    v.address = arena_printf(k->mem, "%.*s/bentuk?jenis=%s&teks=%.*s", STR_ARG(list_address(k)),
                             spelling_name(row->kind), STR_ARG(encoded(k, row->text)));
    *ret = v;
}

/* ---- what varies ---- */

/* The kind asked for, else the first that has something to decide. */
static enum spelling_kind kind_of(struct ask *k, const struct spelling_state *s)
{
    struct strs asked = ask_list(k, "jenis");
    enum spelling_kind kind = SPELLING_PUBLISHER;
    if (asked.n && spelling_parse(asked.item[0], &kind)) return kind;
    for (enum spelling_kind i = 0; i < SPELLINGS; i++)
        if (s->varying[i] > s->varying[kind]) kind = i;
    return kind;
}

static void add_tabs(struct ask *k, struct spelling_page *p)
{
    static const enum spelling_kind order[SPELLINGS] = {SPELLING_PUBLISHER, SPELLING_PLACE,
                                                        SPELLING_NAME, SPELLING_LANGUAGE};
    for (size_t i = 0; i < SPELLINGS; i++)
        p->tab[i] = (struct spelling_tab){
            .words = named_text(k, "spelling", spelling_name(order[i])),
            .address =
                arena_printf(k->mem, "%.*s?jenis=%s", STR_ARG(p->address), spelling_name(order[i])),
            .count = p->state.varying[order[i]],
            .current = order[i] == p->kind};
}

static enum err add_rows(struct ask *k, struct spelling_page *p)
{
    struct strs text = ask_list(k, "teks");
    const struct spelling_place from = {.records = ask_number(k, "data", 0),
                                        .text = text.n ? text.item[0] : (struct str){0}};
    struct spelling_rows rows;
    enum err e = spelling_list(k->db, &k->actor, k->agency.id, p->kind, &from, ROWS_SHOWN + 1,
                               k->mem, &rows);
    if (e) return e;
    p->item = arena_array(k->mem, struct spelling_view, rows.n + 1);
    p->n = MIN(rows.n, (size_t)ROWS_SHOWN);
    for (size_t i = 0; i < p->n; i++) spelling_view_of(k, &rows.item[i], &p->item[i]);
    if (rows.n > ROWS_SHOWN)
        p->next = arena_printf(k->mem, "%.*s?jenis=%s&data=%lld&teks=%.*s", STR_ARG(p->address),
                               spelling_name(p->kind), (long long)rows.item[p->n - 1].records,
                               STR_ARG(encoded(k, rows.item[p->n - 1].text)));
    return OK;
}

enum err page_spelling(struct ask *k)
{
    struct staff_frame s;
    struct spelling_page p = {.address = list_address(k),
                              .quality = staff_address(k, "/mutu"),
                              .may_change = may_change(k)};
    enum err e = spelling_state(k->db, &k->actor, k->agency.id, &p.state);
    if (!e) e = spelling_job_runs(k->db, k->agency.id, &p.counting);
    if (e) return e;
    p.kind = kind_of(k, &p.state);
    add_tabs(k, &p);
    e = add_rows(k, &p);
    if (!e) e = staff_frame(k, ask_text(k, MSG_spelling_heading), &s);
    if (e) return e;
    if (p.counting) staff_refresh(k, REFRESH_SECONDS);
    s.around.icons |= ICON(CHECK) | ICON(CLOCK);
    html_spelling(&k->out, &s, &p);
    return OK;
}

enum err page_spelling_count(struct ask *k)
{
    bool runs = false;
    enum err e = spelling_job_runs(k->db, k->agency.id, &runs);
    if (!e && !runs) e = spelling_job_ask(k->db, &k->actor, k->agency.id, true, k->out.now);
    return e ? e : page_done(k, list_address(k), "ejaan-hitung");
}

/* ---- what was decided ---- */

enum err page_chosen(struct ask *k)
{
    struct staff_frame s;
    struct chosen_rows rows;
    struct chosen_page p = {.address = list_address(k), .may_change = may_change(k)};
    enum err e = chosen_list(k->db, &k->actor, k->agency.id, ask_number(k, "sebelum", 0),
                             ROWS_SHOWN + 1, k->mem, &rows);
    if (!e) e = staff_frame(k, ask_text(k, MSG_chosen_heading), &s);
    if (e) return e;
    p.item = arena_array(k->mem, struct chosen_view, rows.n + 1);
    for (; p.n < rows.n && p.n < ROWS_SHOWN; p.n++) {
        const struct chosen *c = &rows.item[p.n];
        p.item[p.n] = (struct chosen_view){
            .row = *c,
            .kind = named_text(k, "spelling", spelling_name(c->kind)),
            .shown = c->form.n ? form_shown(k, c->kind, c->form) : ask_text(k, MSG_chosen_left),
            .source = source_words(k, c->source),
            .by = c->by.n ? c->by : ask_text(k, MSG_history_operator)};
    }
    if (rows.n > ROWS_SHOWN)
        p.next = arena_printf(k->mem, "%.*s/keputusan?sebelum=%lld", STR_ARG(p.address),
                              (long long)rows.item[p.n - 1].id);
    html_chosen(&k->out, &s, &p);
    return OK;
}

enum err page_chosen_undo(struct ask *k)
{
    struct str back = arena_printf(k->mem, "%.*s/keputusan", STR_ARG(list_address(k)));
    enum err e =
        chosen_undo(k->db, &k->actor, k->agency.id, form_number(k, "putusan", 0), k->out.now);
    if (e == ERR_CONFLICT) return page_done(k, back, "sama");
    if (!e) e = spelling_job_ask(k->db, &k->actor, k->agency.id, false, k->out.now);
    return e ? e : page_done(k, back, "ejaan-batal");
}
