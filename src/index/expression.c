/* expression.c -- query trees in FTS5's own language. */
#include <string.h>

#include "base/buf.h"
#include "base/checked.h"
#include "index/internal.h"
#include "text/forms.h"
#include "text/terms.h"

enum { TERMS_MAX = 64, EXPRESSION_MAX = 64 << 10, DEPTH_MAX = 20, WORDS_MAX = 200 };

struct writing {
    struct buf to;
    int terms;
    bool refused; /* under NOT */
    struct arena *mem;
    struct phrases *phrases;
};

static enum err write_node(struct writing *w, const struct index_node *n, int depth);

/* ---- words of a term ---- */

struct gathering {
    struct arena *mem;
    struct strs words;
};

static bool gather(void *ctx, enum term_place place, struct str text, size_t from, size_t to)
{
    struct gathering *g = ctx;
    (void)from;
    (void)to;
    if (place == TERM_WORD) VEC_PUSH(g->mem, &g->words, arena_copy(g->mem, text));
    return g->words.n < WORDS_MAX;
}

static struct strs words_of(struct arena *mem, struct str text)
{
    struct gathering g = {.mem = mem};
    terms_each(text, gather, &g);
    return g.words;
}

/* ---- phrases; terms hold neither quotes nor anything else FTS5 could read as its own ---- */

/* What was written from there on; `any` as in struct phrase. */
static void note(struct writing *w, enum phrase_kind kind, size_t from, struct strs any,
                 uint32_t fields)
{
    enum phrase_kind as = w->refused ? PHRASE_REFUSED : kind;
    struct phrase p = {w->terms - 1, as, from, w->to.n, any, {0}, fields};
    VEC_PUSH(w->mem, w->phrases, p);
}

static bool begins_a_word(const struct strs *words, const struct index_node *n)
{
    bool one = words->n == 1 && !n->start && !n->whole;
    return n->prefix && one && !term_stands_alone(words->item[0]);
}

/* When a word is a term as it stands. */
static struct strs as_term(const struct strs *words, const struct index_node *n)
{
    bool more = words->n != 1 || n->prefix || n->start || n->whole;
    return more ? (struct strs){0} : *words;
}

static uint32_t fields_of(const struct index_node *n)
{
    return n->field < 0 ? (1u << INDEX_FIELDS) - 1 : 1u << n->field;
}

/* Letters of scripts without blanks are sought in pairs, which are rarer: of a b c, "ab" and "bc".
 */
static void write_words(struct writing *w, const struct strs *words, const struct index_node *n)
{
    static const char separator[] = {SEPARATOR, 0};
    bool edge = n->start || n->whole;
    buf_add(&w->to, edge ? arena_printf(w->mem, "\"%s ", separator) : STR("\""));
    for (size_t i = 0; i < words->n; i++) {
        bool last = i + 1 == words->n, alone = term_stands_alone(words->item[i]);
        bool behind = alone && i && term_stands_alone(words->item[i - 1]);
        bool cut = n->prefix && i + 2 == words->n; /* the next one is a beginning */
        if (last && behind && !n->prefix && !n->whole) break;
        if (i) buf_add_char(&w->to, ' ');
        buf_add(&w->to, words->item[i]);
        if (!last && alone && !cut && term_stands_alone(words->item[i + 1]))
            buf_add(&w->to, words->item[i + 1]);
    }
    if (n->whole) buf_printf(&w->to, " %s", separator);
    buf_add(&w->to, n->prefix ? STR("\" *") : STR("\""));
}

static enum err write_where(struct writing *w, const struct index_node *n)
{
    bool edge = n->start || n->whole;
    if (n->field >= INDEX_FIELDS || (edge && n->field >= 0 && !field_has_edges(n->field)))
        return ERR_ARG;
    if (n->field >= 0)
        buf_printf(&w->to, "%s : ", field_column(n->field));
    else if (edge)
        buf_add(&w->to, STR("{title author subject series call} : "));
    return OK;
}

/* ---- forms ---- */

static void add_form(struct arena *a, struct strs *to, struct str head, struct str tail)
{
    struct str form = arena_join(a, (struct str[]){head, tail}, 2, STR(""));
    for (size_t i = 0; i < to->n; i++)
        if (str_eq(to->item[i], form)) return;
    VEC_PUSH(a, to, form);
}

/* What a word is found by besides itself. */
static void forms_for(struct arena *a, struct str word, struct strs *to)
{
    static const char mark[] = {FORM_MARK, 0};
    struct stems forms = {.n = 0};
    forms_of(word, &forms);
    for (size_t i = 0; i < forms.n; i++) add_form(a, to, forms.item[i], STR(""));
    add_form(a, to, str_of(mark), word);
    for (size_t i = 0; i < forms.n; i++) add_form(a, to, str_of(mark), forms.item[i]);
}

struct strs word_and_forms(struct arena *a, struct str word)
{
    struct strs all = words_of(a, word);
    if (all.n == 1 && !term_stands_alone(all.item[0])) forms_for(a, all.item[0], &all);
    return all;
}

