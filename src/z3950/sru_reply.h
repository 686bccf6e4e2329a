/* sru_reply.h -- what the core answered: one document of SRU 1.2, written by ourselves, or a
 * parcel.
 *
 * The core is trusted, so elements are found by their names without reading all of the XML; records
 * stay as they are. Whatever stands there, nothing outside the text is read. */
#ifndef Z3950_SRU_REPLY_H
#define Z3950_SRU_REPLY_H

#include "base/arena.h"
#include "z3950/diagnostic.h"

/* The text of the next element of that name (without its prefix) in *rest, which moves past it;
 * `ret_start`, when not NULL, gets its start tag. False: there is none. */
bool sru_element(struct str *rest, const char *name, struct str *ret_text, struct str *ret_start);

/* Text of XML as text: entities and numbers become characters. */
struct str sru_text(struct arena *a, struct str xml);

struct sru_found {
    int64_t total;
    struct strs record;        /* each as XML, or in ISO 2709 when it is a parcel */
    struct diagnostic problem; /* code 0: none */
};

/* Of searchRetrieve, in either form. An answer without a number of records is broken
 * (DIAGNOSTIC_BROKEN). */
void sru_read_found(struct str xml, struct arena *a, struct sru_found *ret);

struct sru_term {
    struct str value, shown;
    int64_t count;
};
struct sru_list {
    struct sru_term *item;
    size_t n, cap;
    struct diagnostic problem;
};

/* Of scan. */
void sru_read_list(struct str xml, struct arena *a, struct sru_list *ret);

#endif
