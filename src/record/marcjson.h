/* marcjson.h -- MARC-in-JSON: {"leader": "...", "fields": [{"001": "..."}, {"245": {"ind1": "1",
 * "ind2": "0", "subfields": [{"a": "..."}]}}]}, as pymarc, ruby-marc, marc4j and Koha write it.
 *
 * One record, an array of them, one a line, or records inside other objects (answers of services).
 * Reading is in two steps, as of MARCXML: `frame` finds the innermost object with a leader or
 * fields, so that a broken record costs only itself; `parse` reads that one strictly. */
#ifndef RECORD_MARCJSON_H
#define RECORD_MARCJSON_H

#include "record/iso2709.h"

/* Whether `head`, the start of a file, is JSON with the beginning of a record in it. */
bool marcjson_recognise(struct str head);

/* Looks at the start of `window`, as iso2709_frame does: what stands before the record is in
 * `skip`. FRAME_BAD: text that is no JSON, up to the next record (JSON_BAD, with its place), an
 * object that is no record (NO_FIELDS), TRUNCATED, RECORD_TOO_LONG. */
struct frame marcjson_frame(struct str window, bool last);

/* Reads one framed record. Parts of a field that are none of MARC are left out and told
 * (ELEMENT_ODD), as is a leader that is missing or not 24 long (LEADER_ODD); other members of the
 * record are passed over. ERR_FORMAT with a fatal fault at its byte and line: JSON_BAD, JSON_TWICE
 * (a member that stands twice, so that nobody knows which one counts), NO_FIELDS. Lines count from
 * 1 at the start of `bytes`. ret->bytes is empty. */
MUST enum err marcjson_parse(struct str bytes, struct arena *a, struct marc *ret,
                             struct faults *faults);

#endif