/* buku-buku, berlari-lari: the same word twice, or with an affix. What both have in common. */
static void forms_of_doubled(struct arena *a, struct str one, struct str two, struct strs *to)
{
    struct stems of_one = {.n = 0}, of_two = {.n = 0};
    forms_of(one, &of_one);
    forms_of(two, &of_two);
    stems_add(&of_one, one, STR(""));
    stems_add(&of_two, two, STR(""));
    if (str_eq(one, two)) add_form(a, to, one, STR("")); /* too long for a form, perhaps */
    for (size_t i = 0; i < of_one.n; i++) {
        if (!stems_has(&of_two, of_one.item[i])) continue;
        struct str common = arena_copy(a, of_one.item[i]);
        add_form(a, to, common, STR(""));
        forms_for(a, common, to);
    }
}

static enum err write_forms(struct writing *w, const struct strs *words, const struct index_node *n)
{
    struct strs forms = {0};
    if (n->plain || n->prefix || n->start || n->whole || w->refused || words->n > 2) return OK;
    if (words->n == 1 && !term_stands_alone(words->item[0]))
        forms_for(w->mem, words->item[0], &forms);
    if (words->n == 2) forms_of_doubled(w->mem, words->item[0], words->item[1], &forms);
    if (!forms.n) return OK;
    buf_add(&w->to, STR(" OR "));
    size_t from = w->to.n;
    enum err e = write_where(w, n);
    buf_add_char(&w->to, '"');
    for (size_t i = 0; i < forms.n; i++) {
        if (i) buf_add_char(&w->to, SYNONYM);
        buf_add(&w->to, forms.item[i]);
    }
    buf_add_char(&w->to, '"');
    note(w, PHRASE_FORM, from, forms, fields_of(n));
    return e;
}

/* ---- nodes ---- */

static void write_also(struct writing *w, const struct index_node *n, bool first)
{
    const struct index_node plain = {0};
    for (size_t i = 0; i < n->also.n && !w->refused; i++) {
        struct strs words = words_of(w->mem, n->also.item[i]);
        if (!words.n) continue;
        if (!first) buf_add(&w->to, STR(" OR "));
        first = false;
        size_t from = w->to.n;
        buf_add(&w->to, STR("{title subject} : "));
        write_words(w, &words, &plain);
        note(w, PHRASE_TRANSLATED, from, as_term(&words, &plain),
             1u << INDEX_TITLE | 1u << INDEX_SUBJECT);
    }
}

static enum err write_term(struct writing *w, const struct index_node *n)
{
    struct strs words = words_of(w->mem, n->text);
    enum err e = OK;
    if (words.n == 0 && (n->also.n == 0 || w->refused)) return ERR_ARG;
    if (++w->terms > TERMS_MAX) return ERR_LIMIT;
    buf_add_char(&w->to, '(');
    if (words.n) {
        size_t from = w->to.n;
        e = write_where(w, n);
        write_words(w, &words, n);
        note(w, PHRASE_ASKED, from, as_term(&words, n), fields_of(n));
        if (begins_a_word(&words, n)) w->phrases->item[w->phrases->n - 1].begins = words.item[0];
        if (!e) e = write_forms(w, &words, n);
    }
    write_also(w, n, words.n == 0);
    buf_add_char(&w->to, ')');
    return e;
}

static enum err write_near(struct writing *w, const struct index_node *n)
{
    enum err e = n->n < 2 ? ERR_ARG : write_where(w, n);
    buf_add(&w->to, STR("NEAR("));
    for (size_t i = 0; !e && i < n->n; i++) {
        struct strs words = words_of(w->mem, n->child[i]->text);
        if (n->child[i]->op != INDEX_TERM || words.n == 0) return ERR_ARG;
        if (++w->terms > TERMS_MAX) return ERR_LIMIT;
        if (i) buf_add_char(&w->to, ' ');
        write_words(w, &words, n->child[i]);
        note(w, PHRASE_ASKED, w->to.n, (struct strs){0}, 0);
    }
    buf_printf(&w->to, ", %d)", n->distance);
    return e;
}

static enum err write_children(struct writing *w, const struct index_node *n, const char *op,
                               int depth)
{
    enum err e = n->n ? OK : ERR_ARG;
    bool refused = w->refused;
    buf_add_char(&w->to, '(');
    for (size_t i = 0; !e && i < n->n; i++) {
        if (i) buf_add(&w->to, str_of(op));
        w->refused = refused || (i && n->op == INDEX_NOT);
        e = write_node(w, n->child[i], depth + 1);
    }
    w->refused = refused;
    buf_add_char(&w->to, ')');
    return e;
}

static enum err write_node(struct writing *w, const struct index_node *n, int depth)
{
    if (depth > DEPTH_MAX) return ERR_LIMIT;
    switch (n->op) {
    case INDEX_TERM: return write_term(w, n);
    case INDEX_NEAR: return write_near(w, n);
    case INDEX_AND: return write_children(w, n, " AND ", depth);
    case INDEX_OR: return write_children(w, n, " OR ", depth);
    case INDEX_NOT: return n->n < 2 ? ERR_ARG : write_children(w, n, " NOT ", depth);
    }
    return ERR_ARG;
}

enum err expression_of(const struct index_node *root, struct arena *a, const char **ret,
                       struct phrases *ret_phrases)
{
    struct writing w = {.to = BUF(EXPRESSION_MAX), .mem = a, .phrases = ret_phrases};
    enum err e = write_node(&w, root, 0);
    if (!e && w.to.full) e = ERR_LIMIT;
    if (!e) *ret = arena_cstr(a, buf_str(&w.to));
    buf_release(&w.to);
    return e;
}
