/* spool_test.c -- files without a name. */
#include "test.h"

#include <string.h>
#include <unistd.h>

#include "base/spool.h"

TEST(what_was_spooled_is_read_at_any_place)
{
    int fd = -1;
    char p[3] = {0};
    CHECK_INT(spool_begin(&fd), OK);
    CHECK_INT(spool_add(fd, STR("satu ")), OK);
    CHECK_INT(spool_add(fd, STR("dua")), OK);
    CHECK_INT(spool_read(fd, 5, p, 3), OK);
    CHECK(memcmp(p, "dua", 3) == 0);
    CHECK_INT(spool_read(fd, 6, p, 3), ERR_IO);
    close(fd);
}
