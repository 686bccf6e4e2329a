/* search_gate.h -- for who searches by other means than ask_search. */
#ifndef WEB_SEARCH_GATE_H
#define WEB_SEARCH_GATE_H

#include "web/page.h"

/* Kept answers first, then the budget of who asks. */
struct search_answering ask_answering(struct ask *k);

#endif
