/* xml_tags.h -- the tags of any XML, found without understanding it: so that what is broken in one
 * place costs only that place. */
#ifndef RECORD_XML_TAGS_H
#define RECORD_XML_TAGS_H

#include "base/arena.h"

/* One <...>: where it is, and the name in it without its prefix. */
struct xml_tag {
    size_t at, end;
    struct str name;
    bool closing; /* </name> */
    bool empty;   /* <name/> */
};

/* The next tag at or after `at`; comments and CDATA hide what looks like tags, <!DOCTYPE> and
 * <?...?> are none. False at the end of s, perhaps inside a tag: then ret->at is where it starts,
 * or s.n. */
bool xml_tag_next(struct str s, size_t at, struct xml_tag *ret);

/* The next element of that name at or after *at, which is moved past its end: what stands between
 * its tags. An element that is not closed ends where s does. False when there is none. */
bool xml_element_next(struct str s, const char *name, size_t *at, struct str *ret);

/* The value of an attribute of the tag, whatever its prefix, as it is written; empty when there is
 * none. */
struct str xml_tag_attribute(struct str s, const struct xml_tag *t, const char *name);

/* The text as it is meant: entities and CDATA resolved, other tags left out, trimmed. */
struct str xml_plain(struct arena *a, struct str text);

#endif
