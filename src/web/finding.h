/* finding.h -- what the doctor found, in words. */
#ifndef WEB_FINDING_H
#define WEB_FINDING_H

#include "i18n/i18n.h"
#include "work/doctor.h"

struct finding_words {
    struct str level;          /* "Perlu perhatian" */
    struct str what, why, act; /* the last two are empty when all is well */
};

/* In the arena. */
struct finding_words finding_words(struct arena *a, enum lang l, enum zone z,
                                   const struct finding *f);

#endif
