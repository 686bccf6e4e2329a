/* secret_test.c -- what is sealed opens with its key, for what it is about, unchanged. */
#include <string.h>

#include "base/secret.h"
#include "test.h"

static const unsigned char key[SECRET_KEY] = {1, 2, 3}, other[SECRET_KEY] = {1, 2, 4};

static struct str sealed(struct arena *mem, struct str text)
{
    struct str s = {0};
    secret_seal(env_system(), key, text, STR("a"), mem, &s);
    return s;
}

TEST(what_is_sealed_opens_again_and_is_not_to_be_read_before)
{
    struct str s = sealed(mem, STR("rahasia sekali")), text = {0};
    CHECK(str_find(s, STR("rahasia")) > s.n);
    CHECK_INT(secret_unseal(key, s, STR("a"), mem, &text), OK);
    CHECK_STR(text, "rahasia sekali");
    CHECK_INT(secret_unseal(key, sealed(mem, STR("")), STR("a"), mem, &text), OK);
    CHECK_INT((int)text.n, 0);
}

TEST(the_same_text_is_sealed_in_another_way_each_time)
{
    CHECK(!str_eq(sealed(mem, STR("x")), sealed(mem, STR("x"))));
}

TEST(another_key_another_matter_or_a_changed_byte_opens_nothing)
{
    struct str s = sealed(mem, STR("rahasia")), text = STR("as it was");
    CHECK_INT(secret_unseal(other, s, STR("a"), mem, &text), ERR_FORMAT);
    CHECK_INT(secret_unseal(key, s, STR("b"), mem, &text), ERR_FORMAT);
    for (size_t i = 0; i < s.n; i++) {
        char *bytes = arena_alloc(mem, s.n);
        memcpy(bytes, s.p, s.n);
        bytes[i] ^= 1;
        CHECK_INT(secret_unseal(key, (struct str){bytes, s.n}, STR("a"), mem, &text), ERR_FORMAT);
        CHECK_INT(secret_unseal(key, str_slice(s, 0, i), STR("a"), mem, &text), ERR_FORMAT);
    }
    CHECK_STR(text, "as it was");
}
