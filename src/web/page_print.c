/* page_print.c -- labels for the backs of books, by the numbers of their copies; and how those are
 * numbered. */
#include "base/ascii.h"
#include "base/checked.h"
#include "html.h"
#include "text/barcode.h"
#include "web/books.h"

enum { LABELS_MAX = 480, CALL_LINES = 5 };

/* Sheets of A4 that shops in Indonesia and elsewhere have; sizes stand in silang-staf.css. */
static const struct sheet sheets[] = {
    {"3x8", 3, 8}, {"3x7", 3, 7}, {"2x7", 2, 7}, {"4x10", 4, 10}, {"5x13", 5, 13}};

static const struct sheet *sheet_of(struct str name)
{
    for (size_t i = 0; i < COUNT(sheets); i++)
        if (str_eq(name, str_of(sheets[i].name))) return &sheets[i];
    return &sheets[0];
}

/* ---- which copies ---- */

/* "B00007" as "B" and 7 with 5 digits. */
static bool split_number(struct str code, struct str *ret_prefix, size_t *ret_digits,
                         uint64_t *ret_n)
{
    size_t from = code.n;
    while (from && ascii_is_digit(code.p[from - 1])) from--;
    *ret_prefix = str_slice(code, 0, from);
    *ret_digits = code.n - from;
    return str_to_u64(str_slice(code, from, code.n), ret_n) == OK;
}

/* "B00001 - B00240": every number between. False when it is not a range. */
static bool add_range(struct ask *k, struct str line, struct strs *to)
{
    size_t dash = str_find(line, STR(" - "));
    struct str a, b, first = str_trim(str_slice(line, 0, dash));
    struct str last = str_trim(str_slice(line, dash + 3, line.n));
    size_t da, db;
    uint64_t from, until;
    if (dash > line.n || !split_number(first, &a, &da, &from) ||
        !split_number(last, &b, &db, &until) || !str_eq(a, b) || until < from)
        return false;
    for (uint64_t n = from; n <= until && to->n < LABELS_MAX; n++)
        VEC_PUSH(k->mem, to,
                 arena_printf(k->mem, "%.*s%0*llu", STR_ARG(a), (int)da, (unsigned long long)n));
    return true;
}

static struct strs codes_of(struct ask *k, struct str text)
{
    struct strs list = {0};
    struct str line;
    while (str_split(&text, '\n', &line)) {
        line = str_trim(line);
        if (line.n == 0 || list.n >= LABELS_MAX) continue;
        if (!add_range(k, line, &list)) VEC_PUSH(k->mem, &list, line);
    }
    return list;
}

/* "813 HIR l": a line a part, as it is read from above. */
static struct strs lines_of_call(struct ask *k, struct str call)
{
    struct strs lines = {0};
    while (call.n && lines.n + 1 < CALL_LINES) {
        size_t end = str_find_char(call, ' ', 0);
        if (end) VEC_PUSH(k->mem, &lines, str_slice(call, 0, end));
        call = str_trim(str_slice(call, end + 1, call.n));
    }
    if (call.n) VEC_PUSH(k->mem, &lines, call);
    return lines;
}

static enum err add_label(struct ask *k, struct labels_page *p, struct str code)
{
    struct entry_view v;
    size_t at = 0;
    enum err e = entry_by_code(k->db, &k->actor, k->agency.id, code, k->mem, &v, &at);
    if (e == ERR_NOT_FOUND) {
        VEC_PUSH(k->mem, &p->unknown, code);
        return OK;
    }
    if (e) return e;
    const struct bib_item *item = &v.entry.bib.items.item[at];
    struct label_view *l = &p->item[p->n++];
    struct barcode bars;
    *l = (struct label_view){.code = item->code, .title = v.entry.bib.title_short};
    l->call = lines_of_call(k, item->call_number.n ? item->call_number : v.entry.bib.call_number);
    if (barcode_make(item->code, k->mem, &bars)) {
        l->bars = arena_make(k->mem, struct barcode);
        *l->bars = bars;
    }
    return OK;
}

/* ---- the form ---- */

static void add_pattern(struct ask *k, const struct numbering *n, struct label_form *f)
{
    f->prefix = (struct field_view){.name = "awalan",
                                    .label = MSG_number_prefix,
                                    .value = n->prefix,
                                    .max = NUMBERING_PREFIX_MAX};
    f->digits = (struct field_view){.name = "digit",
                                    .label = MSG_number_digits,
                                    .value = arena_printf(k->mem, "%d", n->digits),
                                    .inputmode = "numeric",
                                    .max = 1};
    f->next = (struct field_view){.name = "berikut",
                                  .label = MSG_number_next,
                                  .value = arena_printf(k->mem, "%lld", (long long)n->next),
                                  .inputmode = "numeric",
                                  .max = 9};
}

