/* scan.h -- where in an HTML document a byte stands: text, a tag, the value of an attribute.
 *
 * The template compiler feeds a template byte by byte and asks before each hole whether one is safe
 * there. The reading is stricter than a browser's: what two browsers could read differently is an
 * error. Lines are given whole, with their newline, so that a tag name is always in sight. */
#ifndef TOOL_SCAN_H
#define TOOL_SCAN_H

#include "base/buf.h"

enum place {
    PLACE_TEXT,  /* between tags, or in <title>, <textarea>, <script>, <style> (see `raw`) */
    PLACE_NAME,  /* in the name of a tag */
    PLACE_TAG,   /* in a tag, between attributes */
    PLACE_ATTR,  /* in the name of an attribute */
    PLACE_EQUAL, /* just after the = */
    PLACE_VALUE, /* in a value; `quote` tells which */
    PLACE_COMMENT,
    PLACE_DOCTYPE
};

/* What a hole may be here. */
enum hole_place {
    HOLE_NONE = 0,
    HOLE_TEXT = 1,
    HOLE_RCDATA = 2, /* <title>, <textarea> */
    HOLE_ATTR = 4,   /* a quoted value that is no URL */
    HOLE_URL = 8,    /* the very beginning of a URL */
    HOLE_LOCAL = 16, /* in a URL that began with /x, ? or # */
    HOLE_FAR = 32,   /* in a URL that began with scheme and host, mailto: or tel: */
    HOLE_TAG = 64,   /* between attributes */
    HOLE_JSON = 128  /* <script type="application/ld+json"> */
};

enum { SCAN_NAME_MAX = 32, SCAN_VALUE_MAX = 4000 };

struct scan {
    enum place place;
    char tag[SCAN_NAME_MAX], attr[SCAN_NAME_MAX], type[SCAN_NAME_MAX];
    char raw[SCAN_NAME_MAX]; /* the element that only its end tag ends, or empty */
    char quote;              /* of the value, 0 without */
    bool closing;            /* the tag is </...> */
    bool pre;                /* in <pre>: white space counts */
    bool http_equiv;         /* the tag has that attribute */
    bool words;              /* a value= or content= that people may read holds letters */
    bool description;        /* <meta name="description"> */
    bool literal_ok;         /* letters are allowed on this line */
    bool hole;               /* the value has a hole before here */
    bool encoded_start;      /* the URL began with {{url: }} */
    int letters;             /* in a row before here */
    bool entity;             /* in &...; */
    struct buf value;        /* literal part of the value so far */
    const char *error;       /* set: this is no good */
};

enum keep { KEEP_NO, KEEP_YES, KEEP_SPACED /* one space before it */ };

void scan_init(struct scan *s);
void scan_release(struct scan *s);

/* Reads line.p[at]; tells whether the output needs it. */
enum keep scan_char(struct scan *s, struct str line, size_t at);

/* Which holes are safe here, and if none, why not in *ret_why. */
enum hole_place scan_hole(const struct scan *s, const char **ret_why);

/* A hole stood here. */
void scan_passed_hole(struct scan *s, bool encoded);

/* White space around the tag does not show. */
bool scan_is_block(const char *tag);

#endif
