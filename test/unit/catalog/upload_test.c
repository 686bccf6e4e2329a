/* upload_test.c -- files come in pieces, belong to somebody, have limits, and go when nobody wants
 * them. */
#include "world.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const int64_t DAY = INT64_C(24) * 3600 * 1000000;

static struct upload begin(struct world *w, int64_t library, const char *name, int64_t size)
{
    struct upload u = {0};
    CHECK(upload_begin(w->store, &world_operator, library, str_of(name), size, w->mem, &u) == OK);
    return u;
}

static enum err put(struct world *w, const struct upload *u, int64_t offset, const char *text)
{
    struct upload_sink *sink = NULL;
    enum err e = upload_open(w->dir, u, offset, &sink);
    if (e) return e;
    e = upload_write(sink, str_of(text));
    enum err closed = upload_close(sink, true);
    return e ? e : closed;
}

static struct upload found(struct world *w, const struct upload *u)
{
    struct upload now = {0};
    CHECK(upload_find(w->store->db, w->dir, &world_operator, u->agency, u->name, w->mem, &now) ==
          OK);
    return now;
}

TEST(an_upload_goes_on_where_it_was_cut)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "SMAN 1");
    struct upload u = begin(&w, a, "C:\\Users\\Sri\\buku.csv", 10), same;
    CHECK_STR(u.file, "buku.csv");
    CHECK(put(&w, &u, 0, "01234") == OK);
    CHECK_INT(found(&w, &u).have, 5);
    CHECK(upload_finish(w.store, &world_operator, u.id, 0) == ERR_CONFLICT);
    CHECK(put(&w, &u, 0, "01234") == ERR_CONFLICT);
    same = found(&w, &u);
    CHECK(put(&w, &u, same.have, "56789") == OK);
    CHECK(put(&w, &u, 10, "x") == ERR_LIMIT);
    CHECK(upload_finish(w.store, &world_operator, u.id, 0) == OK);
    CHECK(upload_finish(w.store, &world_operator, u.id, 0) == OK);
    CHECK_STR(test_file(mem, upload_path(w.dir, u.name, mem)), "0123456789");
    world_end(&w);
}

TEST(the_file_is_nobody_elses_to_read_or_to_guess)
{
    struct world w = world_make(mem);
    struct stat st;
    int64_t a = world_library(&w, "SMAN 1"), b = world_library(&w, "SMAN 2");
    struct upload u = begin(&w, a, "x.csv", 3), other;
    const struct actor_role role = {.kind = ROLE_MANAGER, .agency = a};
    const struct actor colleague = {
        .kind = ACTOR_PERSON, .person = 7, .at = 1, .role = &role, .n_roles = 1};
    CHECK(put(&w, &u, 0, "abc") == OK);
    CHECK(stat(upload_path(w.dir, u.name, mem), &st) == 0);
    CHECK_INT(st.st_mode & 0777, 0600);
    CHECK(upload_find(w.store->db, w.dir, &colleague, a, u.name, mem, &other) == ERR_NOT_FOUND);
    CHECK(upload_find(w.store->db, w.dir, &colleague, b, u.name, mem, &other) == ERR_DENIED);
    CHECK(upload_begin(w.store, &colleague, b, STR("y"), 1, mem, &other) == ERR_DENIED);
    world_end(&w);
}

TEST(one_request_writes_at_a_time)
{
    struct world w = world_make(mem);
    struct upload_sink *first = NULL, *second = NULL;
    struct upload u = begin(&w, world_library(&w, "SMAN 1"), "x.csv", 3);
    CHECK(upload_open(w.dir, &u, 0, &first) == OK);
    CHECK(upload_open(w.dir, &u, 0, &second) == ERR_BUSY);
    CHECK(upload_close(first, false) == OK);
    CHECK(upload_open(w.dir, &u, 0, &second) == OK);
    CHECK(upload_close(second, false) == OK);
    world_end(&w);
}

TEST(a_file_sent_in_one_go_is_known_only_when_it_is_whole)
{
    struct world w = world_make(mem);
    struct upload u, same;
    int64_t a = world_library(&w, "SMAN 1");
    CHECK(upload_draft(w.store, &world_operator, a, STR("x.csv"), 100, mem, &u) == OK);
    CHECK(put(&w, &u, 0, "abc") == OK);
    CHECK(upload_find(w.store->db, w.dir, &world_operator, a, u.name, mem, &same) == ERR_NOT_FOUND);
    CHECK(upload_sweep(w.store) == OK);
    CHECK(upload_adopt(w.store, &world_operator, &u) == OK);
    CHECK(upload_find(w.store->db, w.dir, &world_operator, a, u.name, mem, &same) == OK);
    CHECK_INT(same.size, 3);
    CHECK(same.done != 0);
    CHECK(upload_draft(w.store, &world_operator, a, STR("y.csv"), 100, mem, &u) == OK);
    CHECK(put(&w, &u, 0, "abc") == OK);
    upload_abandon(w.dir, &u);
    CHECK(access(upload_path(w.dir, u.name, mem), F_OK) != 0);
    world_end(&w);
}

TEST(there_are_limits_of_size_and_number)
{
    struct world w = world_make(mem);
    struct upload u;
    int64_t a = world_library(&w, "SMAN 1");
    CHECK(upload_begin(w.store, &world_operator, a, STR("x"), UPLOAD_BYTES_MAX + 1, mem, &u) ==
          ERR_LIMIT);
    CHECK(upload_begin(w.store, &world_operator, a, STR("x"), 0, mem, &u) == ERR_ARG);
    CHECK(upload_begin(w.store, &world_operator, a, STR("/"), 5, mem, &u) == ERR_ARG);
    for (int i = 0; i < UPLOAD_OPEN_MAX; i++) begin(&w, a, "x.csv", 5);
    CHECK(upload_begin(w.store, &world_operator, a, STR("x"), 5, mem, &u) == ERR_LIMIT);
    world_end(&w);
}

static int64_t later(const struct env *env)
{
    return env_system()->now(NULL) + *(const int64_t *)env->state;
}

TEST(what_nobody_finished_goes_after_a_week_and_files_without_a_row_at_once)
{
    struct world w = world_make(mem);
    struct env env = *env_system();
    int64_t ahead = 6 * DAY;
    env.now = later;
    env.state = &ahead;
    struct upload u = begin(&w, world_library(&w, "SMAN 1"), "x.csv", 5), gone;
    const char *stray = upload_path(w.dir, STR("abcdefghjkmnpqrstvwxyz0123"), mem);
    CHECK(put(&w, &u, 0, "ab") == OK);
    fclose(fopen(stray, "w"));
    w.store->env = &env;
    CHECK(upload_sweep(w.store) == OK);
    CHECK(access(stray, F_OK) != 0);
    CHECK_INT(found(&w, &u).have, 2);
    ahead = 8 * DAY;
    CHECK(upload_sweep(w.store) == OK);
    CHECK(upload_find(w.store->db, w.dir, &world_operator, u.agency, u.name, mem, &gone) ==
          ERR_NOT_FOUND);
    CHECK(access(upload_path(w.dir, u.name, mem), F_OK) != 0);
    world_end(&w);
}
