/* forms.h -- fields and notes of forms, as templates show them. */
#ifndef WEB_FORMS_H
#define WEB_FORMS_H

#include "web/page.h"

struct field_view {
    const char *name, *type; /* "text" when NULL */
    enum msg label;
    struct str value, hint, wrong; /* empty: none; wrong: what is wrong with the value */
    /* NULL: as the browser likes. "off" is for codes only: what was typed is lost when one goes
     * back to the page after an error. */
    const char *autocomplete;
    const char *inputmode; /* NULL: as the type says */
    bool required;
    int max; /* letters at most; 0: 200 */
};

struct choice_view {
    struct str value, label;
    bool chosen;
};

enum { LANGUAGE_CHOICES_MAX = 32 };

/* Languages to choose from, `now` (a MARC code or empty) among them; how many there are. */
size_t language_choices(const struct ask *k, struct str now,
                        struct choice_view to[LANGUAGE_CHOICES_MAX]);

/* "" or the message, for `wrong`. */
struct str wrong_if(const struct ask *k, bool wrong, enum msg m);

/* The frame of a public page with a form: with its token, kept nowhere. */
struct around around_form(struct ask *k, struct str title);

/* What "?kabar=WORD" says ("flash.WORD"); empty when there is nothing to say. */
struct str flash_of(const struct ask *k);

#endif
