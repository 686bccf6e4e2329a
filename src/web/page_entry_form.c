/* page_entry_form.c -- the form of a record, in the order and the words of SLiMS: between requests,
 * typed texts and what the template shows. */
#include "base/checked.h"
#include "base/hash.h"
#include "base/secret.h"
#include "html.h"
#include "web/books.h"

enum { SPARE_NAMES = 2, MORE_NAMES = 3, NONCE_DIGITS = 16 };

const char *const entry_field_names[ENTRY_FIELDS] = {
    [ENTRY_TITLE] = "judul",
    [ENTRY_PART] = "jilid",
    [ENTRY_RESPONSIBILITY] = "tanggungjawab",
    [ENTRY_EDITION] = "edisi",
    [ENTRY_FREQUENCY] = "kala",
    [ENTRY_NUMBERS] = "isbn",
    [ENTRY_PUBLISHER] = "penerbit",
    [ENTRY_YEAR] = "tahun",
    [ENTRY_PLACE] = "tempat",
    [ENTRY_EXTENT] = "fisik",
    [ENTRY_SERIES] = "seri",
    [ENTRY_CLASS] = "klasifikasi",
    [ENTRY_CALL_NUMBER] = "panggil",
    [ENTRY_SUBJECTS] = "subjek",
    [ENTRY_SUMMARY] = "abstrak",
    [ENTRY_NOTES] = "catatan",
};

static const struct {
    enum msg label;
    int max;
    bool lines;
} shapes[ENTRY_FIELDS] = {
    [ENTRY_TITLE] = {MSG_entry_title, 1000, false},
    [ENTRY_PART] = {MSG_entry_part, 300, false},
    [ENTRY_RESPONSIBILITY] = {MSG_entry_responsibility, 1000, false},
    [ENTRY_EDITION] = {MSG_entry_edition, 300, false},
    [ENTRY_FREQUENCY] = {MSG_entry_frequency, 100, false},
    [ENTRY_NUMBERS] = {MSG_entry_isbn, 300, false},
    [ENTRY_PUBLISHER] = {MSG_entry_publisher, 300, false},
    [ENTRY_YEAR] = {MSG_entry_year, 50, false},
    [ENTRY_PLACE] = {MSG_entry_place, 300, false},
    [ENTRY_EXTENT] = {MSG_entry_extent, 300, false},
    [ENTRY_SERIES] = {MSG_entry_series, 1000, true},
    [ENTRY_CLASS] = {MSG_entry_class, 100, false},
    [ENTRY_CALL_NUMBER] = {MSG_entry_call_number, 100, false},
    [ENTRY_SUBJECTS] = {MSG_entry_subjects, 3000, true},
    [ENTRY_SUMMARY] = {MSG_entry_summary, 4000, true},
    [ENTRY_NOTES] = {MSG_entry_notes, 4000, true},
};

enum msg entry_field_label(enum entry_field f)
{
    return shapes[f].label;
}

struct str *entry_field_of(struct typed *t, enum entry_field f)
{
    struct str *const all[ENTRY_FIELDS] = {
        [ENTRY_TITLE] = &t->title,
        [ENTRY_PART] = &t->part,
        [ENTRY_RESPONSIBILITY] = &t->responsibility,
        [ENTRY_EDITION] = &t->edition,
        [ENTRY_FREQUENCY] = &t->frequency,
        [ENTRY_NUMBERS] = &t->numbers,
        [ENTRY_PUBLISHER] = &t->publisher,
        [ENTRY_YEAR] = &t->year,
        [ENTRY_PLACE] = &t->place,
        [ENTRY_EXTENT] = &t->extent,
        [ENTRY_SERIES] = &t->series,
        [ENTRY_CLASS] = &t->classification,
        [ENTRY_CALL_NUMBER] = &t->call_number,
        [ENTRY_SUBJECTS] = &t->subjects,
        [ENTRY_SUMMARY] = &t->summary,
        [ENTRY_NOTES] = &t->notes,
    };
    return all[f];
}

