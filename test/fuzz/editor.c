/* editor.c -- any bytes as the text of a record: read in bounded time, what was read prints as
 * a text that reads the same, and neither checks nor putting edits together mind. */
#include <stdlib.h>

#include "base/checked.h"
#include "record/marc_check.h"
#include "record/marc_form.h"
#include "record/marc_merge.h"
#include "record/spelling.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define must(held)                                                                                 \
    do {                                                                                           \
        if (!(held)) abort();                                                                      \
    } while (0)

static void form(const struct marc *m, struct arena *a)
{
    struct bib was, now;
    struct typed before, after;
    struct marc out;
    bib_from_marc(m, NULL, a, &was, NULL);
    typed_from_bib(&was, a, &before);
    after = before;
    bib_from_typed(&after, &was, a, &now, NULL);
    const struct marc_form untouched = {m, &was, &before, &after, &now, false};
    marc_form_apply(&untouched, a, &out);
    must(str_eq(marc_text_write(&out, a), marc_text_write(m, a)));
    after.title = STR("Another : title");
    after.subjects = after.notes = after.series = STR("One\nTwo");
    bib_from_typed(&after, &was, a, &now, NULL);
    const struct marc_form touched = {m, &was, &before, &after, &now, true};
    marc_form_apply(&touched, a, &out);
}

static bool longer(void *ctx, enum spelling_kind k, struct str text, struct str *ret)
{
    struct str codes = spelling_language(text, ctx);
    must(!codes.n || spelling_are_codes(codes));
    *ret = k == SPELLING_LANGUAGE ? codes : arena_printf(ctx, "%.*s, X", STR_ARG(text));
    return ret->n > 0;
}

static bool none_of_them(void *ctx, enum spelling_kind k, struct str text, struct str *ret)
{
    (void)ctx;
    (void)k;
    *ret = text;
    return true;
}

/* Other forms in a record: none leaves it as it is, and what was put in can be written. */
static void respell(const struct marc *m, struct arena *a)
{
    struct marc same = *m, other = *m;
    must(!marc_respell(&same, none_of_them, NULL, a));
    must(str_eq(marc_text_write(&same, a), marc_text_write(m, a)));
    (void)marc_respell(&other, longer, a, a);
    must(other.n == m->n);
    (void)marc_text_write(&other, a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str s = {(const char *)data, size};
    struct arena *CLEANUP(arena_freep) a = arena_new();
    struct marc m, again, other, both;
    struct oddities found = {0}, none = {0};
    struct merge_rows rows;
    int *line;
    marc_text_read(s, a, &m, &line, &found);
    marc_check(&m, line, a, &found);
    must(found.n <= ODDITIES_MAX + 10);
    struct str text = marc_text_write(&m, a);
    marc_text_read(text, a, &again, &line, &none);
    must(str_eq(marc_text_write(&again, a), text));
    marc_text_read(str_slice(s, 0, s.n / 2), a, &other, &line, &none);
    must(marc_merge_rows(&other, &m, &again, a, &rows) == OK);
    marc_merge(&rows, NULL, &m, a, &both);
    must(str_eq(marc_text_write(&both, a), text));
    form(&m, a);
    respell(&m, a);
    return 0;
}
