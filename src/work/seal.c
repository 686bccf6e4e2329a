/* seal.c -- see seal.h. */
#include "work/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/secret.h"
#include "work/files.h"

#define NAME "secret.key"

static const char *key_path(const char *dir, struct arena *a)
{
    return arena_cstr(a, arena_printf(a, "%s/" NAME, dir));
}

static enum err read_key(const char *dir, unsigned char ret[SECRET_KEY])
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    unsigned char more[SECRET_KEY + 1];
    int CLEANUP(file_close) fd = open(key_path(dir, a), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return err_from_errno(errno);
    ssize_t n = read(fd, more, sizeof more);
    if (n < 0) return err_from_errno(errno);
    if (n != SECRET_KEY) return ERR_FORMAT;
    memcpy(ret, more, SECRET_KEY);
    return OK;
}

/* Whole or not at all, and of two who make it at once both have the one that is there. */
static enum err make_key(const char *dir, const struct env *env)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    unsigned char key[SECRET_KEY];
    const char *path = key_path(dir, a);
    const char *fresh = arena_cstr(a, arena_printf(a, "%s.%d", path, (int)getpid()));
    env->random(env, key, sizeof key);
    unlink(fresh);
    int CLEANUP(file_close) fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return err_from_errno(errno);
    enum err e = file_write(fd, (struct str){(const char *)key, sizeof key});
    if (!e && fsync(fd) != 0) e = err_from_errno(errno);
    if (!e && link(fresh, path) != 0 && errno != EEXIST) e = err_from_errno(errno);
    unlink(fresh);
    return e ? e : folder_sync(dir);
}

enum err seal_text(const char *dir, const struct env *env, struct str text, struct str about,
                   struct arena *a, struct str *ret)
{
    unsigned char key[SECRET_KEY];
    if (text.n > SEAL_TEXT_MAX) return ERR_LIMIT;
    enum err e = read_key(dir, key);
    if (e == ERR_NOT_FOUND) {
        e = make_key(dir, env);
        if (!e) e = read_key(dir, key);
    }
    if (!e) secret_seal(env, key, text, about, a, ret);
    return e;
}

enum err seal_open(const char *dir, struct str sealed, struct str about, struct arena *a,
                   struct str *ret)
{
    unsigned char key[SECRET_KEY];
    enum err e = read_key(dir, key);
    return e ? e : secret_unseal(key, sealed, about, a, ret);
}

struct str seal_of_gather(const struct gather *g, struct arena *a)
{
    return arena_printf(a, "gather\n%lld\n%.*s\n%.*s", (long long)g->id, STR_ARG(g->login),
                        STR_ARG(g->url));
}

struct str seal_of_target(const struct target_row *t, struct arena *a)
{
    return arena_printf(a, "target\n%lld\n%.*s\n%.*s\n%.*s", (long long)t->id, STR_ARG(t->login),
                        STR_ARG(t->order.kind), STR_ARG(t->order.address));
}
