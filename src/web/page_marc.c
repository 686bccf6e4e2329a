/* page_marc.c -- a record as MARC: text, menus of coded positions, checks. */
#include <string.h>

#include "base/checked.h"
#include "base/secret.h"
#include "html.h"
#include "record/mrk.h"
#include "web/editor.h"
#include "web/books.h"

enum { NONCE_DIGITS = 16, MENUS_MAX = 120, ROWS_MIN = 12, ROWS_MAX = 40, CODE_AT = 7 };
enum { LESS_006 = 17, AFTER_006 = 35, ADDITIONAL_MAX = 5 };

static int tongue(const struct ask *k)
{
    return k->out.lang == LANG_EN ? MARC_EN : MARC_ID;
}

/* ---- findings ---- */

static const enum msg words[CHECKS] = {
    [CHECK_LINE_ODD] = MSG_check_line_odd,
    [CHECK_LEADER_NONE] = MSG_check_leader_none,
    [CHECK_LEADER_TWICE] = MSG_check_leader_twice,
    [CHECK_LEADER_ODD] = MSG_check_leader_odd,
    [CHECK_NO_SUBFIELD] = MSG_check_no_subfield,
    [CHECK_NO_TITLE] = MSG_check_no_title,
    [CHECK_FIELD_LONG] = MSG_check_field_long,
    [CHECK_RECORD_LONG] = MSG_check_record_long,
    [CHECK_NOT_BOOKISH] = MSG_check_not_bookish,
    [CHECK_TAG_UNKNOWN] = MSG_check_tag_unknown,
    [CHECK_TAG_REPEATED] = MSG_check_tag_repeated,
    [CHECK_IND_WRONG] = MSG_check_ind_wrong,
    [CHECK_SUB_UNKNOWN] = MSG_check_sub_unknown,
    [CHECK_SUB_REPEATED] = MSG_check_sub_repeated,
    [CHECK_SUB_MISSING] = MSG_check_sub_missing,
    [CHECK_SUB_EMPTY] = MSG_check_sub_empty,
    [CHECK_ISBN] = MSG_check_isbn,
    [CHECK_ISSN] = MSG_check_issn,
    [CHECK_YEAR] = MSG_check_year,
    [CHECK_LANGUAGE] = MSG_check_language,
    [CHECK_COUNTRY] = MSG_check_country,
    [CHECK_NO_FIXED] = MSG_check_no_fixed,
    [CHECK_LENGTH] = MSG_check_length,
    [CHECK_CODE] = MSG_check_code,
    [CHECK_DIRECTION] = MSG_check_direction,
};

/* "Line 4, 245 $a" */
static struct str where(struct ask *k, const struct oddity *f)
{
    struct str line = arena_printf(k->mem, "%d", f->line), place = str_of(f->tag);
    if (f->code && f->what != CHECK_IND_WRONG)
        place =
            arena_printf(k->mem, "%s $%c", f->tag, f->code > ' ' && f->code <= '~' ? f->code : '?');
    if (!f->line) return ask_text(k, MSG_check_whole);
    struct str arg[] = {line, place};
    return msg_text(k->mem, k->out.lang, place.n ? MSG_check_at : MSG_check_line, arg, 2);
}

static struct oddities_view oddities_of(struct ask *k, const struct oddities *f)
{
    struct oddities_view v = {.errors = f->errors, .checked = true};
    v.item = arena_array(k->mem, struct oddity_view, f->n + 1);
    for (int pass = 1; pass >= 0; pass--) /* errors first */
        for (size_t i = 0; i < f->n; i++) {
            const struct oddity *x = &f->item[i];
            char code[] = {x->code > ' ' && x->code <= '~' ? x->code : '?', 0};
            struct str arg[] = {str_of(x->tag), str_of(code), x->text, x->more};
            if (check_is_error(x->what) != (pass == 1)) continue;
            v.item[v.n++] =
                (struct oddity_view){msg_text(k->mem, k->out.lang, words[x->what], arg, 4),
                                     where(k, x), x->line, pass == 1};
        }
    return v;
}

/* ---- menus of coded positions ---- */

static struct str area_of(const struct marc *m, const char *area)
{
    if (strcmp(area, "LDR") == 0) return (struct str){m->leader, sizeof m->leader};
    return marc_control(m, area);
}

/* Where a menu writes: the area, its characters, how much less its positions are than those of the
 * table, what its label begins with. */
struct menu_area {
    char name[4]; /* "LDR", "008"; 006, and the second and later ones as 206, 306 ... */
    struct str data, before;
    int less;
};