static enum err show_form(struct ask *k, struct str codes, struct strs unknown, struct str wrong)
{
    struct staff_frame s;
    struct label_form f = {.wrong = wrong,
                           .unknown = arena_join(k->mem, unknown.item, unknown.n, STR(", "))};
    struct numbering n;
    struct strs next = {0};
    enum err e = numbering_get(k->db, k->agency.id, k->mem, &n);
    if (!e) e = numbering_peek(k->db, k->agency.id, 1, k->mem, &next);
    if (e == ERR_LIMIT) e = OK;
    if (!e) e = staff_frame(k, ask_text(k, MSG_staff_print), &s);
    if (e) return e;
    if (next.n) f.upcoming = next.item[0];
    f.may_change = actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, k->agency.id) == OK;
    f.codes = (struct field_view){.name = "kode",
                                  .label = MSG_print_codes,
                                  .value = codes,
                                  .hint = ask_text(k, MSG_print_codes_hint),
                                  .wrong = wrong_if(k, unknown.n > 0, MSG_print_unknown),
                                  .max = 20000};
    f.skip = (struct field_view){.name = "lewati",
                                 .label = MSG_print_skip,
                                 .value = STR("0"),
                                 .inputmode = "numeric",
                                 .max = 2};
    for (size_t i = 0; i < COUNT(sheets); i++)
        f.sheets[f.n_sheets++] = (struct choice_view){
            str_of(sheets[i].name),
            msg_text(k->mem, k->out.lang, MSG_print_sheet,
                     (struct str[]){str_of(sheets[i].name),
                                    arena_printf(k->mem, "%d", sheets[i].columns * sheets[i].rows)},
                     2),
            i == 0};
    f.kinds[0] = (struct choice_view){STR("semua"), ask_text(k, MSG_print_both), true};
    f.kinds[1] = (struct choice_view){STR("punggung"), ask_text(k, MSG_print_spine), false};
    f.kinds[2] = (struct choice_view){STR("barcode"), ask_text(k, MSG_print_bars), false};
    add_pattern(k, &n, &f);
    html_label_form(&k->out, &s, &f, k->agency.slug);
    return OK;
}

enum err page_labels(struct ask *k)
{
    struct str text = http_param(k->rq, "kode"), kind = http_param(k->rq, "isi");
    struct strs codes = codes_of(k, text);
    struct labels_page p = {.sheet = sheet_of(http_param(k->rq, "lembar")),
                            .spine = !str_eq(kind, STR("barcode")),
                            .bars = !str_eq(kind, STR("punggung"))};
    enum err e = OK;
    if (codes.n == 0 || !http_param(k->rq, "lembar").n)
        return show_form(k, text, (struct strs){0}, (struct str){0});
    p.item = arena_array(k->mem, struct label_view, codes.n);
    for (size_t i = 0; !e && i < codes.n; i++) e = add_label(k, &p, codes.item[i]);
    if (e) return e;
    if (p.n == 0) {
        k->rs->status = 422;
        return show_form(k, text, p.unknown, ask_text(k, MSG_print_nothing));
    }
    p.per_page = (size_t)(p.sheet->columns * p.sheet->rows);
    p.skip = (int)MIN(ask_number(k, "lewati", 0), (int64_t)p.per_page - 1);
    p.title = ask_text(k, MSG_print_labels);
    p.around = around_form(k, p.title);
    p.around.icons = 0;
    html_labels(&k->out, &p, staff_address(k, "/buku/label"));
    return OK;
}

enum err page_numbering(struct ask *k)
{
    struct numbering n = {.prefix = form_text(k, "awalan"),
                          .digits = (int)form_number(k, "digit", 0),
                          .next = form_number(k, "berikut", 0)};
    enum err e = numbering_set(k->db, &k->actor, k->agency.id, &n, k->out.now);
    if (e == ERR_ARG) {
        k->rs->status = 422;
        return show_form(k, (struct str){0}, (struct strs){0}, ask_text(k, MSG_number_wrong));
    }
    return e ? e : page_done(k, staff_address(k, "/buku/label"), "nomor");
}
