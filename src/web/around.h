/* around.h -- what all pages show around their contents. */
#ifndef WEB_AROUND_H
#define WEB_AROUND_H

#include "base/str.h"
#include "network/network.h"

/* How other sites show a link to a page (ogp.me). */
struct shared_as {
    const char *type; /* "book", "website" */
    struct str title, description, address;
    struct str picture; /* shared_picture() */
};

/* What all pages show around their contents. */
struct around {
    struct str title;    /* of the window, without the site's name */
    const char *current; /* path of the menu entry, NULL: none */
    bool noindex;
    struct str canonical;           /* path; empty: none */
    struct str feed;                /* path of this page as a feed; empty: none */
    bool unapi;                     /* the page has ids that unAPI gives forms of */
    const struct shared_as *shared; /* how other sites show a link to it; NULL: as they like */
    bool script;                    /* the script for readers */
    uint32_t icons;                 /* bit per enum icon beyond the usual ones */
    struct str skip_to;             /* empty: "isi" */
    struct str notice;              /* said above everything; empty: nothing to say */
    struct network network;
    struct str here_id, here_en; /* this page in the other language */
    struct str me;               /* name of who is signed in; empty: nobody */
    struct str token;            /* what each form repeats (html_token) */
};

enum icon {
    ICON_CHECK,
    ICON_CLOCK,
    ICON_FILTER,
    ICON_PIN,
    ICON_READ,
    ICON_UNKNOWN,
    ICON_X,
    ICON_MAP,
    ICON_SHARE,
    ICON_QUOTE,
    ICON_DOWN,
    ICON_KINDS, /* one per kind of material: kind_icon() */
    ICON_COPY,
    ICON_CROSS,
    ICON_USER,
    ICON_PHONE,
    ICON_MAIL,
    ICON_KEY,
    ICON_WRENCH,
    ICON_SEARCH,
    ICON_WARN,
    ICON_STAFF /* file, plus, undo, warn */
};
#define ICON(name) (UINT32_C(1) << ICON_##name)

#endif
