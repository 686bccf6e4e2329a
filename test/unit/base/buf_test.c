/* buf_test.c -- buffers stop at their ceiling, arenas hold what they gave, JSON is always legal. */
#include "test.h"

#include <string.h>

#include "base/checked.h"

TEST(a_buffer_refuses_what_does_not_fit_and_remembers)
{
    struct buf CLEANUP(buf_release) b = BUF(8);
    buf_add(&b, STR("12345"));
    buf_add(&b, STR("6789"));
    buf_add(&b, STR("x"));
    CHECK(b.full);
    CHECK_STR(buf_str(&b), "12345");
}

TEST(json_strings_are_legal_whatever_the_bytes)
{
    struct buf CLEANUP(buf_release) b = BUF(1000);
    buf_add_json(&b, STR("a\"\\\n\x01\xff\xc3\xa9</script>"));
    CHECK_STR(buf_str(&b), "\"a\\\"\\\\\\u000a\\u0001\xEF\xBF\xBD\xc3\xa9<\\/script>\"");
}

TEST(arena_memory_is_zeroed_and_survives_growth)
{
    struct {
        int64_t *item;
        size_t n, cap;
    } v = {0};
    for (int64_t i = 0; i < 100000; i++) VEC_PUSH(mem, &v, i);
    int64_t sum = 0;
    for (size_t i = 0; i < v.n; i++) sum += v.item[i];
    CHECK_INT(sum, 4999950000);
    arena_reset(mem);
    char *p = arena_alloc(mem, 5000);
    for (size_t i = 0; i < 5000; i++) CHECK(p[i] == 0);
}

TEST(numbers_are_read_whole_or_not_at_all)
{
    uint64_t u = 0;
    int64_t i = 0;
    CHECK(str_to_u64(STR("18446744073709551615"), &u) == OK && u == UINT64_MAX);
    CHECK(str_to_u64(STR("18446744073709551616"), &u) == ERR_LIMIT);
    CHECK(str_to_u64(STR("12a"), &u) == ERR_FORMAT);
    CHECK(str_to_u64(STR(""), &u) == ERR_FORMAT);
    CHECK(str_to_i64(STR("-7"), &i) == OK && i == -7);
}

TEST(splitting_gives_every_part)
{
    struct str rest = STR("a,,b"), part;
    CHECK(str_split(&rest, ',', &part) && str_eq(part, STR("a")));
    CHECK(str_split(&rest, ',', &part) && part.n == 0);
    CHECK(str_split(&rest, ',', &part) && str_eq(part, STR("b")));
    CHECK(!str_split(&rest, ',', &part));
}
