/* routes.h -- what the tables of routes share: how long answers may be kept, parameters of many. */
#ifndef WEB_ROUTES_H
#define WEB_ROUTES_H

#include "web/page.h"

/* Cache-Control */
#define PAGE  "private, no-cache"
#define NEVER "no-store"
/* A form that takes long to fill in: the browser keeps it, so that going back to it after an error
 * finds what was typed, signed out or not. It shows nothing but the record. */
#define TYPED "private, no-cache"
#define SAME  "public, no-cache"
#define EVER  "public, max-age=31536000, immutable"
#define DAY   "public, max-age=86400"

/* What a search may be asked for; src/web/question.c reads it. */
#define SEARCH_PARAMS                                                                              \
    {"q", PARAM_TEXT, SEARCH_QUERY_MAX, false}, {"f", PARAM_WORD, 12, false},                      \
        {"sedia", PARAM_WORD, 20, true}, {"jenis", PARAM_WORD, 20, true},                          \
        {"perpustakaan", PARAM_NUMBER, 1 << 30, true}, {"tipe", PARAM_WORD, 20, true},             \
        {"wilayah", PARAM_WORD, 4, true}, {"bahasa", PARAM_WORD, 3, true},                         \
        {"dekade", PARAM_NUMBER, 9990, true}, {"subjek", PARAM_TEXT, 300, true},                   \
        {"pengarang", PARAM_TEXT, 300, true}, {"seri", PARAM_TEXT, 300, true},                     \
        {"kelas", PARAM_WORD, 3, true}, {"jejaring", PARAM_NUMBER, 1 << 30, false},                \
        {"dari", PARAM_NUMBER, 9999, false}, {"sampai", PARAM_NUMBER, 9999, false},                \
        {"urut", PARAM_WORD, 12, false},                                                           \
    {                                                                                              \
        "lang", PARAM_WORD, 8, false                                                               \
    }

extern const struct param params_none[];
extern const struct param params_suggest[];
extern const struct param params_staff[];
extern const struct param params_people[];
extern const struct param params_history[];
extern const struct param params_taken[];
extern const struct param params_merge[];

extern const struct route routes_public[];
extern const struct route routes_staff[];
extern const struct route routes_books[];
extern const struct route routes_manage[];
extern const struct route routes_api[];

#endif
