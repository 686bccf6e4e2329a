/* cut.c -- documents in pieces. A term is a byte that says whether it moves on, its length in
 * another, and its bytes. */
#include "index/cut.h"

#include "base/buf.h"
#include "base/checked.h"
#include "base/mem.h"
#include "index/internal.h"
#include "text/forms_memory.h"
#include "text/terms.h"

enum { TERMS_BYTES_MAX = 1 << 28, TERM_HEAD = 2 };
_Static_assert(WORD_MAX + 1 <= UINT8_MAX, "a length is one byte");

struct index_cutter {
    struct forms_memory *known;
};

struct index_cutter *index_cutter_new(void)
{
    struct index_cutter *c = mem_zero(1, sizeof *c);
    c->known = forms_memory_new();
    return c;
}

void index_cutter_free(struct index_cutter *c)
{
    if (!c) return;
    forms_memory_free(c->known);
    mem_free(c);
}

/* ---- terms ---- */

struct collecting {
    struct buf *to;
    int64_t at; /* the place of the one before */
};

static bool add_term(void *ctx, struct str term, int64_t at)
{
    struct collecting *c = ctx;
    const char head[TERM_HEAD] = {at != c->at, (char)term.n};
    buf_add(c->to, (struct str){head, sizeof head});
    buf_add(c->to, term);
    c->at = at;
    return !c->to->full;
}

bool cut_next(struct str *rest, struct cut_term *ret)
{
    if (rest->n < TERM_HEAD) return false;
    const size_t end = TERM_HEAD + (unsigned char)rest->p[1];
    *ret = (struct cut_term){rest->p[0] != 0, str_slice(*rest, TERM_HEAD, end)};
    *rest = str_slice(*rest, end, rest->n);
    return true;
}

enum err cut_terms(struct forms_memory *known, const struct str field[INDEX_FIELDS],
                   struct arena *a, struct str ret[INDEX_FIELDS])
{
    struct buf CLEANUP(buf_release) bytes = BUF(TERMS_BYTES_MAX);
    size_t end[INDEX_FIELDS], at = 0;
    for (int f = 0; f < INDEX_FIELDS; f++) {
        struct collecting c = {&bytes, -1};
        field_terms_each(known, field[f], add_term, &c);
        end[f] = bytes.n;
    }
    if (bytes.full) return ERR_LIMIT;
    struct str all = arena_copy(a, buf_str(&bytes));
    for (int f = 0; f < INDEX_FIELDS; at = end[f++]) ret[f] = str_slice(all, at, end[f]);
    return OK;
}

/* ---- the rest ---- */

/* How long the first title is, and what stands before its colon. */
static void measure_title(struct index_cut *cut)
{
    const struct strs *titles = &cut->doc->text[INDEX_TITLE];
    struct str title = titles->n ? titles->item[0] : STR("");
    size_t colon = str_find_char(title, ':', 0);
    cut->title_words = terms_count(title);
    if (colon < title.n) cut->title_short = terms_count(str_slice(title, 0, colon));
}

enum err index_cut(struct index_cutter *c, const struct index_doc *doc, struct arena *a,
                   const struct index_cut **ret)
{
    struct index_cut *cut = arena_make(a, struct index_cut);
    cut->doc = doc;
    for (int f = 0; f < INDEX_FIELDS; f++)
        cut->field[f] = field_text(a, (enum index_field)f, &doc->text[f]);
    cut->words = word_bag_list(a, cut->field);
    cut->texts = texts_join(a, cut->field);
    cut->headings = headings_pack(a, &doc->headings);
    measure_title(cut);
    *ret = cut;
    return cut_terms(c->known, cut->field, a, cut->terms);
}
