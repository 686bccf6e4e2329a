/* compare.c -- the longest run of words that two texts share in their order stays unmarked. */
#include "web/compare.h"

#include "base/checked.h"
#include "catalog/title.h"
#include "text/isbn.h"
#include "text/words.h"

/* ---- words ---- */

struct token {
    struct str text, key; /* key empty: only punctuation, equal to nothing and never marked */
    bool shared;
};
struct tokens {
    struct token *item;
    size_t n, cap, words; /* words: those with a key */
};

static void cut(struct arena *a, struct str s, struct tokens *ret)
{
    struct str rest = s, part;
    *ret = (struct tokens){0};
    while (rest.n && str_split(&rest, ' ', &part)) {
        if (!part.n) continue;
        struct token t = {.text = part, .key = words_key(a, part)};
        ret->words += t.key.n > 0;
        VEC_PUSH(a, ret, t);
    }
}

/* Lengths of the longest common subsequences of what begins at (i, j): the textbook's table. */
static size_t share(struct arena *a, struct tokens *x, struct tokens *y)
{
    size_t width = y->n + 1, shared = 0;
    uint8_t *length = arena_alloc_array(a, (x->n + 1) * width, sizeof *length);
    for (size_t i = x->n; i-- > 0;)
        for (size_t j = y->n; j-- > 0;) {
            bool equal = x->item[i].key.n && str_eq(x->item[i].key, y->item[j].key);
            int down = length[(i + 1) * width + j], right = length[i * width + j + 1];
            length[i * width + j] =
                (uint8_t)(equal ? length[(i + 1) * width + j + 1] + 1 : MAX(down, right));
        }
    for (size_t i = 0, j = 0; i < x->n && j < y->n;) {
        if (x->item[i].key.n && str_eq(x->item[i].key, y->item[j].key)) {
            x->item[i++].shared = y->item[j++].shared = true;
            shared++;
        } else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) {
            i++;
        } else {
            j++;
        }
    }
    return shared;
}

/* Neighbours that are marked alike become one run. */
static void add_runs(struct arena *a, const struct tokens *t, struct compare_side *ret)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct token *x = &t->item[i];
        bool marked = x->key.n && !x->shared;
        struct compare_run *last = ret->n ? &ret->item[ret->n - 1] : NULL;
        if (last && !x->key.n) marked = last->marked;
        if (last && last->marked == marked)
            last->text.n = (size_t)(x->text.p + x->text.n - last->text.p);
        else
            VEC_PUSH(a, ret, (struct compare_run){x->text, marked});
    }
}

static void whole(struct arena *a, struct str s, struct compare_side *ret)
{
    if (s.n) VEC_PUSH(a, ret, (struct compare_run){s, false});
}

bool compare_texts(struct arena *a, struct str left, struct str right, struct compare_row *ret)
{
    struct tokens x, y;
    bool same = str_eq(words_key(a, left), words_key(a, right));
    ret->left = ret->right = (struct compare_side){0};
    if (!left.n && !right.n) return false;
    cut(a, left, &x);
    cut(a, right, &y);
    if (!same && left.n && right.n && x.n <= COMPARE_WORDS_MAX && y.n <= COMPARE_WORDS_MAX) {
        size_t shared = share(a, &x, &y);
        bool near = shared && 2 * shared >= MIN(x.words, y.words);
        ret->how = near ? COMPARE_NEAR : COMPARE_DIFFERENT;
        add_runs(a, &x, &ret->left);
        add_runs(a, &y, &ret->right);
        return true;
    }
    ret->how = !right.n  ? COMPARE_LEFT
               : !left.n ? COMPARE_RIGHT
               : same    ? COMPARE_SAME
                         : COMPARE_DIFFERENT;
    whole(a, left, &ret->left);
    whole(a, right, &ret->right);
    return true;
}

/* ---- fields ---- */

typedef struct str text_fn(const struct ask *k, const struct bib *b);

static struct str title_of(const struct ask *k, const struct bib *b)
{
    struct str part[] = {b->title, b->part};
    return arena_join(k->mem, part, COUNT(part), STR(". "));
}

static struct str native_of(const struct ask *k, const struct bib *b)
{
    (void)k;
    return b->native;
}

static struct str names_of(const struct ask *k, const struct bib *b)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->names.n; i++) VEC_PUSH(k->mem, &list, b->names.item[i].name);
    return arena_join(k->mem, list.item, list.n, STR("; "));
}

static struct str format_of(const struct ask *k, const struct bib *b)
{
    struct str part[] = {named_text(k, "format", format_name(b->format)),
                         b->online ? ask_text(k, MSG_review_online) : (struct str){0}};
    return arena_join(k->mem, part, COUNT(part), STR(", "));
}

