/* log_test.c -- the warnings that a page can show, and digests in pieces. */
#include "test.h"

#include <string.h>

#include "base/hash.h"
#include "base/log.h"

TEST(warnings_are_remembered_and_news_is_not)
{
    log_info("a page was asked for");
    log_warn("the first %d", 1);
    log_error("the second\nforged");
    struct str text = log_recent(mem);
    CHECK(str_find(text, STR("warn the first 1\n")) < text.n);
    CHECK(str_find(text, STR("error the second?forged\n")) < text.n);
    CHECK(str_find(text, STR("asked for")) > text.n);
}

TEST(of_many_warnings_the_last_are_kept_whole)
{
    for (int i = 0; i < 2000; i++) log_warn("number %d of many", i);
    struct str text = log_recent(mem), line;
    CHECK(text.n <= LOG_RECENT_MAX && text.n > LOG_RECENT_MAX / 2);
    CHECK(str_ends(text, STR("number 1999 of many\n")));
    CHECK(str_split(&text, '\n', &line));
    CHECK(str_ends(line, STR(" of many")) && line.p[4] == '-'); /* begins with its date */
}

TEST(a_digest_in_pieces_is_the_digest_of_all)
{
    char bytes[1000];
    struct digester d;
    memset(bytes, 'x', sizeof bytes);
    digest_begin(&d);
    for (size_t at = 0; at < sizeof bytes; at += 8) digest_more(&d, (struct str){bytes + at, 8});
    struct digest in_pieces = digest_end(&d), whole = digest_of((struct str){bytes, sizeof bytes});
    CHECK(memcmp(in_pieces.byte, whole.byte, sizeof whole.byte) == 0);
}
