/* multipart_test.c -- forms with files, whole, in single bytes, cut and hostile. */
#include "test.h"

#include <string.h>

#include "net/multipart.h"

struct heard {
    struct buf text;
    enum err refuse; /* what `begin` answers */
};

static enum err begin(void *ctx, const struct multipart_part *p)
{
    struct heard *h = ctx;
    buf_printf(&h->text, "[%.*s", STR_ARG(p->name));
    if (p->is_file) buf_printf(&h->text, "|%.*s", STR_ARG(p->file));
    buf_add(&h->text, STR("="));
    return h->refuse;
}

static enum err data(void *ctx, struct str piece)
{
    buf_add(&((struct heard *)ctx)->text, piece);
    return OK;
}

static enum err end(void *ctx)
{
    buf_add(&((struct heard *)ctx)->text, STR("]"));
    return OK;
}

static const char TYPE[] = "multipart/form-data; boundary=XyZ";

/* What was heard of a body fed in pieces of `step` bytes, or the name of the error. */
static struct str hear(struct arena *a, const char *type, struct str body, size_t step)
{
    struct heard h = {.text = BUF(1 << 20)};
    struct multipart_takes takes = {begin, data, end, &h};
    struct multipart *m = NULL;
    enum err e = multipart_new(str_of(type), &takes, &m);
    for (size_t at = 0; !e && at < body.n; at += step)
        e = multipart_feed(m, str_slice(body, at, at + step));
    if (!e) e = multipart_finish(m);
    struct str got = e ? str_of(err_name(e)) : arena_copy(a, buf_str(&h.text));
    multipart_free(m);
    buf_release(&h.text);
    return got;
}

#define PART(name, rest, text)                                                                     \
    "--XyZ\r\nContent-Disposition: form-data; name=\"" name "\"" rest "\r\n\r\n" text "\r\n"

static const char GLUED[] = PART("token", "", "abc\r\n--XyZnot") "--XyZ--\r\n";

TEST(fields_and_files_come_out_whatever_the_pieces)
{
    const char form[] = PART("token", "", "abc")
        PART("berkas", "; filename=\"a %22b%22.csv\"", "x,y\r\n-\r\n--Xy\r\n") "--XyZ--\r\n";
    const char want[] = "[token=abc][berkas|a \"b\".csv=x,y\r\n-\r\n--Xy\r\n]";
    for (size_t step = 1; step < sizeof form; step++)
        CHECK_STR(hear(mem, TYPE, str_of(form), step), want);
    CHECK_STR(hear(mem, "Multipart/Form-Data; charset=utf-8; boundary=\"XyZ\"", str_of(form), 7),
              want);
}

TEST(a_delimiter_must_stand_alone)
{
    CHECK_STR(hear(mem, TYPE, str_of(GLUED), 9), "bad-format");
}

TEST(a_body_that_is_cut_anywhere_is_refused)
{
    const char form[] = PART("a", "", "1") PART("b", "; filename=\"f\"", "22") "--XyZ--";
    for (size_t n = 0; n < sizeof form - 1; n++)
        CHECK_STR(hear(mem, TYPE, (struct str){form, n}, 1000), "bad-format");
    CHECK_STR(hear(mem, TYPE, str_of(form), 1000), "[a=1][b|f=22]");
}

TEST(content_types_without_a_sound_boundary_are_refused)
{
    static const char *const bad[] = {"",
                                      "text/plain",
                                      "multipart/form-data",
                                      "multipart/form-data;",
                                      "multipart/form-data; boundary=",
                                      "multipart/form-data; boundary=\"\"",
                                      "multipart/form-data; boundary=a b",
                                      "multipart/form-data; boundary=a; boundary=b",
                                      "multipart/mixed; boundary=XyZ"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CHECK_STR(hear(mem, bad[i], STR("--XyZ--"), 1), "bad-format");
    const char *too_long = arena_cstr(mem, arena_printf(mem, "multipart/form-data; boundary=%0*d",
                                                        MULTIPART_BOUNDARY_MAX + 1, 7));
    CHECK_STR(hear(mem, too_long, STR("--XyZ--"), 1), "bad-format");
}

TEST(hostile_heads_are_refused)
{
    static const char *const bad[] = {
        "x--XyZ\r\n",
        "--XyZ\r\nContent-Type: text/plain\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data;"
        " name=\"b\"\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"; "
        "filename*=UTF-8''x\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding:"
        " base64\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\x01\r\n\r\nx\r\n--XyZ--",
        "--XyZ--\r\nmore",
        "--XyZ \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--XyZ--"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK_STR(hear(mem, TYPE, str_of(bad[i]), 1), "bad-format");
        CHECK_STR(hear(mem, TYPE, str_of(bad[i]), 5000), "bad-format");
    }
}

TEST(heads_and_parts_have_limits)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    buf_add(&b, STR("--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\nX: "));
    for (int i = 0; i < 100000; i++) buf_add_char(&b, 'x');
    CHECK_STR(hear(mem, TYPE, buf_str(&b), 1000), "over-limit");
    CHECK_STR(hear(mem, TYPE, buf_str(&b), 1 << 20), "over-limit");
    buf_clear(&b);
    for (int i = 0; i <= MULTIPART_PARTS_MAX; i++) buf_add(&b, STR(PART("a", "", "1")));
    CHECK_STR(hear(mem, TYPE, buf_str(&b), 1000), "over-limit");
}

TEST(a_large_file_passes_through_a_small_window)
{
    struct buf CLEANUP(buf_release) b = BUF(2 << 20);
    buf_add(&b, STR("--XyZ\r\nContent-Disposition: form-data; name=\"a\"; filename=\"f\"\r\n\r\n"));
    size_t head = b.n;
    for (int i = 0; i < 60000; i++) buf_add(&b, STR("\r\n--Xy\r"));
    struct str file = arena_copy(mem, str_slice(buf_str(&b), head, b.n));
    buf_add(&b, STR("\r\n--XyZ--\r\n"));
    struct str got = hear(mem, TYPE, buf_str(&b), 1 << 20);
    CHECK_INT(got.n, file.n + 6);
    CHECK(memcmp(got.p + 5, file.p, file.n) == 0);
}

TEST(what_the_taker_refuses_ends_the_reading)
{
    struct heard h = {.text = BUF(1000), .refuse = ERR_DENIED};
    struct multipart_takes takes = {begin, data, end, &h};
    struct multipart *m = NULL;
    CHECK(multipart_new(str_of(TYPE), &takes, &m) == OK);
    CHECK(multipart_feed(m, str_of(GLUED)) == ERR_DENIED);
    CHECK(multipart_feed(m, STR("more")) == ERR_DENIED);
    CHECK(multipart_finish(m) == ERR_DENIED);
    multipart_free(m);
    buf_release(&h.text);
}
