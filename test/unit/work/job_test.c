/* job_test.c -- what is promised of jobs: each is done once, by one, or says why it was not. */
#include "test.h"

#include <string.h>
#include <unistd.h>

#include "network/agency.h"
#include "network/network.h"
#include "work/internal.h"
#include "work/runner.h"
#include "work/schedule.h"

static const struct actor keeper = {.kind = ACTOR_OPERATOR};
static const struct actor stranger = {.kind = ACTOR_STRANGER};

/* What the kinds of these tests do is written here by the test, and counted. */
struct script {
    enum err outcome;
    int runs;
    bool wait; /* until told to stop */
};

static enum err play(struct job_task *t)
{
    struct script *s = t->kind->ctx;
    __atomic_add_fetch(&s->runs, 1, __ATOMIC_SEQ_CST);
    job_progress(t, "playing", 1, 2);
    job_put(&t->result, "said", job_get(t->args, "say"));
    while (s->wait && !job_stop(t)) usleep(1000);
    return s->wait ? ERR_INTERRUPTED : s->outcome;
}

struct stage {
    const char *dir;
    struct store *store;
    struct script script;
    struct job_kind kind[2];
    struct job_kinds kinds;
    struct runner_config config;
};

static void set(struct arena *mem, struct stage *s)
{
    *s = (struct stage){.dir = test_dir(mem)};
    int64_t network = 0;
    CHECK(store_create(s->dir, env_system(), &s->store) == OK);
    CHECK(network_add(s->store->db, &keeper, &(struct network){.name = STR("Uji")}, 1, &network) ==
          OK);
    s->kind[0] = (struct job_kind){"once", play, JOB_SOON, 1, &s->script};
    s->kind[1] = (struct job_kind){"thrice", play, JOB_QUIET, 3, &s->script};
    s->kinds = (struct job_kinds){s->kind, 2};
    s->config = (struct runner_config){s->dir, env_system(), s->kinds, NULL, NULL};
}

static int64_t ask(struct stage *s, const char *kind)
{
    int64_t id = 0;
    const struct job_order order = {.kind = kind, .args = STR("say=halo\n")};
    CHECK(work_enqueue(s->store->db, &keeper, &order, 1, &id) == OK);
    return id;
}

static struct job_row look(struct arena *mem, struct stage *s, int64_t id)
{
    struct job_row row = {0};
    CHECK(work_get(s->store->db, &keeper, id, mem, &row) == OK);
    return row;
}

TEST(a_job_is_done_and_says_what_came_of_it)
{
    struct stage s;
    set(mem, &s);
    int64_t id = ask(&s, "once");
    CHECK_INT(look(mem, &s, id).state, JOB_WAITING);
    CHECK(runner_once(&s.config) == OK);
    struct job_row row = look(mem, &s, id);
    CHECK_INT(row.state, JOB_DONE);
    CHECK_INT(s.script.runs, 1);
    CHECK_STR(job_get(row.result, "said"), "halo");
    CHECK(row.finished > 0 && row.started > 0);
    CHECK(runner_once(&s.config) == OK);
    CHECK_INT(s.script.runs, 1);
    store_close(s.store);
}

TEST(a_failure_that_may_pass_is_tried_again_later_and_not_for_ever)
{
    struct stage s;
    set(mem, &s);
    struct db *db = s.store->db;
    struct job_row row;
    const struct job_holder h = {"a", 1000};
    int64_t id = ask(&s, "thrice"), now = 1000;
    int64_t waits[] = {30000000, 120000000};
    for (int i = 0; i < 2; i++) {
        CHECK(job_claim(db, &s.kinds, JOB_QUIET, &h, now, mem, &row) == OK);
        CHECK(job_end(db, &s.kinds, &h, id, ERR_FULL, false, STR(""), now) == OK);
        row = look(mem, &s, id);
        CHECK_INT(row.state, JOB_WAITING);
        CHECK_STR(row.error, "disk-full");
        CHECK_INT(row.due, now + waits[i]);
        CHECK(job_claim(db, &s.kinds, JOB_QUIET, &h, row.due - 1, mem, &row) == ERR_NOT_FOUND);
        now += waits[i];
    }
    CHECK(job_claim(db, &s.kinds, JOB_QUIET, &h, now, mem, &row) == OK);
    CHECK(job_end(db, &s.kinds, &h, id, ERR_FULL, false, STR(""), now) == OK);
    CHECK_INT(look(mem, &s, id).state, JOB_FAILED);
    store_close(s.store);
}

