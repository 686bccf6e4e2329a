/* smtp_test.c -- what is handed to a mail server: headers that cannot be forged, text that arrives.
 */
#include "peer/smtp.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

static struct str printed(struct arena *mem, const char *to, const char *subject, const char *text)
{
    struct buf CLEANUP(buf_release) b = BUF(100000);
    struct smtp_server s = {STR("smtp://localhost"), STR("Jejaring Kita <silang@contoh.id>")};
    struct smtp_message m = {str_of(to), str_of(subject), str_of(text), INT64_C(1795564800000000)};
    smtp_print(&b, &s, &m);
    return arena_copy(mem, buf_str(&b));
}

TEST(a_message_is_ascii_with_its_words_encoded)
{
    CHECK_STR(printed(mem, "sri@contoh.id", "Kode", "Kodé\n"),
              "Date: Wed, 25 Nov 2026 00:00:00 +0000\r\n"
              "From: =?UTF-8?B?SmVqYXJpbmcgS2l0YQ==?= <silang@contoh.id>\r\n"
              "To: sri@contoh.id\r\n"
              "Subject: =?UTF-8?B?S29kZQ==?=\r\n"
              "Auto-Submitted: auto-generated\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: text/plain; charset=UTF-8\r\n"
              "Content-Transfer-Encoding: base64\r\n\r\n"
              "S29kw6kK\r\n");
}

TEST(nobody_adds_a_header)
{
    struct str s =
        printed(mem, "sri@contoh.id\r\nBcc: x@jahat.example", "A\r\nBcc: y@jahat.example", "");
    CHECK(str_find(s, STR("\nBcc:")) > s.n);
}

TEST(lines_are_short_and_letters_whole)
{
    char subject[400];
    size_t n = 0;
    for (int i = 0; i < 90; i++)
        n += (size_t)snprintf(subject + n, sizeof subject - n, "é%d", i % 10);
    struct str rest = printed(mem, "a@b.id", subject, subject), line;
    while (str_split(&rest, '\n', &line)) CHECK(line.n <= 78);
}

TEST(words_that_are_no_utf8_end_too)
{
    char subject[101];
    for (size_t i = 0; i < 100; i++) subject[i] = (char)0x80;
    subject[100] = 0;
    struct str rest = printed(mem, "a@b.id", subject, ""), line;
    size_t words = 0;
    while (str_split(&rest, '\n', &line)) words += str_find(line, STR("=?UTF-8?B?gICA")) < line.n;
    CHECK_INT(words, 3);
}

TEST(the_file_with_the_password_is_for_the_operator_only)
{
    struct smtp_server s;
    const char *path = arena_cstr(mem, arena_printf(mem, "%s/mail", test_dir(mem)));
    CHECK_INT(smtp_read(path, mem, &s), ERR_NOT_FOUND);
    FILE *f = fopen(path, "w");
    fputs("# surat\nurl smtps://u:p@mail.contoh.id:465\nfrom Silang <silang@contoh.id>\n", f);
    fclose(f);
    chmod(path, 0644);
    CHECK_INT(smtp_read(path, mem, &s), ERR_DENIED);
    chmod(path, 0600);
    CHECK_INT(smtp_read(path, mem, &s), OK);
    CHECK_STR(s.url, "smtps://u:p@mail.contoh.id:465");
    CHECK_STR(s.from, "Silang <silang@contoh.id>");
    chmod(path, 0440);
    CHECK_INT(smtp_read(path, mem, &s), ERR_DENIED);
    if (geteuid() == 0 && chown(path, 1, 1) == 0) { /* handed over by another */
        CHECK_INT(smtp_read(path, mem, &s), OK);
        chmod(path, 0444);
        CHECK_INT(smtp_read(path, mem, &s), ERR_DENIED);
    }
    chmod(path, 0600);
    f = fopen(path, "w");
    fputs("url file:///etc/passwd\nfrom a@b.id\n", f);
    fclose(f);
    CHECK_INT(smtp_read(path, mem, &s), ERR_FORMAT);
}

TEST(a_server_that_is_not_there_is_told_without_the_password)
{
    struct str why = {0};
    struct smtp_server s = {STR("smtp://budi:rahasia@127.0.0.1:1"), STR("a@b.id")};
    struct smtp_message m = {STR("c@d.id"), STR("x"), STR("y"), 0};
    CHECK_INT(smtp_send(&s, &m, mem, &why), ERR_IO);
    CHECK(why.n > 0);
    CHECK(str_find(why, STR("rahasia")) > why.n);
}

/* ---- a server that knows no STARTTLS, or somebody between who took it away ---- */

struct plain_server {
    int listening;
    char heard[2000];
};

static void *serve_plainly(void *arg)
{
    struct plain_server *s = arg;
    size_t n = 0;
    ssize_t got = 0;
    int fd = accept(s->listening, NULL, NULL);
    const char *answer = "220 surat.contoh.id\r\n";
    do {
        if (send(fd, answer, strlen(answer), MSG_NOSIGNAL) < 0) break;
        got = recv(fd, s->heard + n, sizeof s->heard - n - 1, 0);
        if (got > 0) n += (size_t)got;
        answer = n < 6 ? "" : "250-surat.contoh.id\r\n250 AUTH PLAIN LOGIN\r\n";
    } while (got > 0 && n < sizeof s->heard - 1 && !strstr(s->heard, "AUTH"));
    close(fd);
    return NULL;
}

TEST(a_password_never_goes_over_an_open_line)
{
    struct plain_server server = {.listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t n = sizeof at;
    pthread_t thread;
    struct str why = {0};
    CHECK(bind(server.listening, (struct sockaddr *)&at, n) == 0);
    CHECK(getsockname(server.listening, (struct sockaddr *)&at, &n) == 0);
    CHECK(listen(server.listening, 1) == 0);
    CHECK(pthread_create(&thread, NULL, serve_plainly, &server) == 0);
    struct smtp_server s = {
        arena_printf(mem, "smtp://budi:rahasia@127.0.0.1:%d", (int)ntohs(at.sin_port)),
        STR("a@b.id")};
    struct smtp_message m = {STR("c@d.id"), STR("x"), STR("y"), 0};
    CHECK_INT(smtp_send(&s, &m, mem, &why), ERR_IO);
    pthread_join(thread, NULL);
    close(server.listening);
    CHECK(strstr(server.heard, "EHLO") != NULL);
    CHECK(strstr(server.heard, "AUTH") == NULL);
}
