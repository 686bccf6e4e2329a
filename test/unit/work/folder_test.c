/* folder_test.c -- a folder that others write into is walked without being led out of it. */
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "work/folder.h"

static const char *in(struct arena *mem, const char *dir, const char *name)
{
    return arena_cstr(mem, arena_printf(mem, "%s/%s", dir, name));
}

static void write_file(struct arena *mem, const char *dir, const char *name, int64_t at)
{
    int fd = open(in(mem, dir, name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const struct timespec times[2] = {{.tv_sec = (time_t)at}, {.tv_sec = (time_t)at}};
    CHECK(fd >= 0 && write(fd, "isi", 3) == 3 && futimens(fd, times) == 0);
    close(fd);
}

/* A folder and one beside it that nobody allowed. */
static const char *root(struct arena *mem)
{
    const char *dir = test_dir(mem);
    CHECK(mkdir(in(mem, dir, "boleh"), 0700) == 0 && mkdir(in(mem, dir, "tidak"), 0700) == 0);
    CHECK(mkdir(in(mem, dir, "boleh/sub"), 0700) == 0);
    write_file(mem, dir, "tidak/rahasia.mrc", 1);
    return dir;
}

static struct folder_order order(struct arena *mem, const char *dir, const char *part)
{
    char real[4096];
    CHECK(realpath(in(mem, dir, "boleh"), real) != NULL);
    return (struct folder_order){.root = arena_copy(mem, str_of(real)),
                                 .part = str_of(part),
                                 .files_max = 5,
                                 .depth_max = 2};
}

TEST(files_come_with_the_oldest_first_whatever_folder_they_are_in)
{
    const char *dir = root(mem);
    const struct folder_order o = order(mem, dir, "");
    struct folder_files list;
    write_file(mem, dir, "boleh/baru.mrc", 300);
    write_file(mem, dir, "boleh/sub/lama.mrc", 100);
    write_file(mem, dir, "boleh/.tersembunyi", 1);
    write_file(mem, dir, "boleh/setengah.mrc.part", 1);
    CHECK_INT(folder_list(&o, mem, &list), OK);
    CHECK_INT((int)list.n, 2);
    CHECK_STR(list.item[0].name, "sub/lama.mrc");
    CHECK_STR(list.item[1].name, "baru.mrc");
    CHECK_INT(list.item[1].modified, INT64_C(300000000));
    CHECK_INT(list.item[1].size, 3);
}

TEST(links_and_pipes_are_counted_and_not_followed)
{
    const char *dir = root(mem);
    const struct folder_order o = order(mem, dir, "");
    struct folder_files list;
    struct folder_file now;
    int fd = -1;
    CHECK(symlink("../tidak/rahasia.mrc", in(mem, dir, "boleh/tautan.mrc")) == 0);
    CHECK(symlink("../tidak", in(mem, dir, "boleh/folder")) == 0);
    CHECK(mkfifo(in(mem, dir, "boleh/pipa.mrc"), 0600) == 0);
    CHECK_INT(folder_list(&o, mem, &list), OK);
    CHECK_INT((int)list.n, 0);
    CHECK_INT(list.skipped, 3);
    CHECK_INT(folder_open(&o, STR("tautan.mrc"), &fd, &now), ERR_NOT_FOUND);
    CHECK_INT(folder_open(&o, STR("folder/rahasia.mrc"), &fd, &now), ERR_NOT_FOUND);
    CHECK_INT(folder_open(&o, STR("pipa.mrc"), &fd, &now), ERR_NOT_FOUND);
    CHECK_INT(fd, -1);
}

TEST(no_name_leads_up)
{
    const char *dir = root(mem);
    const struct folder_order o = order(mem, dir, ""), up = order(mem, dir, "../tidak"),
                              around = order(mem, dir, "sub/../../tidak");
    struct folder_files list;
    struct folder_file now;
    int fd = -1;
    CHECK_INT(folder_list(&up, mem, &list), ERR_NOT_FOUND);
    CHECK_INT(folder_list(&around, mem, &list), ERR_NOT_FOUND);
    CHECK_INT(folder_open(&o, STR("../tidak/rahasia.mrc"), &fd, &now), ERR_NOT_FOUND);
    CHECK_INT(folder_open(&o, STR("sub/../../tidak/rahasia.mrc"), &fd, &now), ERR_NOT_FOUND);
    CHECK_INT(fd, -1);
}

TEST(a_folder_on_the_way_that_became_a_link_leads_nowhere)
{
    const char *dir = root(mem);
    const struct folder_order o = order(mem, dir, "sub");
    struct folder_files list;
    CHECK_INT(folder_list(&o, mem, &list), OK);
    CHECK(rmdir(in(mem, dir, "boleh/sub")) == 0);
    CHECK(symlink("../tidak", in(mem, dir, "boleh/sub")) == 0);
    CHECK_INT(folder_list(&o, mem, &list), ERR_NOT_FOUND);
    CHECK(rename(in(mem, dir, "boleh"), in(mem, dir, "dulu")) == 0);
    CHECK(symlink("tidak", in(mem, dir, "boleh")) == 0);
    struct folder_order whole = o;
    whole.part = STR("");
    CHECK_INT(folder_list(&whole, mem, &list), ERR_NOT_FOUND);
}

TEST(our_own_folder_too_deep_ones_and_too_many_files_are_kept_out)
{
    const char *dir = root(mem);
    struct folder_order o = order(mem, dir, "");
    struct folder_files list;
    write_file(mem, dir, "boleh/sub/1.mrc", 1);
    o.closed = in(mem, dir, "boleh/sub");
    CHECK_INT(folder_list(&o, mem, &list), OK);
    CHECK_INT((int)list.n, 0);
    o.closed = NULL;
    CHECK(mkdir(in(mem, dir, "boleh/sub/2"), 0700) == 0);
    CHECK(mkdir(in(mem, dir, "boleh/sub/2/3"), 0700) == 0);
    write_file(mem, dir, "boleh/sub/2/2.mrc", 1);
    write_file(mem, dir, "boleh/sub/2/3/3.mrc", 1);
    CHECK_INT(folder_list(&o, mem, &list), OK);
    CHECK_INT((int)list.n, 2);
    CHECK_INT(list.skipped, 1);
    o.files_max = 1;
    CHECK_INT(folder_list(&o, mem, &list), ERR_LIMIT);
}