static struct str shown_code(struct ask *k, struct str code)
{
    size_t blanks = 0;
    for (size_t i = 0; i < code.n; i++) blanks += code.p[i] == ' ';
    return blanks == code.n ? str_slice(STR("###"), 0, code.n) : str_trim(arena_copy(k->mem, code));
}

static void add_choice(struct ask *k, struct fixed_menu *menu, struct str code, const char *name,
                       bool chosen)
{
    struct str shown = shown_code(k, code);
    menu->choices[menu->n++] = (struct choice_view){
        arena_printf(k->mem, "%.*s=%.*s", STR_ARG(menu->place), STR_ARG(code)),
        name ? arena_printf(k->mem, "%.*s – %s", STR_ARG(shown), name) : shown, chosen};
}

/* "006/05", "008/18-19" */
static struct str menu_place(struct ask *k, const struct menu_area *area, int at, int width)
{
    const char *name = area->less ? "006" : area->name;
    return width == 1 ? arena_printf(k->mem, "%s/%02d", name, at)
                      : arena_printf(k->mem, "%s/%02d-%02d", name, at, at + width - 1);
}

/* Of several codes from one list: which of them it is. */
static struct str menu_label(struct ask *k, const struct menu_area *area,
                             const struct marc_position *x, int nth)
{
    struct str part[] = {area->before, str_of(x->name[tongue(k)]), {0}};
    if (x->times > 1) part[2] = arena_printf(k->mem, "%d/%d", nth + 1, x->times);
    return arena_join(k->mem, part, COUNT(part), STR(" "));
}

static void add_menu(struct ask *k, struct marc_page *p, const struct menu_area *area,
                     const struct marc_position *x, int nth)
{
    size_t width = (size_t)x->width;
    int at = x->at + nth * x->width - area->less;
    if (p->n_menus == MENUS_MAX || at < (area->less > 0) || (size_t)at + width > area->data.n)
        return;
    struct fixed_menu *menu = &p->menus[p->n_menus++];
    struct str now = {area->data.p + at, width};
    menu->place = arena_printf(k->mem, "%s/%02d", area->name, at);
    menu->where = menu_place(k, area, at, x->width);
    menu->id = arena_printf(k->mem, "%s-%02d", area->name, at);
    menu->label = menu_label(k, area, x, nth);
    menu->choices = arena_array(k->mem, struct choice_view, (size_t)x->n + 1);
    if (!marc_code_of(x, now.p)) add_choice(k, menu, now, NULL, true);
    for (int i = 0; i < x->n; i++) {
        struct str code = {x->code[i].value, width};
        add_choice(k, menu, code, x->code[i].name[tongue(k)], str_eq(code, now));
    }
}

static void add_area(struct ask *k, struct marc_page *p, const struct menu_area *area,
                     const char *table, const char *material)
{
    const struct marc_position *x;
    for (size_t at = 0; (x = marc_position_next(table, material, &at));)
        for (int i = 0; i < x->times && (!area->less || x->at < AFTER_006); i++)
            add_menu(k, p, area, x, i);
}

/* 006/01-17 are as 008/18-34 of the material that 006/00 says. */
static void add_additional(struct ask *k, struct marc_page *p)
{
    const struct marc *m = &p->x.m;
    int n = 0;
    for (size_t i = 0; i < m->n && n < ADDITIONAL_MAX; i++) {
        if (memcmp(m->field[i].tag, "006", 3) != 0 || !m->field[i].data.n) continue;
        struct menu_area area = {.name = "006", .data = m->field[i].data, .less = LESS_006};
        if (++n > 1) area.name[0] = (char)('0' + n);
        const char *material = marc_material_006(area.data.p[0]);
        area.before = n > 1 ? arena_printf(k->mem, "006 (%d):", n) : STR("006:");
        if (material) add_area(k, p, &area, "008", material);
    }
}

static void add_menus(struct ask *k, struct marc_page *p)
{
    static const char *const areas[] = {"LDR", "008"};
    struct buf CLEANUP(buf_release) fixed = BUF(4 << 10);
    p->menus = arena_array(k->mem, struct fixed_menu, MENUS_MAX);
    for (size_t a = 0; a < COUNT(areas); a++) {
        struct menu_area area = {.data = area_of(&p->x.m, areas[a])};
        memcpy(area.name, areas[a], sizeof area.name);
        add_area(k, p, &area, areas[a], marc_material(p->x.m.leader));
    }
    add_additional(k, p);
    for (size_t i = 0; i < p->n_menus; i++)
        for (size_t c = 0; c < p->menus[i].n; c++)
            if (p->menus[i].choices[c].chosen)
                buf_printf(&fixed, "%.*s\n", STR_ARG(p->menus[i].choices[c].value));
    p->fixed = arena_copy(k->mem, buf_str(&fixed));
}

