/* forms_memory.h -- forms of words met lately. Finding them is most of the work of indexing a text,
 * and most words of a text are few. Answers as forms.h does, always; of one thread at a time. */
#ifndef TEXT_FORMS_MEMORY_H
#define TEXT_FORMS_MEMORY_H

#include "text/forms.h"

struct forms_memory; /* some 400 kB */

struct forms_memory *forms_memory_new(void);
void forms_memory_free(struct forms_memory *m); /* NULL is fine */

/* Calls fn with each form of the folded word, until it returns false; false then. `m` may be NULL.
 */
typedef bool forms_fn(void *ctx, struct str form);
bool forms_each(struct forms_memory *m, struct str word, forms_fn *fn, void *ctx);

#endif
