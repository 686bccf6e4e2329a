/* page_clash.c -- two edits of one record at once: what each changed, and what shall be. */
#include <string.h>

#include "base/checked.h"
#include "html.h"
#include "record/mrk.h"
#include "web/editor.h"

/* ---- rows ---- */

static struct str line_of(struct ask *k, const struct marc_field *f)
{
    struct buf CLEANUP(buf_release) b = BUF(64 << 10);
    struct str line;
    if (!f) return (struct str){0};
    mrk_field_write(f, &b);
    line = arena_copy(k->mem, buf_str(&b));
    return str_slice(line, 6, line.n); /* without "=245  " */
}

/* Parted before each subfield, so that words are what is compared. */
static struct str spaced(struct ask *k, struct str line)
{
    char *p = arena_alloc(k->mem, 3 * line.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == '$' && n) p[n++] = ' ';
        p[n++] = line.p[i];
        if (line.p[i] == '$' && i + 1 < line.n) {
            p[n++] = line.p[++i];
            p[n++] = ' ';
        }
    }
    return (struct str){p, n};
}

static struct clash_row row_of(struct ask *k, const struct merge_row *r, size_t i)
{
    const struct marc_field *any = r->mine ? r->mine : r->theirs ? r->theirs : r->base;
    const struct marc_rule *rule = marc_rule_of(any->tag);
    struct compare_row words = {0};
    struct clash_row x = {.tag = arena_printf(k->mem, "%.3s", any->tag),
                          .base = spaced(k, line_of(k, r->base)),
                          .no_base = !r->base,
                          .no_mine = !r->mine,
                          .no_theirs = !r->theirs,
                          .clash = r->how == MERGE_CLASH,
                          .mine_first = r->how != MERGE_THEIRS};
    if (rule) x.label = str_of(rule->name[k->out.lang == LANG_EN ? MARC_EN : MARC_ID]);
    (void)compare_texts(k->mem, spaced(k, line_of(k, r->mine)), spaced(k, line_of(k, r->theirs)),
                        &words);
    x.mine = words.left;
    x.theirs = words.right;
    x.take_mine = arena_printf(k->mem, "%zum", i);
    x.take_theirs = arena_printf(k->mem, "%zut", i);
    return x;
}

struct clash_row *clash_rows(struct ask *k, const struct merge_rows *rows, size_t *ret_n)
{
    struct clash_row *list = arena_array(k->mem, struct clash_row, rows->n + 1);
    *ret_n = 0;
    for (size_t i = 0; i < rows->n; i++)
        if (rows->item[i].how != MERGE_SAME) list[(*ret_n)++] = row_of(k, &rows->item[i], i);
    return list;
}

/* A version of the record of the address; an empty record for 0. */
static enum err version_marc(struct ask *k, int64_t record, int64_t version, struct entry_view *v,
                             struct marc *ret)
{
    *ret = (struct marc){.n = 0};
    memset(ret->leader, ' ', sizeof ret->leader);
    if (!version) return OK;
    enum err e = entry_version(k->db, &k->actor, k->agency.id, record, version, k->mem, v);
    return e ? e : hand_marc(k->db, version, k->mem, ret);
}

static enum err three(struct ask *k, const struct editing *mine, int64_t base, int64_t theirs,
                      struct entry_view *ret_theirs, struct merge_rows *ret)
{
    struct marc b, t;
    struct entry_view unused;
    enum err e = version_marc(k, mine->record, base, &unused, &b);
    if (!e) e = version_marc(k, mine->record, theirs, ret_theirs, &t);
    return e ? e : marc_merge_rows(&b, &mine->m, &t, k->mem, ret);
}

/* ---- the page ---- */

enum err clash_show(struct ask *k, const struct editing *mine, int64_t base, int64_t theirs,
                    bool brought, struct str wrong)
{
    struct staff_frame s;
    struct merge_rows rows;
    struct entry_view v = {0};
    struct clash_page p = {.x = *mine, .base = base, .theirs = theirs, .brought = brought};
    enum err e = three(k, mine, base, theirs, &v, &rows);
    if (!e) e = staff_frame(k, ask_text(k, MSG_clash_heading), &s);
    if (e) return e;
    p.item = clash_rows(k, &rows, &p.n);
    for (size_t i = 0; i < p.n; i++) p.clashes += p.item[i].clash;
    p.x.text = marc_text_write(&mine->m, k->mem);
    p.by = v.by.n ? v.by : ask_text(k, MSG_history_operator);
    p.at = v.at;
    p.wrong = wrong;
    p.address = editing_address(k, mine->record, "/gabung");
    p.cancel = editing_address(k, mine->record, "");
    html_clash_page(&k->out, &s, &p);
    return OK;
}

/* Ours, when the system the record comes from has changed it since. */
enum err page_clash(struct ask *k)
{
    struct editing x;
    struct hand_state h;
    enum err e = editing_open(k, &x);
    if (!e) e = hand_state(k->db, x.record, k->mem, &h);
    if (!e && !h.brought) e = ERR_NOT_FOUND;
    if (!e) e = hand_marc(k->db, h.version, k->mem, &x.m);
    return e ? e : clash_show(k, &x, h.over, h.sent, true, (struct str){0});
}

/* ---- choosing ---- */

/* "12t" for row 12. */
static void read_picks(const struct ask *k, char *pick, size_t n)
{
    bool mine = form_has(k, "semua-saya"), theirs = form_has(k, "semua-mereka");
    for (size_t i = 0; i < n; i++) pick[i] = mine ? 'm' : theirs ? 't' : ' ';
    for (size_t i = 0; i < k->form.n && !mine && !theirs; i++) {
        struct str v = k->form.item[i].value;
        int64_t row = 0;
        if (!str_eq(k->form.item[i].name, STR("pilih")) || v.n < 2) continue;
        if (str_to_i64(str_slice(v, 0, v.n - 1), &row) || row < 0 || row >= (int64_t)n) continue;
        pick[row] = v.p[v.n - 1] == 't' ? 't' : 'm';
    }
}

enum err page_clash_post(struct ask *k)
{
    struct editing x;
    struct oddities found = {0};
    struct merge_rows rows;
    struct entry_view v;
    struct str wrong = {0};
    int *line;
    int64_t base = form_number(k, "dasar", 0), theirs = form_number(k, "mereka", 0);
    if (editing_record(k) < 1) return ERR_NOT_FOUND;
    editing_posted(k, &x);
    marc_text_read(x.text, k->mem, &x.m, &line, &found);
    if (found.errors) return ERR_ARG;
    enum err e = three(k, &x, base, theirs, &v, &rows);
    if (e) return e;
    char *pick = arena_alloc(k->mem, rows.n + 1);
    read_picks(k, pick, rows.n);
    marc_merge(&rows, pick, &x.m, k->mem, &x.m);
    x.seen = theirs;
    e = editing_save(k, &x, &wrong);
    if (e || !wrong.n) return e;
    return clash_show(k, &x, base, theirs, false, wrong);
}
