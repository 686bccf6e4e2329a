/* connect.h -- the page that tells other systems how to search and copy from this one: for each the
 * settings in the words of its own screens, with the addresses of this server in them. */
#ifndef WEB_CONNECT_H
#define WEB_CONNECT_H

#include "web/api_doc.h"
#include "web/page.h"

/* Where this server answers, as its readers reach it. */
struct connect_here {
    struct str base;           /* "https://katalog.example.id" */
    struct str scheme;         /* "https://" */
    struct str host, port;     /* of base; the usual port when it names none */
    struct str z_host, z_port; /* of Z39.50; empty: it is not served to whoever reads this */
    struct str name;           /* of the network */
    struct str word;           /* of it, in letters and digits: what files call it */
};

/* How far it was tried: run as it stands, its parts, or not. */
enum connect_tried { CONNECT_RUN, CONNECT_PARTLY, CONNECT_UNTRIED };

struct connect_row {
    const char *label; /* as the other system's screen says */
    struct str value;
    bool words; /* something to choose there, nothing to copy */
};

struct connect_way {
    enum msg what, where;
    struct connect_row *row;
    size_t rows;
    struct str text;  /* a file, or commands, one a line; may be empty */
    const char *file; /* its address for downloading; NULL: none */
    enum connect_tried tried;
    enum msg how; /* it was tried */
};

struct connect_system {
    const char *anchor, *name;
    struct connect_way *item; /* ways */
    size_t n, cap;
};

struct connect_page {
    struct connect_here here;
    struct connect_system *item;
    size_t n, cap;
};

/* The files other systems take. */
struct str connect_vufind(const struct connect_here *h, struct arena *a);
struct str connect_pazpar2(const struct connect_here *h, struct arena *a);

/* All systems, in the order of the page. */
void connect_systems(const struct connect_here *h, struct arena *a, struct connect_page *ret);

/* The interface for programs, /api/v1, for people: all operations, or one with its answer here. */
struct connect_api {
    struct api_doc doc;
    const struct api_operation *one; /* NULL: all of them */
    struct str base;                 /* "https://katalog.example.id/api/v1" */
    struct str command;              /* that asks it */
    struct str answer;               /* what comes; empty: nothing does */
    bool recorded;                   /* the answer is an example, not one of this server */
};

page_fn page_connect, page_connect_file, page_connect_api, page_connect_operation;

#endif
