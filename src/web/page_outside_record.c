/* page_outside_record.c -- a record of another catalogue: looked at, compared, downloaded, copied.
 */
#include "base/checked.h"
#include "base/secret.h"
#include "catalog/adapt.h"
#include "html.h"
#include "record/iso2709.h"
#include "record/marcxml_write.h"
#include "web/outside.h"

enum { NONCE_DIGITS = 20, RECORD_BYTES_MAX = 2 << 20, FILE_BYTES_MAX = 32 << 20 };

/* ---- which ---- */

/* "3.7": the seventh of target 3. */
static bool read_value(struct str value, int64_t *ret_target, int64_t *ret_number)
{
    size_t dot = str_find_char(value, '.', 0);
    return dot < value.n && str_to_i64(str_slice(value, 0, dot), ret_target) == OK &&
           str_to_i64(str_slice(value, dot + 1, value.n), ret_number) == OK && *ret_number > 0;
}

/* Asks for it again when its answer is kept no more. ERR_BUSY: it has not come yet; ERR_NOT_FOUND.
 */
static enum err find(struct ask *k, struct str value, struct outside *o, struct outside_record *ret)
{
    int64_t target = 0, number = 0;
    *o = (struct outside){0};
    if (!read_value(value, &target, &number)) return ERR_NOT_FOUND;
    enum err e = outside_ask(k, target, number, o);
    if (e) return e;
    const struct outside_source *s = &o->source[0];
    const struct target_hit *hit = outside_hit(s, (size_t)number - 1);
    if (!hit) return o->waiting ? ERR_BUSY : ERR_NOT_FOUND;
    *ret = (struct outside_record){.hit = hit, .source = s->t->order.name, .value = value};
    return OK;
}

static enum err adapt(struct ask *k, struct outside_record *r)
{
    struct str rule = {0};
    enum err e = copy_rule_get(k->db, &k->actor, k->agency.id, k->mem, &rule);
    const struct adapt_source from = {r->source, (struct str){0}};
    if (!e) adapt_marc(&r->hit->record.marc, rule, &from, k->mem, &r->marc);
    return e;
}

/* What was seen, so that nothing else is saved. */
static struct str seen_digest(struct ask *k, const struct outside_record *r)
{
    struct buf CLEANUP(buf_release) b = BUF(RECORD_BYTES_MAX);
    char hex[DIGEST_HEX + 1];
    marcxml_record(&r->marc, k->mem, &b);
    struct digest d = digest_of(buf_str(&b));
    digest_hex(&d, hex);
    return arena_copy(k->mem, str_of(hex));
}

/* ---- looking ---- */

static struct str text_of(struct ask *k, const struct marc_field *f)
{
    struct buf CLEANUP(buf_release) b = BUF(RECORD_BYTES_MAX);
    size_t at = 0;
    char code;
    struct str value;
    if (f->control) return f->data;
    while (marc_subfield(f, &at, &code, &value))
        buf_printf(&b, "%s$%c %.*s", b.n ? " " : "", code, STR_ARG(value));
    return arena_copy(k->mem, buf_str(&b));
}

static struct marc_line line_of(struct ask *k, const struct marc_field *f)
{
    char ind[2];
    for (int i = 0; i < 2; i++) ind[i] = f->control || f->ind[i] != ' ' ? f->ind[i] : '_';
    return (struct marc_line){
        {f->tag, 3}, arena_copy(k->mem, (struct str){ind, f->control ? 0 : 2}), text_of(k, f)};
}

static bool has_field(const struct marc *m, const struct marc_field *f)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->field[i].data.p == f->data.p) return true;
    return false;
}

static void add_lines(struct ask *k, const struct outside_record *r, struct outside_record_page *p)
{
    const struct marc *was = &r->hit->record.marc;
    p->kept = arena_array(k->mem, struct marc_line, r->marc.n + 1);
    p->dropped = arena_array(k->mem, struct marc_line, was->n + 1);
    for (size_t i = 0; i < r->marc.n; i++) p->kept[p->n_kept++] = line_of(k, &r->marc.field[i]);
    for (size_t i = 0; i < was->n; i++) {
        const struct marc_field *f = &was->field[i];
        bool source = str_eq((struct str){f->tag, 3}, STR("040"));
        if (!source && !has_field(&r->marc, f)) p->dropped[p->n_dropped++] = line_of(k, f);
    }
}

static enum err show(struct ask *k, const struct outside *o, const struct outside_record *r,
                     struct str wrong)
{
    struct staff_frame s;
    const struct foreign *f = &r->hit->record;
    struct outside_record_page p = {.address = staff_address(k, "/buku/luar/salin"),
                                    .query = o->text,
                                    .field = str_of(target_field_name(o->field)),
                                    .source = r->source,
                                    .value = r->value,
                                    .form = named_text(k, "foreign", foreign_form_name(f->form)),
                                    .text = f->text,
                                    .title = f->bib.title,
                                    .wrong = wrong,
                                    .may_copy = f->form != FOREIGN_TEXT};
    p.back = arena_printf(k->mem, "%.*s%.*s", STR_ARG(staff_address(k, "/buku/luar")),
                          STR_ARG(outside_query(k, o)));
    p.copies = (struct field_view){.name = "eksemplar",
                                   .type = "number",
                                   .label = MSG_entry_copies,
                                   .value = STR("1"),
                                   .inputmode = "numeric"};
    p.nonce = secret_make(k->config->env, k->mem, NONCE_DIGITS);
    if (p.may_copy) {
        add_lines(k, r, &p);
        p.seen = seen_digest(k, r);
    }
    enum err e = outside_own(k, &f->bib, &p.own);
    if (!e) e = staff_frame(k, ask_text(k, MSG_staff_outside), &s);
    if (e) return e;
    html_outside_record(&k->out, &s, &p);
    return OK;
}

