/* templates.h -- beginnings of new records that a library keeps under a name: chosen for a new one,
 * kept from the form and from MARC, managed on a page of their own. */
#ifndef WEB_TEMPLATES_H
#define WEB_TEMPLATES_H

#include "catalog/template.h"
#include "web/forms.h"

/* Those to begin a new record from; n 0: none, and nothing is shown. */
struct template_choice {
    struct str address, list; /* of the new record in the view at hand; of the page of templates */
    struct choice_view *item;
    size_t n;
};

/* "Save as a template", below a record. */
struct template_panel {
    struct field_view name;
    bool open, taken; /* taken: another has the name; it may be replaced */
    struct str done;  /* the name it was kept under */
    struct str list;
};

MUST enum err template_choices(struct ask *k, struct str address, struct template_choice *ret);

/* The panel; when its button was pressed, the record is kept first. NULL: it could not be read. */
MUST enum err template_panel(struct ask *k, const struct marc *m, struct template_panel *ret);
bool template_pressed(const struct ask *k);

/* ---- the page ---- */

struct template_line {
    struct template_row row;
    struct field_view name;
};
struct templates_page {
    struct template_line *item;
    size_t n;
    struct template_row *gone;
    size_t n_gone;
    struct str address, wrong;
    bool may_change;
};

page_fn page_templates, page_templates_post;

#endif
