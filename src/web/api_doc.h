/* api_doc.h -- static/openapi.json as a page shows it: what /api/v1 can do, operation by operation.
 *
 * Sentences are those of the document; in Indonesian those that stand beside them in it
 * (x-indonesian). x-try is the query with which a page tries an operation. */
#ifndef WEB_API_DOC_H
#define WEB_API_DOC_H

#include "base/arena.h"
#include "i18n/i18n.h"

struct api_parameter {
    struct str name, in; /* "query", "path", "header" */
    struct str about;
    struct str values; /* "book, serial, map" or the type; may be empty */
    struct str example;
    bool required;
};

struct api_answer {
    struct str status, about;
};

struct api_operation {
    struct str id, method, path, tag; /* "titles", "GET", "/titles/{id}", "titles" */
    struct str summary, about;        /* about may be empty */
    struct str attempt;               /* x-try */
    bool key;                         /* it asks for the key of a library */
    struct str body, body_type;       /* the first example of a body, as JSON */
    struct str answer;                /* an example of what is answered, as JSON */
    struct {
        struct api_parameter *item;
        size_t n, cap;
    } parameters;
    struct {
        struct api_answer *item;
        size_t n, cap;
    } answers;
};

struct api_tag {
    struct str name, about;
};

struct api_doc {
    struct str about;
    struct {
        struct api_tag *item;
        size_t n, cap;
    } tags;
    struct {
        struct api_operation *item;
        size_t n, cap;
    } operations;
};

/* Strings are views of `text` or in `a`. ERR_FORMAT: it is no such document. */
MUST enum err api_doc_read(struct str text, enum lang lang, struct arena *a, struct api_doc *ret);

const struct api_operation *api_doc_find(const struct api_doc *d, struct str id); /* NULL: none */

/* JSON with a member a line, at most `lines` of them; what is left out is "...". */
struct str api_doc_indent(struct str json, size_t lines, struct arena *a);

#endif
