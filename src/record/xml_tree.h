/* xml_tree.h -- one record of XML as a tree: small, short-lived, and read even when its text is
 * not quite XML. */
#ifndef RECORD_XML_TREE_H
#define RECORD_XML_TREE_H

#include "record/fault.h"

enum { XML_TREE_BYTES = 4 << 20, XML_TREE_NODES = 50000 };

struct xml_node {
    struct str name;               /* without its prefix */
    struct str text;               /* of its own, trimmed, runs of white space as one space */
    const struct strs *attribute;  /* names without prefix and values in turn */
    struct xml_node *first, *next; /* its first element, the one after it */
};

/* Reads the element that `bytes` hold; all in `a`. When it is not well-formed it is tried again
 * with what programs get wrong mended: bytes that are no UTF-8, characters that XML forbids,
 * ampersands that begin nothing; a fault says so (XML_REPAIRED, NOT_UTF8). Text that went through
 * UTF-8 twice is turned back (utf8_undouble). ERR_FORMAT with a fatal fault otherwise (XML_BAD). */
MUST enum err xml_tree_read(struct str bytes, struct arena *a, struct xml_node **ret,
                            struct faults *faults);

/* The first element of that name in `in`; the one after `n`. NULL when there is none. */
const struct xml_node *xml_child(const struct xml_node *in, const char *name);
const struct xml_node *xml_after(const struct xml_node *n, const char *name);

/* The text of the element that the path "titleInfo/title" leads to first; empty when it leads
 * nowhere. */
struct str xml_path(const struct xml_node *in, const char *path);

struct str xml_value(const struct xml_node *n, const char *attribute);

#endif