enum err page_outside_record(struct ask *k)
{
    struct outside o;
    struct outside_record r;
    enum err e = find(k, http_param(k->rq, "data"), &o, &r);
    if (!e) e = adapt(k, &r);
    if (!e) e = show(k, &o, &r, (struct str){0});
    outside_end(k, &o);
    return e;
}

/* ---- copying ---- */

static enum err copy(struct ask *k, const struct outside *o, const struct outside_record *r)
{
    struct entry_result result;
    const struct entry_copy c = {.agency = k->agency.id,
                                 .marc = &r->marc,
                                 .from = r->source,
                                 .nonce = form_text(k, "kunci"),
                                 .new_items = (int)form_number(k, "eksemplar", 0)};
    if (r->hit->record.form == FOREIGN_TEXT || !str_eq(seen_digest(k, r), form_text(k, "sidik"))) {
        k->rs->status = 422;
        return show(k, o, r, ask_text(k, MSG_outside_changed));
    }
    enum err e = entry_take(k->db, &k->actor, &c, k->out.now, k->mem, &result);
    if (e == ERR_LIMIT || e == ERR_ARG || e == ERR_FORMAT) {
        k->rs->status = 422;
        return show(k, o, r, ask_text(k, MSG_entry_too_long));
    }
    if (e) return e;
    return page_done(k,
                     arena_printf(k->mem, "%.*s/%lld", STR_ARG(staff_address(k, "/buku")),
                                  (long long)result.record),
                     "tersalin");
}

enum err page_outside_copy(struct ask *k)
{
    struct outside o;
    struct outside_record r;
    enum err e = find(k, form_text(k, "data"), &o, &r);
    if (!e) e = adapt(k, &r);
    if (!e) e = copy(k, &o, &r);
    outside_end(k, &o);
    return e;
}

/* ---- several ---- */

struct picked {
    struct outside *asked;
    struct outside_record *item;
    size_t n;
};

static enum err find_chosen(struct ask *k, struct picked *c)
{
    struct strs values = ask_list(k, "pilih");
    size_t n = MIN(values.n, (size_t)OUTSIDE_CHOSEN_MAX);
    enum err e = OK;
    c->asked = arena_array(k->mem, struct outside, n + 1);
    c->item = arena_array(k->mem, struct outside_record, n + 1);
    for (size_t i = 0; !e && i < n; i++) {
        e = find(k, values.item[i], &c->asked[c->n], &c->item[c->n]);
        c->n++;
    }
    return e;
}

static enum err compare(struct ask *k, const struct picked *c)
{
    struct staff_frame s;
    struct outside_compare_page p = {.left = c->item[0].source, .right = c->item[1].source};
    struct str query = outside_query(k, &c->asked[0]), base = staff_address(k, "/buku/luar");
    p.back = arena_printf(k->mem, "%.*s%.*s", STR_ARG(base), STR_ARG(query));
    p.left_address = arena_printf(k->mem, "%.*s/data%.*s&data=%.*s", STR_ARG(base), STR_ARG(query),
                                  STR_ARG(c->item[0].value));
    p.right_address = arena_printf(k->mem, "%.*s/data%.*s&data=%.*s", STR_ARG(base), STR_ARG(query),
                                   STR_ARG(c->item[1].value));
    compare_bibs(k, &c->item[0].hit->record.bib, &c->item[1].hit->record.bib, &p.rows);
    enum err e = staff_frame(k, ask_text(k, MSG_outside_compare), &s);
    if (e) return e;
    s.around.icons |= ICON(FILTER);
    html_outside_compare(&k->out, &s, &p);
    return OK;
}

/* As they came: for one's own system, which has rules of its own. */
static enum err download(struct ask *k, const struct picked *c, bool xml)
{
    struct buf *to = &k->rs->body;
    to->max = FILE_BYTES_MAX;
    if (xml) marcxml_begin(to);
    for (size_t i = 0; i < c->n; i++) {
        const struct foreign *f = &c->item[i].hit->record;
        if (f->form == FOREIGN_TEXT) continue;
        if (xml)
            marcxml_record(&f->marc, k->mem, to);
        else if (iso2709_write_long(&f->marc, to))
            return ERR_LIMIT;
    }
    if (xml) marcxml_end(to);
    http_set(k->rq, k->rs, "Content-Type",
             xml ? STR("application/marcxml+xml") : STR("application/marc"));
    http_set(k->rq, k->rs, "Content-Disposition",
             arena_printf(k->mem, "attachment; filename=\"salin-%.*s.%s\"", STR_ARG(ask_day(k)),
                          xml ? "xml" : "mrc"));
    return OK;
}

static void choose_again(struct ask *k)
{
    const struct outside o = {.text = str_trim(http_param(k->rq, "q"))};
    page_redirect(k, 303,
                  arena_printf(k->mem, "%.*s%.*s&kabar=salin-pilih",
                               STR_ARG(staff_address(k, "/buku/luar")),
                               STR_ARG(outside_query(k, &o))));
}

enum err page_outside_chosen(struct ask *k)
{
    struct picked c = {0};
    struct str what = http_param(k->rq, "apa");
    bool two = str_eq(what, STR("banding")), xml = str_eq(what, STR("xml"));
    enum err e = two || xml || str_eq(what, STR("mrc")) ? find_chosen(k, &c) : ERR_ARG;
    if (!e && (c.n == 0 || (two && c.n != 2)))
        choose_again(k);
    else if (!e)
        e = two ? compare(k, &c) : download(k, &c, xml);
    for (size_t i = 0; i < c.n; i++) outside_end(k, &c.asked[i]);
    return e;
}
