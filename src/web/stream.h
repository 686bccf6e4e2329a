/* stream.h -- files on their way from a browser to the disk, in constant memory.
 *
 * Two ways, both without a byte stored before the visitor, the permission and the token are known:
 * a form with a file (FORM_FILE: the token is its first field), which works without a script, and
 * bytes behind those that are there already (RAW_FILE: the token is the header X-Token), which can
 * go on after a cut. A third (PUSHED) keeps the body in memory: what other systems send, who say
 * who they are only there. */
#ifndef WEB_STREAM_H
#define WEB_STREAM_H

#include "catalog/upload.h"
#include "web/page.h"

enum { STREAM_PIECE_MAX = 8 << 20 /* of RAW_FILE */ };

/* What came of a body, for the page that answers. */
struct streamed {
    bool sent;              /* by a page of ours */
    enum err error;         /* of the file; OK without one too */
    bool has_file;          /* it lies there, FORM_FILE: as a draft */
    struct upload upload;   /* have: what is there now */
    struct http_pairs form; /* the other fields, without the token */
};

/* The parts of an http_stream; `open` for a request whose route and permission are checked. */
MUST enum err stream_open(struct ask *k, void **ret_sink);
MUST enum err stream_write(void *sink, struct str piece);
void stream_close(void *sink, bool complete);

/* The file of a form that no page will take. */
void stream_abandon(const struct ask *k);

/* The store of the request: its connection, the data folder. */
struct store ask_store(const struct ask *k);

#endif