TEST(a_clock_that_is_turned_back_keeps_no_job_waiting)
{
    struct stage s;
    set(mem, &s);
    struct db *db = s.store->db;
    struct job_row row;
    const struct job_holder h = {"a", 1000};
    const int64_t day = INT64_C(86400000000), now = 10 * day;
    int64_t id = ask(&s, "thrice");
    CHECK(job_claim(db, &s.kinds, JOB_QUIET, &h, now, mem, &row) == OK);
    CHECK(job_end(db, &s.kinds, &h, id, ERR_FULL, false, STR(""), now) == OK);
    CHECK(job_claim(db, &s.kinds, JOB_QUIET, &h, now - 1000000, mem, &row) == ERR_NOT_FOUND);
    CHECK(job_claim(db, &s.kinds, JOB_QUIET, &h, now - day, mem, &row) == OK);
    store_close(s.store);
}

TEST(a_failure_that_will_not_pass_is_final_at_once)
{
    struct stage s;
    set(mem, &s);
    s.script.outcome = ERR_FORMAT;
    int64_t id = ask(&s, "thrice");
    CHECK(runner_once(&s.config) == OK);
    struct job_row row = look(mem, &s, id);
    CHECK_INT(row.state, JOB_FAILED);
    CHECK_STR(row.error, "bad-format");
    store_close(s.store);
}

TEST(two_that_look_at_the_same_moment_do_not_get_the_same_job)
{
    struct stage s;
    set(mem, &s);
    struct job_row row;
    const struct job_holder a = {"a", 1000}, b = {"b", 1000};
    ask(&s, "once");
    CHECK(job_claim(s.store->db, &s.kinds, JOB_SOON, &a, 10, mem, &row) == OK);
    CHECK(job_claim(s.store->db, &s.kinds, JOB_SOON, &b, 10, mem, &row) == ERR_NOT_FOUND);
    store_close(s.store);
}

TEST(a_lease_that_is_renewed_keeps_others_away_and_one_that_is_not_does_not)
{
    struct stage s;
    set(mem, &s);
    struct db *db = s.store->db;
    struct job_row row;
    const struct job_holder a = {"a", 1000}, b = {"b", 1000};
    int64_t id = ask(&s, "thrice");
    CHECK(job_claim(db, &s.kinds, JOB_QUIET, &a, 10, mem, &row) == OK);
    struct job_beat beat = {.id = id, .phase = "playing", .done = 5, .all = 10, .rate = 2};
    CHECK(job_renew(db, &a, 900, &beat) == OK);
    CHECK(job_recover(db, &s.kinds, &b, false, 1500) == OK);
    row = look(mem, &s, id);
    CHECK_INT(row.state, JOB_RUNNING);
    CHECK_INT(row.done, 5);
    CHECK_STR(row.phase, "playing");

    CHECK(job_recover(db, &s.kinds, &b, false, 2000) == OK);
    CHECK_INT(look(mem, &s, id).state, JOB_WAITING);
    CHECK(job_renew(db, &a, 2000, &beat) == ERR_NOT_FOUND);
    CHECK(job_end(db, &s.kinds, &a, id, OK, false, STR(""), 2000) == ERR_NOT_FOUND);
    store_close(s.store);
}

