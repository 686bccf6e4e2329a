/* thin.h -- removing backups nobody will miss. */
#ifndef WORK_THIN_H
#define WORK_THIN_H

#include "work/backup.h"

/* Removes the files of DIR/backup that backup_choose does not keep; only those we made and know. */
MUST enum err thin_out(struct store *store, int64_t zone_us, int64_t *ret_removed);

#endif
