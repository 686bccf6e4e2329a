/* page.h -- what a page is given: the request, checked against its route, and where to write. */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "catalog/search.h"
#include "network/agency.h"
#include "network/network.h"
#include "network/person.h"
#include "network/session.h"
#include "web/around.h"
#include "web/out.h"
#include "web/web.h"

enum { BODY_MAX = 2 << 20, PAGE_HITS = 20, PAGES_MAX = 20 };

enum param_kind {
    PARAM_TEXT,   /* any UTF-8 without control characters, at most `max` bytes */
    PARAM_LINES,  /* the same with line breaks and tabs */
    PARAM_FILE,   /* any bytes, at most `max`: of a form that is multipart */
    PARAM_NUMBER, /* 0 to `max` */
    PARAM_WORD    /* a-z 0-9 - _ and at most `max` bytes */
};

struct param {
    const char *name;
    enum param_kind kind;
    int max;
    bool repeats;
};

/* What other sites hang on addresses: taken by every route, and of no meaning. */
bool param_is_tracking(struct str name);

struct ask;
struct streamed;
typedef enum err page_fn(struct ask *k);

enum route_flag {
    IN_HELP = 1,    /* listed on the help page */
    SCRIPT = 2,     /* the page has a script of ours */
    FORM_FILE = 4,  /* POST of multipart/form-data with a file (web/stream.h) */
    RAW_FILE = 8,   /* POST of bytes of a file, the token in a header */
    READER = 16,    /* the page has the script for readers */
    PROTOCOL = 32,  /* programs ask, from anywhere: the page judges, POST only reads */
    PAID = 64,      /* strangers have a budget for what it searches (budget.h) */
    MACHINES = 128, /* and it is for programs */
    PUSHED = 256,   /* other systems post here; their word is in the body (push_body.h) */
    INDEXED = 512   /* shows what the index finds, and says so when that is not whole */
};

/* A pattern may have {agency} (a slug), {network} (a number) and one more {x}. With {agency} or
 * {network} the permission is asked for in that one, else anywhere. What stands behind a brace
 * ("{id}.mods") is the end of the segment. */
struct route {
    enum http_method method; /* GET answers HEAD too */
    const char *pattern;     /* "/b/{id}": {x} is one segment */
    page_fn *page;
    enum permission permission;
    const char *cache;         /* Cache-Control */
    const struct param *param; /* of the query and, for POST, of the form; ends with a NULL name */
    unsigned flags;            /* of enum route_flag */
    enum msg help;             /* what it is for, one line */
};

/* The site map: tables by area, each of which ends with a NULL pattern, and then NULL. */
extern const struct route *const routes[];

/* Goes through tables: begins with {tables, NULL}, returns NULL at the end. */
struct route_walk {
    const struct route *const *table, *next;
};
const struct route *route_next(struct route_walk *w);

/* One request being answered. */
struct ask {
    const struct web *web;
    const struct web_config *config;
    const struct route *route;
    struct http_request *rq;
    struct http_response *rs;
    struct arena *mem;
    struct db *db;
    struct actor actor;
    struct session session;          /* of a person; id 0: not signed in */
    struct person me;                /* the person */
    struct network network;          /* the home network */
    struct str segment;              /* what stood for {x} in the address */
    struct agency agency;            /* of {agency} */
    int64_t in_network;              /* of {network} */
    struct str fresh_token;          /* of forms, made for this answer */
    struct http_pairs form;          /* of POST, checked against the route */
    struct str allow;                /* of status 405: the methods there are */
    const struct streamed *streamed; /* of a route with FORM_FILE or RAW_FILE */
    struct str bad;                  /* of an error: the part that was wrong */
    struct str notice;               /* that the index was not whole when the page began */
    int64_t wait_us;                 /* of ERR_BUSY: after this there is a budget again */
    struct out out;
};

/* The frame for this request; the caller sets what differs. */
struct around around_of(struct ask *k, struct str title);

/* Answers with an error page; `e` decides the status. */
void page_error(struct ask *k, enum err e);
void page_status(struct ask *k, int status);

/* Of a form: the path of the page it was on, when that can be opened; empty: it is not known. */
struct str page_with_form(const struct ask *k);

/* The answer as it is has a tag: 304 when the reader has that one already. */
void page_unchanged(struct ask *k);

/* The address of the sign of the catalogue: it has no pictures of titles that it may pass on. */
struct str shared_picture(const struct ask *k);

void page_redirect(struct ask *k, int status, struct str where);

/* "https://katalog.example.id": the network's own address, else what the client calls us. */
struct str base_of(const struct ask *k);

/* After a form was taken: 303 to a page of ours, which shows the message "flash.WORD" (its route
 * takes the parameter "kabar"). NULL: no message. */
enum err page_done(struct ask *k, struct str where, const char *word);

/* The values of a repeated parameter. */
struct strs ask_list(const struct ask *k, const char *name);
int64_t ask_number(const struct ask *k, const char *name, int64_t otherwise);

/* A field of the form, trimmed; empty when absent. */
struct str form_text(const struct ask *k, const char *name);
int64_t form_number(const struct ask *k, const char *name, int64_t otherwise);
struct str form_file(const struct ask *k, const char *name); /* its bytes */
bool form_has(const struct ask *k, const char *name);        /* a ticked box, a pressed button */

/* search_run for this request: from what is kept, or within the budget. Sets k->bad. */
MUST enum err ask_search(struct ask *k, const struct search_request *rq, struct search_result *ret);

/* The same for search_first. */
MUST enum err ask_first(struct ask *k, const struct search_request *rq, struct search_ids *ret);

/* The day in the network's zone, "2026-11-25". */
struct str ask_day(const struct ask *k);

/* The message in the reader's language. */
struct str ask_text(const struct ask *k, enum msg m);

/* ---- shared by pages ---- */

int cover_dye(int64_t title); /* two digits of a hash: dye 1-8, motif 1-4 */
int cover_motif(int64_t title);
/* The first letters of the first words, for the small cover. */
struct str cover_letters(struct arena *a, struct str title);

/* "ar", "ja" ... of a title in another script; empty: Latin. *ret_rtl: written from the right. */
struct str script_language(struct str title, bool *ret_rtl);

/* The message for a name: "format.book", "agency.school". */
struct str named_text(const struct ask *k, const char *prefix, const char *name);

/* What a badge says of an availability: icon, class, words. */
struct badge {
    const char *icon, *style;
    struct str words;
};
struct badge badge_of_title(const struct ask *k, const struct availability *a);
struct badge badge_of_holding(const struct ask *k, const struct title_holding *h);

/* The title of the address; whether it was an old one, and the answer leads to the present one with
 * `below` behind it. */
MUST enum err title_of_address(struct ask *k, struct title_view *ret);
bool title_moved(struct ask *k, const struct title_view *v, const char *below);

page_fn page_home, page_search, page_title, page_libraries, page_library, page_help, page_privacy,
    page_health, page_ready, page_static, page_favicon;

#endif