/* Whether the page showed the menu with this value: then nobody chose it. */
static bool was_shown(struct str shown, struct str value)
{
    struct str line;
    while (shown.n && str_split(&shown, '\n', &line)) {
        while (line.n && line.p[line.n - 1] == '\r') line.n--;
        if (str_eq(line, value)) return true;
    }
    return false;
}

/* "008/23=o", "008/15=io": the code into the text of its field. Blanks at its end may be lost. */
static void put_code(struct ask *k, struct marc *m, struct str value)
{
    int64_t at = 0;
    struct str code = value.n > CODE_AT ? str_slice(value, CODE_AT, value.n) : STR(" ");
    if (value.n < CODE_AT || value.p[6] != '=' || code.n > MARC_CODE_MAX ||
        str_to_i64(str_slice(value, 4, 6), &at) || at < 0)
        return;
    for (size_t i = 0; i < code.n; i++)
        if ((unsigned char)code.p[i] < ' ' || code.p[i] > '~') return;
    if (str_starts(value, STR("LDR/")) && code.n == 1 && at >= 5 && at < (int64_t)sizeof m->leader)
        m->leader[at] = code.p[0];
    bool later = value.p[0] >= '2' && value.p[0] <= '9' && value.p[1] == '0' && value.p[2] == '6';
    const char *tag = later ? "006" : value.p;
    int nth = later ? value.p[0] - '0' : 1;
    for (size_t i = 0; i < m->n; i++) {
        struct marc_field *f = &m->field[i];
        if (!f->control || memcmp(f->tag, tag, 3) != 0 || --nth) continue;
        if (at + (int64_t)code.n > (int64_t)f->data.n) return;
        f->data = arena_copy(k->mem, f->data);
        memcpy((char *)(uintptr_t)f->data.p + at, code.p, code.n);
        return;
    }
}

/* What was chosen in the menus goes into the record, and so into the text. */
static bool put_codes(struct ask *k, struct marc *m)
{
    struct str shown = {0};
    bool any = false;
    for (size_t i = 0; i < k->form.n; i++)
        if (str_eq(k->form.item[i].name, STR("tetap-asal"))) shown = k->form.item[i].value;
    for (size_t i = 0; i < k->form.n; i++) {
        struct str value = k->form.item[i].value;
        if (!str_eq(k->form.item[i].name, STR("tetap")) || was_shown(shown, value)) continue;
        put_code(k, m, value);
        any = true;
    }
    return any;
}

/* ---- the like of it ---- */

struct similar_view similar_to(struct ask *k, const struct bib *b)
{
    struct similar_view v = {.slug = k->agency.slug};
    struct search_result found;
    struct str number = b->isbns.n ? b->isbns.item[0] : b->issns.n ? b->issns.item[0] : STR("");
    const struct env *env = k->config->env;
    struct search_request rq = {.query = number,
                                .field = INDEX_ANY,
                                .limit = 5,
                                .deadline_us = env->monotonic(env) + 400000};
    v.asked = number.n > 0 || b->title_short.n > 3;
    if (number.n && ask_search(k, &rq, &found) == OK && found.titles.n) {
        v.rows = rows_of(k, &found.titles);
        return v;
    }
    rq.query = str_slice(b->title_short, 0, 200);
    rq.field = INDEX_TITLE;
    if (b->title_short.n > 3 && ask_search(k, &rq, &found) == OK)
        v.rows = rows_of(k, &found.titles);
    k->bad = (struct str){0};
    return v;
}

/* ---- the page ---- */

static int rows_for(struct str text)
{
    int n = 2;
    for (size_t i = 0; i < text.n && n < ROWS_MAX; i++) n += text.p[i] == '\n';
    return MAX(n, (int)ROWS_MIN);
}