/* ---- choices ---- */

/* What somebody did, and whether it is a body: one list, since most are persons. */
static const struct {
    const char *name;
    enum name_role role;
    bool corporate;
} roles[7] = {
    {"author", ROLE_AUTHOR, false},           {"editor", ROLE_EDITOR, false},
    {"translator", ROLE_TRANSLATOR, false},   {"illustrator", ROLE_ILLUSTRATOR, false},
    {"contributor", ROLE_CONTRIBUTOR, false}, {"body", ROLE_AUTHOR, true},
    {"other-body", ROLE_CONTRIBUTOR, true},
};

static size_t role_index(const struct typed_name *n)
{
    if (n->corporate) return n->role == ROLE_AUTHOR ? 5 : 6;
    for (size_t i = 0; i < 5; i++)
        if (roles[i].role == n->role) return i;
    return 0;
}

static const char *const states[ITEM_HIDDEN + 1] = {
    [ITEM_UNSTATED] = "unstated", [ITEM_AVAILABLE] = "available",
    [ITEM_ON_LOAN] = "on-loan",   [ITEM_NOT_FOR_LOAN] = "not-for-loan",
    [ITEM_REPAIR] = "repair",     [ITEM_MISSING] = "missing",
    [ITEM_ON_ORDER] = "on-order", [ITEM_HIDDEN] = "gone",
};

static enum item_status state_of(struct str name)
{
    for (int s = 0; s <= ITEM_HIDDEN; s++)
        if (str_eq(name, str_of(states[s]))) return (enum item_status)s;
    return ITEM_UNSTATED;
}

/* ---- showing ---- */

static void add_names(struct ask *k, const struct typed *t, struct entry_form *f)
{
    size_t spare = form_has(k, "baris") ? MORE_NAMES : t->n_names ? 1 : SPARE_NAMES;
    f->n_names = MIN(t->n_names + spare, (size_t)TYPED_NAMES_MAX);
    f->names = arena_array(k->mem, struct name_row, f->n_names);
    for (size_t i = 0; i < f->n_names; i++) {
        size_t chosen = i < t->n_names ? role_index(&t->name[i]) : 0;
        if (i < t->n_names) f->names[i].name = t->name[i].name;
        for (size_t r = 0; r < COUNT(roles); r++)
            f->names[i].roles[r] = (struct choice_view){
                str_of(roles[r].name), named_text(k, "creator", roles[r].name), r == chosen};
    }
}

static void add_items(struct ask *k, const struct bib *b, struct entry_form *f)
{
    f->items = arena_array(k->mem, struct item_row, b->items.n + 1);
    for (size_t i = 0; i < b->items.n; i++) {
        struct item_row *row = &f->items[f->n_items++];
        *row = (struct item_row){.item = &b->items.item[i], .number = (int)i + 1};
        if (!str_eq(row->item->call_number, b->call_number))
            row->call_number = row->item->call_number;
        for (int s = 0; s <= ITEM_HIDDEN; s++)
            row->states[s] = (struct choice_view){
                str_of(states[s]), named_text(k, "copy", states[s]), (int)row->item->status == s};
    }
}

/* A fault stands at its field: the title is missing, or a value is odd. */
static void add_faults(struct ask *k, const struct entry_typed *t, struct entry_form *f)
{
    for (size_t i = 0; i < t->faults.n; i++) {
        const struct fault *x = &t->faults.item[i];
        if (x->reason == REASON_NO_TITLE)
            f->field[ENTRY_TITLE].wrong = ask_text(k, MSG_entry_title_wrong);
        else if (x->reason == REASON_ISBN_WRONG)
            f->field[ENTRY_NUMBERS].wrong =
                msg_text(k->mem, k->out.lang, MSG_entry_isbn_wrong, &x->excerpt, 1);
        else
            f->field[ENTRY_YEAR].wrong =
                msg_text(k->mem, k->out.lang, MSG_entry_year_wrong, &x->excerpt, 1);
    }
    for (int i = 0; i < ENTRY_FIELDS && !f->wrong_field; i++)
        if (f->field[i].wrong.n) f->wrong_field = entry_field_names[i];
}

