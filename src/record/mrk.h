/* mrk.h -- MARC as lines of text, the form of MarcEdit and MARCMaker (.mrk): "=245  10$aSaman", a
 * backslash for a blank, {dollar} for a dollar sign that begins no subfield. */
#ifndef RECORD_MRK_H
#define RECORD_MRK_H

#include "record/iso2709.h"

/* Whether the text begins with a leader line. */
bool mrk_recognise(struct str head);

/* Finds the record at the start of `window`, as iso2709_frame does: from a line =LDR or =000 to the
 * next one. What stands before the first is in `skip`. FRAME_BAD: over MARC_RECORD_MAX. */
struct frame mrk_frame(struct str window, bool last);

/* Reads one framed record. Lines that begin without '=' go on with the field above. Fields without
 * a tag are left out and told (ELEMENT_ODD), as is a leader that is not 24 long (LEADER_ODD).
 * ERR_FORMAT with a fatal fault when there is no field. ret->bytes is empty. */
MUST enum err mrk_parse(struct str bytes, struct arena *a, struct marc *ret, struct faults *faults);

/* Reads a line "=245  10$aSaman" that is no leader's, strictly: false when it has no tag, or no two
 * indicators. */
bool mrk_field_read(struct str line, struct arena *a, struct marc_field *ret);

/* The text of a control field or leader: a backslash is a blank. */
struct str mrk_control_read(struct str text, struct arena *a);

/* Appends the field as a line, without its end; mrk_field_read gives the same field again, control
 * characters as blanks. */
void mrk_field_write(const struct marc_field *f, struct buf *to);

/* Appends the record; mrk_parse gives the same again. */
void mrk_write(const struct marc *m, struct buf *to);

#endif
