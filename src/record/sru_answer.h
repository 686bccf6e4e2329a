/* sru_answer.h -- answers of SRU 1.1, 1.2 and 2.0 as servers really give them: read by their tags,
 * without asking whether the whole is well-formed XML, so that one bad record costs only itself.
 * (LoC SRU 1.2; OASIS searchRetrieve 1.0, part 3 and 4; ZeeRex 2.0) */
#ifndef RECORD_SRU_ANSWER_H
#define RECORD_SRU_ANSWER_H

#include "base/arena.h"

enum { SRU_RECORDS_MAX = 200, SRU_NAMES_MAX = 200 };

struct sru_record {
    struct str data;       /* the record's XML, also when it came as a string */
    struct str schema;     /* as the server names it */
    struct str identifier; /* recordIdentifier; mostly empty */
    bool refused;          /* in its place stands a diagnostic: SRU 1.2, 6 */
};

struct sru_problem {
    int number;             /* of info:srw/diagnostic/1; 0: none, or of another list */
    struct str text, about; /* message and details, at most 200 bytes each */
};

struct sru_answer {
    bool answer;   /* it is one of searchRetrieve, not a web page or something else */
    bool html;     /* it is a web page */
    bool ended;    /* not cut in the middle */
    int64_t total; /* -1: not said */
    int64_t next;  /* nextRecordPosition; 0: not said */
    struct str version;
    struct {
        struct sru_record *item;
        size_t n, cap;
    } records;
    bool has_problem;
    struct sru_problem problem; /* of the whole answer */
};

/* Strings are views of `page` or in `a`. */
void sru_answer_read(struct str page, struct arena *a, struct sru_answer *ret);

/* What an explain says. */
struct sru_explained {
    bool answer;
    struct str version, title, database;
    struct strs schemas; /* names: "marcxml", "dc" */
    struct strs indexes; /* with their sets: "dc.title" */
    int64_t most;        /* maximumRecords; 0: not said */
};

void sru_explain_read(struct str page, struct arena *a, struct sru_explained *ret);

#endif
