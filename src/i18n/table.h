/* table.h -- the compiled messages, sorted by key. */
#ifndef I18N_TABLE_H
#define I18N_TABLE_H

#include "i18n/i18n.h"

struct msg_text {
    const char *key;
    const char *form[LANGS][2]; /* one, other */
};

extern const struct msg_text msg_table[MSG_COUNT];

#endif
