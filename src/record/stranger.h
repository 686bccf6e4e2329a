/* stranger.h -- files that come in place of a catalogue, known by their first bytes, so that the
 * refusal says what to do. */
#ifndef RECORD_STRANGER_H
#define RECORD_STRANGER_H

#include "record/fault.h"

/* REASON_NOT_CATALOGUE, REASON_DATABASE, REASON_MARC_AS_TEXT, or REASON_UNKNOWN_FORMAT for MARC in
 * forms that are not read; REASON_NONE for all others, whether they can be read or not. */
enum reason stranger_reason(struct str head);

#endif