static enum err show(struct ask *k, struct marc_page *p)
{
    struct staff_frame s;
    p->address = editing_address(k, p->x.record, "/marc");
    p->check = editing_address(k, p->x.record, "/periksa");
    p->cancel = p->x.record ? editing_address(k, p->x.record, "") : staff_address(k, "/buku");
    p->rows = rows_for(p->x.text);
    p->why = (struct field_view){.name = "alasan",
                                 .label = MSG_editor_why,
                                 .value = p->x.why,
                                 .hint = ask_text(k, MSG_editor_why_hint),
                                 .max = 200};
    if (p->x.nonce.n == 0) p->x.nonce = secret_make(k->config->env, k->mem, NONCE_DIGITS);
    add_menus(k, p);
    enum err e = template_panel(k, p->unread ? NULL : &p->x.m, &p->keep);
    if (!e && !p->x.record) e = template_choices(k, p->address, &p->begin);
    if (!e) e = staff_frame(k, ask_text(k, MSG_editor_marc), &s);
    if (e) return e;
    s.around.icons |= ICON(PIN) | ICON(KINDS);
    html_marc_page(&k->out, &s, p);
    return OK;
}

enum err page_marc(struct ask *k)
{
    struct marc_page p = {.x = {0}};
    struct oddities found = {0};
    enum err e = editing_record(k) == 0 ? editing_new(k, &p.x, &p.source) : editing_open(k, &p.x);
    if (e == ERR_LIMIT) {
        p.wrong = ask_text(k, MSG_editor_too_large);
        return show(k, &p);
    }
    if (e) return e;
    if (p.source.n) p.x.why = msg_text(k->mem, k->out.lang, MSG_editor_copied, &p.source, 1);
    if (p.x.record) marc_check(&p.x.m, NULL, k->mem, &found);
    p.found = oddities_of(k, &found);
    p.found.checked = p.x.record != 0;
    return show(k, &p);
}

enum err page_marc_of(struct ask *k, const struct editing *x)
{
    struct marc_page p = {.x = *x};
    struct oddities found = {0};
    int *line;
    marc_text_read(x->text, k->mem, &p.x.m, &line, &found);
    marc_check(&p.x.m, line, k->mem, &found);
    p.found = oddities_of(k, &found);
    return show(k, &p);
}

/* The text and what the menus made of it, checked. */
static void read_post(struct ask *k, struct marc_page *p, struct oddities *found)
{
    int *line;
    editing_posted(k, &p->x);
    marc_text_read(p->x.text, k->mem, &p->x.m, &line, found);
    if (found->errors == 0 && put_codes(k, &p->x.m)) {
        p->x.text = marc_text_write(&p->x.m, k->mem);
        *found = (struct oddities){0};
        marc_text_read(p->x.text, k->mem, &p->x.m, &line, found);
    }
    marc_check(&p->x.m, line, k->mem, found);
    p->found = oddities_of(k, found);
    for (size_t i = 0; i < found->n; i++)
        if (check_is_error(found->item[i].what) && found->item[i].what != CHECK_NO_TITLE)
            p->unread = true;
}

enum err page_marc_post(struct ask *k)
{
    struct marc_page p = {.x = {0}};
    struct oddities found = {0};
    struct editing now;
    struct bib b;
    if (editing_record(k) < 0) return ERR_NOT_FOUND;
    enum err e = editing_record(k) ? editing_open(k, &now) : OK;
    if (e && e != ERR_LIMIT) return e;
    read_post(k, &p, &found);
    bib_from_marc(&p.x.m, NULL, k->mem, &b, NULL);
    if (form_has(k, "formulir") && found.errors == 0) return entry_form_of(k, &p.x);
    bool looks = form_has(k, "periksa") || template_pressed(k);
    if (form_has(k, "simpan") && found.errors == 0) {
        e = editing_save(k, &p.x, &p.wrong);
        if (e || !p.wrong.n) return e;
    } else if (!looks) {
        k->rs->status = 422;
        p.wrong = ask_text(k, MSG_editor_errors);
    }
    if (!p.x.record) p.similar = similar_to(k, &b);
    return show(k, &p);
}

/* A piece of a page, for the script: what is odd, and what is alike. */
enum err page_marc_check(struct ask *k)
{
    struct marc_page p = {.x = {0}};
    struct oddities found = {0};
    struct bib b = {0};
    struct str title = form_text(k, "judul");
    if (editing_record(k) < 0) return ERR_NOT_FOUND;
    if (form_has(k, "teks")) {
        read_post(k, &p, &found);
        bib_from_marc(&p.x.m, NULL, k->mem, &b, NULL);
    } else {
        const struct typed t = {
            .title = title, .numbers = form_text(k, "isbn"), .format = FORMAT_BOOK};
        bib_from_typed(&t, NULL, k->mem, &b, NULL);
    }
    if (editing_record(k) == 0) p.similar = similar_to(k, &b);
    http_set(k->rq, k->rs, "Content-Type", STR("text/html; charset=utf-8"));
    html_marc_checked(&k->out, &p.found, &p.similar);
    return OK;
}
