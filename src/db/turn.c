/* turn.c -- people first: a shared lock says that somebody waits to write or writes, and the
 * batches of long work let him by.
 *
 * SQLite lets whoever asks at the right moment write, and a load asks again within microseconds of
 * its last commit: without this, a person would wait for chance. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "db/internal.h"

enum {
    PATH_MAX_BYTES = 4096,
    PAUSE_US = 2000,
    PATIENCE_US = 1000000 /* long work goes on all the same, when people never stop */
};

static bool opened(struct db *db)
{
    char path[PATH_MAX_BYTES];
    const char *name = sqlite3_db_filename(db->handle, "main");
    if (db->turn) return true;
    if (!name || !*name) return false;
    snprintf(path, sizeof path, "%s.turn", name);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return false;
    db->turn = fd + 1;
    return true;
}

static bool locked(struct db *db, int how)
{
    while (flock(db->turn - 1, how) != 0)
        if (errno != EINTR) return false;
    return true;
}

void turn_take(struct db *db)
{
    if (opened(db)) (void)locked(db, LOCK_SH);
}

void turn_give(struct db *db)
{
    if (db->turn) (void)locked(db, LOCK_UN);
}

void turn_yield(struct db *db)
{
    const struct timespec pause = {0, PAUSE_US * 1000};
    if (!opened(db)) return;
    for (int waited = 0; waited < PATIENCE_US; waited += PAUSE_US) {
        if (locked(db, LOCK_EX | LOCK_NB)) break;
        nanosleep(&pause, NULL);
    }
    (void)locked(db, LOCK_UN);
}

bool db_wanted(struct db *db)
{
    if (!db->turn) return false;
    if (!locked(db, LOCK_EX | LOCK_NB)) return errno == EWOULDBLOCK;
    (void)locked(db, LOCK_UN);
    return false;
}

void turn_close(struct db *db)
{
    if (db->turn) close(db->turn - 1);
    db->turn = 0;
}
