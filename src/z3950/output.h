/* output.h -- a title as a record of an answer, in the syntax and element set that were asked for.
 *
 *     USMARC  (1.2.840.10003.5.10)   ISO 2709, in UTF-8 or MARC-8; leader/09 says which
 *     XML     (1.2.840.10003.5.109.10)  MARCXML; MODS or Dublin Core by element set or schema
 *     SUTRS   (1.2.840.10003.5.101)  lines for people to read
 *     OPAC    (1.2.840.10003.5.102)  USMARC with holdings
 *
 * Element sets F (full) and B (brief); of XML also marcxml, mods, dc. */
#ifndef Z3950_OUTPUT_H
#define Z3950_OUTPUT_H

#include "base/arena.h"
#include "base/buf.h"
#include "z3950/diagnostic.h"

#define SYNTAX_USMARC "1.2.840.10003.5.10"
#define SYNTAX_SUTRS  "1.2.840.10003.5.101"
#define SYNTAX_OPAC   "1.2.840.10003.5.102"
#define SYNTAX_XML    "1.2.840.10003.5.109.10"

enum syntax { IN_USMARC, IN_SUTRS, IN_OPAC, IN_XML };

struct output {
    enum syntax syntax;
    bool brief, marc8;
    const char *schema;  /* what the core is asked for: "parcel", "marcxml", "mods", "dc", "opac" */
    struct str database; /* named beside each record */
};

/* From what a client said; empty strings: it said nothing. Code 0, or what is wrong. */
struct diagnostic output_choose(struct str syntax, struct str elements, struct str schema,
                                struct output *ret);

/* Appends the record, `given` being what the core gave in o->schema. False, and nothing appended:
 * it has no place in that syntax. */
bool output_add(const struct output *o, struct str given, struct arena *a, struct buf *to);

#endif