static void add_fields(struct ask *k, struct typed *t, struct entry_form *f)
{
    for (int i = 0; i < ENTRY_FIELDS; i++) {
        f->lines[i] = shapes[i].lines;
        f->field[i] = (struct field_view){.name = entry_field_names[i],
                                          .label = shapes[i].label,
                                          .value = *entry_field_of(t, (enum entry_field)i),
                                          .max = shapes[i].max,
                                          .required = i == ENTRY_TITLE};
    }
    f->field[ENTRY_TITLE].hint = ask_text(k, MSG_entry_title_hint);
    f->field[ENTRY_NUMBERS].inputmode = "text";
    f->field[ENTRY_YEAR].inputmode = "numeric";
    f->field[ENTRY_SUBJECTS].hint = ask_text(k, MSG_entry_subjects_hint);
    f->field[ENTRY_SERIES].hint = ask_text(k, MSG_entry_series_hint);
    f->field[ENTRY_CALL_NUMBER].hint = f->hint;
    for (int i = 0; i < FORMAT_COUNT; i++)
        f->formats[i] = (struct choice_view){str_of(format_name((enum format)i)),
                                             named_text(k, "format", format_name((enum format)i)),
                                             (enum format)i == t->format};
    f->n_languages = language_choices(k, t->language, f->languages);
}

static void add_new_copies(struct ask *k, const struct entry_typed *t, struct entry_form *f)
{
    f->copies = (struct field_view){
        .name = "eksemplar",
        .label = MSG_entry_copies,
        .value = arena_printf(k->mem, "%d", t->order.new_items),
        .hint = f->next_code.n
                    ? msg_text(k->mem, k->out.lang, MSG_entry_copies_hint, &f->next_code, 1)
                    : STR(""),
        .inputmode = "numeric",
        .max = 3};
    f->place = (struct field_view){
        .name = "lokasi", .label = MSG_entry_shelf, .value = t->order.new_place, .max = 200};
}

enum err entry_form_show(struct ask *k, const struct entry_typed *t, struct entry_form *f)
{
    struct typed texts = t->typed;
    struct strs codes = {0};
    enum err e = numbering_peek(k->db, k->agency.id, 1, k->mem, &codes);
    if (e && e != ERR_LIMIT) return e;
    if (codes.n) f->next_code = codes.item[0];
    add_fields(k, &texts, f);
    add_names(k, &texts, f);
    add_items(k, &t->order.entry.bib, f);
    add_new_copies(k, t, f);
    add_faults(k, t, f);
    f->version = t->order.version;
    f->from = t->from;
    f->nonce = form_text(k, "kunci");
    if (f->nonce.n == 0) f->nonce = secret_make(k->config->env, k->mem, NONCE_DIGITS);
    return OK;
}

/* ---- reading ---- */

static struct str nth(const struct strs *list, size_t i)
{
    return i < list->n ? list->item[i] : (struct str){0};
}

static struct strs all_of(const struct ask *k, const char *name)
{
    struct strs list = {0};
    for (size_t i = 0; i < k->form.n; i++)
        if (str_eq(k->form.item[i].name, str_of(name)))
            VEC_PUSH(k->mem, &list, str_trim(k->form.item[i].value));
    return list;
}

static void read_names(struct ask *k, struct typed *t)
{
    struct strs names = all_of(k, "pengarang"), kinds = all_of(k, "peran");
    for (size_t i = 0; i < names.n && t->n_names < TYPED_NAMES_MAX; i++) {
        struct typed_name n = {.name = names.item[i]};
        for (size_t r = 0; r < COUNT(roles); r++)
            if (str_eq(nth(&kinds, i), str_of(roles[r].name))) {
                n.role = roles[r].role;
                n.corporate = roles[r].corporate;
            }
        if (n.name.n) t->name[t->n_names++] = n;
    }
}

