/* negotiation.h -- character sets agreed on at Init: negotiation record 3 (1.2.840.10003.15.3).
 *
 * UTF-8 is offered as ISO 10646 in that form, MARC-8 under its name as YAZ sends names (an EXTERNAL
 * with 1.2.840.10003.10.1000.81.1). Of the client's list the first that we have is taken. */
#ifndef Z3950_NEGOTIATION_H
#define Z3950_NEGOTIATION_H

#include "z3950/pdu.h"

/* userInformationField: an EXTERNAL, perhaps with such a record; what is none is passed over. */
void negotiation_read(const struct ber_value *v, struct arena *a, struct pdu_negotiation *ret);

/* The same out of OtherInformation. */
void negotiation_find(const struct ber_value *v, struct arena *a, struct pdu_negotiation *ret);

/* Our part, as OtherInformation; nothing when nothing was asked. */
void negotiation_write(struct buf *b, const struct pdu_negotiation *agreed);

#endif
