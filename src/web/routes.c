/* routes.c -- the site map: every address, who may, what it takes, how long it may be kept; one
 * table an area. */
#include "web/routes.h"

const struct param params_none[] = {{"lang", PARAM_WORD, 8, false}, {0}};

const struct param params_suggest[] = {
    {"q", PARAM_TEXT, 100, false}, {"lang", PARAM_WORD, 8, false}, {0}};

const struct param params_staff[] = {
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

const struct param params_people[] = {
    {"nama", PARAM_TEXT, 200, false},
    {"akun", PARAM_TEXT, 200, false},
    {"peran", PARAM_WORD, 20, false},
    {"orang", PARAM_NUMBER, 1 << 30, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

const struct param params_history[] = {
    {"sebelum", PARAM_NUMBER, 1 << 30, false},
    {"objek", PARAM_TEXT, 40, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

const struct param params_taken[] = {
    {"isi", PARAM_WORD, 20, true}, {"lang", PARAM_WORD, 8, false}, {0}};

const struct param params_merge[] = {
    {"q", PARAM_TEXT, SEARCH_QUERY_MAX, false},
    {"data", PARAM_NUMBER, 1 << 30, true},
    {"langkah", PARAM_WORD, 5, false},
    {"dilihat", PARAM_WORD, 40, false},
    {"alasan", PARAM_TEXT, 2000, false},
    {"putusan", PARAM_NUMBER, 1 << 30, false},
    {"sebelum", PARAM_WORD, 20, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

const struct route *const routes[] = {routes_public, routes_staff, routes_books,
                                      routes_manage, routes_api,   NULL};