TEST(what_a_killed_process_left_is_taken_again_or_failed_honestly)
{
    struct stage s;
    set(mem, &s);
    struct job_row row;
    const struct job_holder dead = {"dead", 1000000};
    int64_t once = ask(&s, "once"), thrice = ask(&s, "thrice");
    CHECK(job_claim(s.store->db, &s.kinds, JOB_SOON, &dead, 10, mem, &row) == OK);
    CHECK(job_claim(s.store->db, &s.kinds, JOB_QUIET, &dead, 10, mem, &row) == OK);
    CHECK(runner_once(&s.config) == OK);
    row = look(mem, &s, once);
    CHECK_INT(row.state, JOB_FAILED);
    CHECK_STR(row.error, "interrupted");
    CHECK_INT(s.script.runs, 0);
    CHECK_INT(look(mem, &s, thrice).state, JOB_WAITING); /* in half a minute */
    store_close(s.store);
}

static void wait_for(struct arena *mem, struct stage *s, int64_t id, enum job_state state)
{
    for (int i = 0; i < 1000 && look(mem, s, id).state != state; i++) usleep(10000);
    CHECK_INT(look(mem, s, id).state, state);
}

TEST(a_running_job_stops_when_it_is_cancelled)
{
    struct stage s;
    set(mem, &s);
    struct runner *r = NULL;
    s.script.wait = true;
    int64_t id = ask(&s, "once");
    CHECK(runner_start(&s.config, &r) == OK);
    wait_for(mem, &s, id, JOB_RUNNING);
    CHECK(work_cancel(s.store->db, &keeper, id, 5) == OK);
    wait_for(mem, &s, id, JOB_CANCELLED);
    CHECK(work_cancel(s.store->db, &keeper, id, 5) == ERR_CONFLICT);
    runner_stop(r);
    store_close(s.store);
}

TEST(a_waiting_job_is_cancelled_at_once_and_never_run)
{
    struct stage s;
    set(mem, &s);
    int64_t id = ask(&s, "once");
    CHECK(work_cancel(s.store->db, &keeper, id, 5) == OK);
    CHECK_INT(look(mem, &s, id).state, JOB_CANCELLED);
    CHECK(runner_once(&s.config) == OK);
    CHECK_INT(s.script.runs, 0);
    store_close(s.store);
}

TEST(a_server_that_stops_leaves_its_job_waiting_and_the_try_is_not_counted)
{
    struct stage s;
    set(mem, &s);
    struct runner *r = NULL, *second = NULL;
    s.script.wait = true;
    int64_t id = ask(&s, "once");
    CHECK(runner_start(&s.config, &r) == OK);
    CHECK(runner_start(&s.config, &second) == ERR_BUSY);
    wait_for(mem, &s, id, JOB_RUNNING);
    runner_stop(r);
    struct job_row row = look(mem, &s, id);
    CHECK_INT(row.state, JOB_WAITING);
    CHECK_INT(row.tries, 0);
    s.script.wait = false;
    CHECK(runner_once(&s.config) == OK);
    CHECK_INT(look(mem, &s, id).state, JOB_DONE);
    store_close(s.store);
}

TEST(a_kind_that_is_not_in_the_table_waits_for_a_program_that_knows_it)
{
    struct stage s;
    set(mem, &s);
    int64_t id = ask(&s, "of-another-version");
    CHECK(runner_once(&s.config) == OK);
    CHECK_INT(look(mem, &s, id).state, JOB_WAITING);
    store_close(s.store);
}

TEST(nobody_asks_for_work_or_sees_it_without_the_right)
{
    struct stage s;
    set(mem, &s);
    struct job_row row;
    struct job_rows rows;
    int64_t id = ask(&s, "once"), other = 0;
    const struct job_order order = {.kind = "once"}, library = {.kind = "once", .agency = 7};
    CHECK(work_enqueue(s.store->db, &stranger, &order, 1, &other) == ERR_DENIED);
    CHECK(work_enqueue(s.store->db, &stranger, &library, 1, &other) == ERR_DENIED);
    CHECK(work_get(s.store->db, &stranger, id, mem, &row) == ERR_NOT_FOUND);
    CHECK(work_list(s.store->db, &stranger, 0, NULL, 10, mem, &rows) == ERR_DENIED);
    CHECK(work_cancel(s.store->db, &stranger, id, 2) == ERR_NOT_FOUND);
    CHECK_INT(look(mem, &s, id).state, JOB_WAITING);
    store_close(s.store);
}