static struct str edition_of(const struct ask *k, const struct bib *b)
{
    (void)k;
    return b->edition;
}

static struct str publisher_of(const struct ask *k, const struct bib *b)
{
    (void)k;
    return b->publisher;
}

static struct str place_of(const struct ask *k, const struct bib *b)
{
    (void)k;
    return b->place;
}

static struct str year_of(const struct ask *k, const struct bib *b)
{
    return b->year_text.n || !b->year ? b->year_text : arena_printf(k->mem, "%d", b->year);
}

static struct str extent_of(const struct ask *k, const struct bib *b)
{
    (void)k;
    return b->extent;
}

static struct str isbns_of(const struct ask *k, const struct bib *b)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->isbns.n; i++)
        VEC_PUSH(k->mem, &list, isbn_hyphenate(k->mem, b->isbns.item[i]));
    return arena_join(k->mem, list.item, list.n, STR(", "));
}

static struct str issns_of(const struct ask *k, const struct bib *b)
{
    return arena_join(k->mem, b->issns.item, b->issns.n, STR(", "));
}

static struct str languages_of(const struct ask *k, const struct bib *b)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->languages.n; i++)
        VEC_PUSH(k->mem, &list, language_name(k->out.lang, b->languages.item[i]));
    return arena_join(k->mem, list.item, list.n, STR(", "));
}

static struct str series_of(const struct ask *k, const struct bib *b)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->series.n; i++) {
        struct str part[] = {b->series.item[i].title, b->series.item[i].volume};
        VEC_PUSH(k->mem, &list, arena_join(k->mem, part, COUNT(part), STR("; ")));
    }
    return arena_join(k->mem, list.item, list.n, STR(". "));
}

static struct str host_of(const struct ask *k, const struct bib *b)
{
    (void)k;
    return b->host;
}

static struct str subjects_of(const struct ask *k, const struct bib *b)
{
    return arena_join(k->mem, b->subjects.item, b->subjects.n, STR("; "));
}

static struct str class_of(const struct ask *k, const struct bib *b)
{
    (void)k;
    return b->classification;
}

static struct str others_of(const struct ask *k, const struct bib *b)
{
    return arena_join(k->mem, b->other_titles.item, b->other_titles.n, STR("; "));
}

static struct str notes_of(const struct ask *k, const struct bib *b)
{
    return arena_join(k->mem, b->notes.item, b->notes.n, STR(" "));
}

static struct str contents_of(const struct ask *k, const struct bib *b)
{
    (void)k;
    return b->contents;
}

static struct str summary_of(const struct ask *k, const struct bib *b)
{
    (void)k;
    return b->summary;
}

static const struct {
    enum msg label;
    text_fn *text;
    bool names; /* equal in any order */
} fields[] = {
    {MSG_review_title, title_of, false},       {MSG_review_native, native_of, false},
    {MSG_fact_authors, names_of, true},        {MSG_review_format, format_of, false},
    {MSG_fact_edition, edition_of, false},     {MSG_review_publisher, publisher_of, false},
    {MSG_review_place, place_of, false},       {MSG_review_year, year_of, false},
    {MSG_fact_isbn, isbns_of, false},          {MSG_fact_issn, issns_of, false},
    {MSG_fact_extent, extent_of, false},       {MSG_fact_language, languages_of, false},
    {MSG_fact_series, series_of, false},       {MSG_fact_host, host_of, false},
    {MSG_fact_subjects, subjects_of, false},   {MSG_fact_class, class_of, false},
    {MSG_fact_other_titles, others_of, false}, {MSG_title_notes, notes_of, false},
    {MSG_title_contents, contents_of, false},  {MSG_review_summary, summary_of, false},
};

void compare_bibs(const struct ask *k, const struct bib *left, const struct bib *right,
                  struct compare_rows *ret)
{
    *ret = (struct compare_rows){0};
    for (size_t i = 0; i < COUNT(fields); i++) {
        struct compare_row row = {.label = fields[i].label};
        struct str x = fields[i].text(k, left), y = fields[i].text(k, right);
        if (!compare_texts(k->mem, x, y, &row)) continue;
        bool both = x.n && y.n && row.how != COMPARE_SAME;
        if (fields[i].names && both &&
            str_eq(words_name_key(k->mem, x), words_name_key(k->mem, y))) {
            row.how = COMPARE_SAME;
            for (size_t n = 0; n < row.left.n; n++) row.left.item[n].marked = false;
            for (size_t n = 0; n < row.right.n; n++) row.right.item[n].marked = false;
        }
        VEC_PUSH(k->mem, ret, row);
    }
}
