/* iso2709.h -- records in the exchange format ISO 2709:2008, read from hostile bytes and written.
 *
 * Reading is in two steps, so that memory does not depend on the size of a file: `frame` finds
 * where a record begins and ends in a window of the file; `parse` walks the record's directory
 * without copying. After a bad record, framing resumes at the next plausible leader. */
#ifndef RECORD_ISO2709_H
#define RECORD_ISO2709_H

#include "base/buf.h"
#include "record/fault.h"
#include "record/marc.h"

enum frame_kind {
    FRAME_RECORD, /* bytes hold one record; fault.reason may warn (LENGTH_WRONG...) */
    FRAME_BAD,    /* bytes were skipped: fault says why; go on after them */
    FRAME_MORE,   /* the window ends inside a record: give a longer one (`skip` may be dropped) */
    FRAME_END     /* nothing left but white space */
};

struct frame {
    enum frame_kind kind;
    size_t skip;        /* bytes before the record to pass over (blank lines between records) */
    size_t length;      /* of the record or the bad stretch, after `skip` */
    struct fault fault; /* byte offset is relative to the window */
};

/* Looks at the start of `window`; `last` tells that the file ends where the window ends.
 * Never asks for more than MARC_RECORD_MAX bytes, and always moves on: skip + length > 0 for
 * FRAME_RECORD and FRAME_BAD. Time is linear in the bytes consumed. A long bad stretch (a picture)
 * may come in pieces: a FRAME_BAD with NOT_ISO2709 right after another FRAME_BAD continues it and
 * is no fault of its own. */
struct frame iso2709_frame(struct str window, bool last);

/* Whether `head`, the first 64 KiB of a file or all of it, holds the start of a record: at its
 * beginning or after bytes that are none. False for pictures, texts and XML. */
bool iso2709_recognise(struct str head);

/* Walks leader and directory of one framed record. Entries that point outside, overlap past the
 * end or are not digits are reported in *faults and left out when the rest can be saved;
 * ERR_FORMAT (with a fatal fault) when nothing can. Faults carry offsets relative to `bytes`. */
MUST enum err iso2709_parse(struct str bytes, struct arena *a, struct marc *ret,
                            struct faults *faults);

/* Appends the record in ISO 2709, UTF-8 (leader/09 = a), lengths computed. ERR_LIMIT when it
 * does not fit 99,999 bytes or a field 9,999: nothing is appended then. */
MUST enum err iso2709_write(const struct marc *m, struct buf *to);

/* The same of any record up to MARC_RECORD_MAX: where a number has no room stands the largest that
 * has, as other programs write it too. iso2709_parse reads it, with DIRECTORY_MENDED. */
MUST enum err iso2709_write_long(const struct marc *m, struct buf *to);

/* The same of a record that may be longer, and nothing of it is lost: a field over 9,999 bytes
 * becomes several of its tag, divided before a subfield or between words; a record over 99,999
 * becomes several of one number, each with the description and a part of the copies, as Symphony
 * does it. ERR_LIMIT, and nothing appended, when the title, a main entry or a control field is too
 * long, or the description alone. */
MUST enum err iso2709_write_divided(const struct marc *m, struct arena *a, struct buf *to);

#endif
