/* opac.h -- records of syntax OPAC (1.2.840.10003.5.102): a description and who has it. */
#ifndef Z3950_OPAC_H
#define Z3950_OPAC_H

#include "z3950/ber.h"
#include "z3950/sru_reply.h"

/* Appends the record as the one value of its EXTERNAL. `holdings` is XML with <holding> elements as
 * YAZ writes them (opacxml.xsd): each element is named as in the syntax. What a copy's source does
 * not say (whether it is there now) is not said here either. */
void opac_write(struct str marc, struct str holdings, struct arena *a, struct buf *to);

#endif
