/* oai.h -- answers of OAI-PMH 2.0 as repositories really give them: read by their tags, without
 * asking whether the whole is well-formed XML, so that one bad record costs only itself.
 *
 * A harvest keeps records in a form of our own, a file that begins with OAI_KEPT: of each the
 * identifier, whether it was deleted, and what stood in <metadata> byte for byte; not the date and
 * the sets, which change while the record does not. */
#ifndef RECORD_OAI_H
#define RECORD_OAI_H

#include "base/buf.h"
#include "record/bib.h"
#include "record/iso2709.h"

#define OAI_KEPT      "<?silang oai?>\n"
#define OAI_KEPT_MARC "<?silang oai marc?>\n"

/* Whether `head`, the start of a file, has records with a header. */
bool oai_recognise(struct str head);

/* One <record> with its <header>, as marcxml_frame; what stands before it is in `skip`. A record
 * inside a record (MARC) is part of it; one that never ends is FRAME_BAD up to the next. */
struct frame oai_frame(struct str window, bool last);

struct oai_record {
    struct str identifier, datestamp; /* plain text */
    bool deleted;
    struct str metadata; /* what stands in <metadata>; empty: nothing */
};

/* ERR_FORMAT when it has no identifier. */
MUST enum err oai_record_read(struct str record, struct arena *a, struct oai_record *ret);

/* Appends the record as it is kept. */
void oai_record_keep(const struct oai_record *r, struct buf *to);

/* A record, kept or as it was sent, of Dublin Core or MODS. `control` is the identifier. As
 * bib_from_marc: ERR_FORMAT with a fatal fault when it has no title or cannot be read. */
MUST enum err oai_describe(struct str record, struct arena *a, struct bib *ret,
                           struct faults *faults);

/* ---- whole answers ---- */

struct oai_error {
    struct str code, text; /* "noRecordsMatch"; empty: none */
};

struct oai_page {
    bool answer; /* it is one of OAI-PMH, not a web page */
    bool html;
    struct oai_error error;
    bool ended;       /* not cut in the middle: its end is there */
    bool has_token;   /* there is an element, perhaps an empty one */
    struct str token; /* empty: no more pages */
    int64_t size;     /* completeListSize; 0: not said */
    struct str date;  /* responseDate */
};

void oai_page_read(struct str page, struct arena *a, struct oai_page *ret);

struct oai_identify {
    struct str name, version, earliest, deleted, granularity, email;
};

void oai_identify_read(struct str page, struct arena *a, struct oai_identify *ret);

/* The values of every element of that name: "metadataPrefix", "setSpec". */
void oai_values(struct str page, const char *element, struct arena *a, struct strs *ret);

#endif