TEST(values_cannot_forge_lines)
{
    struct buf CLEANUP(buf_release) b = BUF(1000);
    job_put(&b, "file", STR("a\nload=9"));
    job_put_i64(&b, "load", 3);
    CHECK_STR(job_get(buf_str(&b), "file"), "a load=9");
    CHECK_INT(job_get_i64(buf_str(&b), "load", 0), 3);
    CHECK_INT(job_get_i64(buf_str(&b), "loa", 7), 7);
}

/* ---- the schedule ---- */

#define HOUR INT64_C(3600000000)
#define DAY  (24 * HOUR)

TEST(half_past_two_is_by_the_local_clock)
{
    const struct schedule s = {.minute = 150, .days = SCHEDULE_DAILY};
    const int64_t wib = 7 * HOUR;
    int64_t night = 20000 * DAY + 2 * HOUR + HOUR / 2 - wib; /* 02:30 WIB of some day */
    CHECK_INT(schedule_due(&s, night, wib), night);
    CHECK_INT(schedule_due(&s, night - 1, wib), night - DAY);
    CHECK_INT(schedule_due(&s, night + 23 * HOUR, wib), night);
}

TEST(a_day_of_the_week_is_that_day)
{
    const struct schedule s = {.minute = 0, .days = 1 << 6}; /* Sunday */
    /* 2026-11-25 is a Wednesday: day 20782 since 1970 */
    CHECK_INT(schedule_due(&s, 20782 * DAY + HOUR, 0), 20779 * DAY);
    const struct schedule never = {.minute = 0, .days = SCHEDULE_NEVER};
    CHECK_INT(schedule_due(&never, 20782 * DAY, 0), 0);
}

static int64_t waiting(struct stage *s)
{
    int64_t n = 0;
    CHECK(db_get_int(s->store->db, &n, SQL("SELECT count(*) FROM job WHERE kind = 'thrice'")) ==
          OK);
    return n;
}

TEST(what_is_due_is_asked_for_once_and_made_up_for_after_a_pause)
{
    struct stage s;
    set(mem, &s);
    struct db *db = s.store->db;
    struct job_row row;
    const struct job_holder h = {"a", HOUR};
    const struct schedule nightly = {
        .name = STR("n"), .kind = STR("thrice"), .minute = 150, .days = SCHEDULE_DAILY};
    int64_t noon = 20782 * DAY + 12 * HOUR;
    CHECK(schedule_set(db, &stranger, &nightly, noon) == ERR_DENIED);
    CHECK(schedule_default(db, &nightly, noon) == OK);
    CHECK(schedule_ask(db, noon, 0) == OK);
    CHECK_INT(waiting(&s), 0); /* what passed before it was set is no debt */
    CHECK(schedule_ask(db, noon + DAY, 0) == OK);
    CHECK(schedule_ask(db, noon + DAY + HOUR, 0) == OK);
    CHECK_INT(waiting(&s), 1);
    CHECK(schedule_ask(db, noon + 5 * DAY, 0) == OK);
    CHECK_INT(waiting(&s), 1); /* the first has not been done yet */
    CHECK(job_claim(db, &s.kinds, JOB_QUIET, &h, noon + 5 * DAY, mem, &row) == OK);
    CHECK(job_end(db, &s.kinds, &h, row.id, OK, false, STR(""), noon + 5 * DAY) == OK);
    CHECK(schedule_ask(db, noon + 9 * DAY, 0) == OK);
    CHECK_INT(waiting(&s), 2); /* once for all the nights the server was off */
    store_close(s.store);
}
