/* test.c -- runs registered tests and counts. */
#include "test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct test *tests;
static int failures_here;
static bool skipped_here;
static char dirs[256][64];
static size_t n_dirs;

void test_register(struct test *t)
{
    t->next = tests;
    tests = t;
}

void test_fail(const char *file, int line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    fprintf(stderr, "  %s:%d: ", file, line);
    vfprintf(stderr, fmt, args);
    fputc('\n', stderr);
    va_end(args);
    failures_here++;
}

void test_skip(const char *why)
{
    printf("  skipped: %s\n", why);
    skipped_here = true;
}

struct str test_file(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) return (struct str){0};
    struct buf CLEANUP(buf_release) b = BUF(1 << 28);
    size_t got = 1;
    while (got && buf_reserve(&b, 1 << 16)) b.n += got = fread(b.p + b.n, 1, 1 << 16, f);
    fclose(f);
    struct str s = arena_copy(a, buf_str(&b));
    return s.p ? s : STR("");
}

const char *test_dir(struct arena *a)
{
    char *name = arena_cstr(a, STR("/tmp/silang-test-XXXXXX"));
    if (!mkdtemp(name)) abort();
    if (n_dirs < sizeof dirs / sizeof dirs[0]) snprintf(dirs[n_dirs++], sizeof dirs[0], "%s", name);
    return name;
}

static void remove_tree(const char *path)
{
    DIR *d = opendir(path);
    if (d) {
        for (struct dirent *e; (e = readdir(d));) {
            char below[512];
            if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
            snprintf(below, sizeof below, "%s/%s", path, e->d_name);
            remove_tree(below);
        }
        closedir(d);
        rmdir(path);
    } else {
        unlink(path);
    }
}

static bool selected(const struct test *t, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strstr(t->name, argv[i])) return true;
    return argc <= 1;
}

static struct test *reversed(struct test *t)
{
    struct test *done = NULL;
    while (t) {
        struct test *next = t->next;
        t->next = done;
        done = t;
        t = next;
    }
    return done;
}

int main(int argc, char **argv)
{
    int passed = 0, failed = 0, skipped = 0;
    for (struct test *t = tests = reversed(tests); t; t = t->next) {
        if (!selected(t, argc, argv)) continue;
        struct arena *mem = arena_new();
        failures_here = 0;
        skipped_here = false;
        t->run(mem);
        arena_free(mem);
        if (failures_here)
            failed++, printf("FAIL %s\n", t->name);
        else if (skipped_here)
            skipped++, printf("skip %s\n", t->name);
        else
            passed++;
        fflush(stdout);
    }
    while (n_dirs) remove_tree(dirs[--n_dirs]);
    if (skipped) printf("%d skipped\n", skipped);
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
