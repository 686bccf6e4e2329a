/* xml.h -- XML as events, by expat, without the parts of XML that attack: a document type is
 * refused, so there are no entities but the five; depth, attributes and the length of a tag are
 * limited. Names come without their namespace prefix. */
#ifndef RECORD_XML_H
#define RECORD_XML_H

#include "base/str.h"

enum {
    XML_DEPTH_MAX = 64,
    XML_ATTRIBUTES_MAX = 128, /* of one element */
    XML_TAG_MAX = 1 << 20     /* bytes without an event */
};

struct xml;

struct xml_handler {
    /* `attr`: names and values in turn, NULL at the end; xml_attr finds one. */
    void (*start)(void *ctx, struct str name, const char *const *attr);
    void (*end)(void *ctx, struct str name);
    void (*text)(void *ctx, struct str text); /* perhaps in pieces; may be NULL */
    void *ctx;
};

/* The value, without the name's prefix ("r:id" is "id"); empty when it is not there. */
struct str xml_attr(const char *const *attr, struct str name);

/* Gives up to n bytes of the document; 0 in *ret ends it. */
typedef enum err xml_bytes_fn(void *ctx, char *to, size_t n, size_t *ret);

struct xml *xml_open(struct xml_handler h, xml_bytes_fn *more, void *more_ctx);
void xml_close(struct xml *x); /* NULL is fine */
void xml_closep(struct xml **x);

/* Goes on until a handler calls xml_pause: OK. At the end of the document: ERR_NOT_FOUND.
 * ERR_FORMAT: not well-formed; ERR_LIMIT: a limit above, or a document type; or what reading gave.
 * After an error it must not be called again. */
MUST enum err xml_run(struct xml *x);

/* The line of the event at hand, or where reading stopped; the first is 1. */
int64_t xml_line(const struct xml *x);

/* From a handler: xml_run returns once this event is over. */
void xml_pause(struct xml *x);

#endif
