/* spelling.h -- the pages on which a library sees in how many ways it writes a name, publisher,
 * place or language, and decides for a form. */
#ifndef WEB_SPELLING_H
#define WEB_SPELLING_H

#include "catalog/spelling.h"
#include "web/books.h"

struct spelling_view {
    struct spelling_row row;
    struct str differs, source; /* in words; differs empty: nothing is proposed */
    struct str shown;           /* the form; a code of a language with its name */
    struct str address;         /* of the page of this text */
};

struct spelling_tab {
    struct str words, address;
    int64_t count;
    bool current;
};

struct spelling_page {
    struct str address, quality; /* of the list; of the page of quality */
    struct spelling_state state;
    bool counting; /* a count waits or runs */
    struct spelling_tab tab[SPELLINGS];
    enum spelling_kind kind;
    struct spelling_view *item;
    size_t n;
    struct str next;
    bool may_change;
};

/* One text: all ways to write it, what it is in. */
struct spelling_form_row {
    struct spelling_form form;
    bool proposed, own;
};
struct spelling_example {
    int64_t record;
    struct str title;
};
struct spelling_one_page {
    struct str address, kind_words;
    struct spelling_view v;
    struct spelling_form_row *item;
    size_t n;
    struct spelling_example *example;
    size_t n_examples;
    struct str typed, wrong;
    bool may_change;
};

struct chosen_view {
    struct chosen row;
    struct str kind, shown, source, by;
};
struct chosen_page {
    struct str address, next;
    struct chosen_view *item;
    size_t n;
    bool may_change;
};

void spelling_view_of(struct ask *k, const struct spelling_row *row, struct spelling_view *ret);

page_fn page_spelling, page_spelling_one, page_spelling_take, page_spelling_leave,
    page_spelling_count, page_chosen, page_chosen_undo;

#endif