static struct str coverage_of(const struct bib *base, struct str code)
{
    for (size_t i = 0; base && i < base->items.n; i++)
        if (str_eq(base->items.item[i].code, code)) return base->items.item[i].coverage;
    return (struct str){0};
}

/* Copies set to "gone" leave the record; their numbers are not given again. */
static void read_items(struct ask *k, const struct bib *base, struct bib *b)
{
    struct strs codes = all_of(k, "kode"), calls = all_of(k, "nomor"), places = all_of(k, "rak"),
                kinds = all_of(k, "keadaan");
    b->items.item = NULL;
    b->items.n = b->items.cap = 0;
    for (size_t i = 0; i < codes.n && i < ENTRY_ITEMS_MAX; i++) {
        struct bib_item item = {.code = codes.item[i],
                                .call_number = nth(&calls, i),
                                .place = nth(&places, i),
                                .coverage = coverage_of(base, codes.item[i]),
                                .status = state_of(nth(&kinds, i)),
                                .copies = 1};
        if (item.code.n + item.call_number.n + item.place.n + item.coverage.n == 0) continue;
        if (item.call_number.n == 0) item.call_number = b->call_number;
        if (item.status != ITEM_HIDDEN) VEC_PUSH(k->mem, &b->items, item);
    }
}

/* Line ends of browsers are CR LF. */
static struct str plain_lines(struct ask *k, struct str s)
{
    char *p = arena_alloc(k->mem, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\r') p[n++] = s.p[i] == '\t' ? ' ' : s.p[i];
    return (struct str){p, n};
}

static struct str warned_values(struct ask *k, const struct faults *faults)
{
    struct strs list = {0};
    for (size_t i = 0; i < faults->n; i++)
        if (!faults->item[i].fatal) VEC_PUSH(k->mem, &list, faults->item[i].excerpt);
    return arena_join(k->mem, list.item, list.n, STR(" | "));
}

/* The same form with the same contents: pressed twice. Who goes back and types another book into it
 * means another book. */
static struct str nonce_of(struct ask *k)
{
    struct strs values = {0};
    struct str nonce = form_text(k, "kunci");
    if (nonce.n == 0) return nonce;
    for (size_t i = 0; i < k->form.n; i++) {
        VEC_PUSH(k->mem, &values, k->form.item[i].name);
        VEC_PUSH(k->mem, &values, k->form.item[i].value);
    }
    struct str all = arena_join(k->mem, values.item, values.n, STR("\x1F"));
    return arena_printf(k->mem, "%.*s-%lld", STR_ARG(nonce), (long long)digest_key(all));
}

void entry_form_read(struct ask *k, const struct bib *base, struct entry_typed *ret)
{
    struct entry_typed t = {.from = form_text(k, "dari")};
    for (int i = 0; i < ENTRY_FIELDS; i++)
        *entry_field_of(&t.typed, (enum entry_field)i) =
            plain_lines(k, form_text(k, entry_field_names[i]));
    t.typed.language = form_text(k, "bahasa");
    if (!format_parse(form_text(k, "jenis"), &t.typed.format)) t.typed.format = FORMAT_BOOK;
    read_names(k, &t.typed);
    bib_from_typed(&t.typed, base, k->mem, &t.order.entry.bib, &t.faults);
    read_items(k, base, &t.order.entry.bib);
    t.known = warned_values(k, &t.faults);
    t.order.agency = k->agency.id;
    t.order.version = form_number(k, "versi", 0);
    t.order.new_items = (int)MIN(form_number(k, "eksemplar", 0), (int64_t)ENTRY_NEW_ITEMS_MAX);
    t.order.new_place = form_text(k, "lokasi");
    t.order.nonce = nonce_of(k);
    *ret = t;
}
