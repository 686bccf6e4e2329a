/* smtp.c -- one message by libcurl. */
#include "peer/smtp.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/checked.h"

enum { LINE_BYTES = 1000, MESSAGE_MAX = 64 << 10, BASE64_LINE = 57 };

/* ---- the file ---- */

static void keep_line(struct str line, struct arena *a, struct smtp_server *to)
{
    line = str_trim(line);
    size_t space = str_find_char(line, ' ', 0);
    struct str name = str_slice(line, 0, space), value = str_trim(str_slice(line, space, line.n));
    if (str_eq(name, STR("url"))) to->url = arena_copy(a, value);
    if (str_eq(name, STR("from"))) to->from = arena_copy(a, value);
}

enum err smtp_read(const char *path, struct arena *a, struct smtp_server *ret)
{
    char line[LINE_BYTES];
    struct smtp_server s = {0};
    struct stat st;
    FILE *f = fopen(path, "re");
    if (!f) return ERR_NOT_FOUND;
    /* It holds a password: nobody else may read it. What root hands to a service shows the rights
     * of its list as those of a group (acl(5)): of a file that is not ours that is no fault. */
    bool known = fstat(fileno(f), &st) == 0, ours = known && st.st_uid == geteuid();
    bool open_to_others = !known || (st.st_mode & (ours ? 077 : 027)) != 0;
    while (!open_to_others && fgets(line, sizeof line, f)) keep_line(str_of(line), a, &s);
    fclose(f);
    if (open_to_others) return ERR_DENIED;
    if (!str_starts(s.url, STR("smtp://")) && !str_starts(s.url, STR("smtps://")))
        return ERR_FORMAT;
    if (str_find_char(s.from, '@', 0) == s.from.n) return ERR_FORMAT;
    *ret = s;
    return OK;
}

/* ---- the message ---- */

/* Without line breaks, so that nobody adds a header. */
static void add_plain(struct buf *to, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_add_char(to, (unsigned char)s.p[i] < ' ' || s.p[i] == 0x7F ? ' ' : s.p[i]);
}

/* Encoded words of at most 75 characters, never cutting a letter (RFC 2047 2, 5). */
static void add_words(struct buf *to, struct str s, struct arena *a)
{
    enum { BYTES = 42 };
    for (size_t at = 0; at < s.n;) {
        size_t end = MIN(at + BYTES, s.n);
        while (end < s.n && end > at && ((unsigned char)s.p[end] & 0xC0) == 0x80) end--;
        if (end == at) end = MIN(at + BYTES, s.n); /* no UTF-8 */
        buf_add(to, at ? STR("\r\n =?UTF-8?B?") : STR("=?UTF-8?B?"));
        buf_add(to, base64_write(str_slice(s, at, end), a));
        buf_add(to, STR("?="));
        at = end;
    }
}

/* "Jejaring Sleman <silang@contoh.id>": the name as words, the address as it is. */
static void add_address(struct buf *to, struct str s, struct arena *a)
{
    size_t open = str_find_char(s, '<', 0);
    if (open < s.n) {
        add_words(to, str_trim(str_slice(s, 0, open)), a);
        buf_add_char(to, ' ');
    }
    add_plain(to, str_slice(s, open < s.n ? open : 0, s.n));
}

static struct str bare_address(struct str s)
{
    size_t open = str_find_char(s, '<', 0);
    return open < s.n ? str_slice(s, open + 1, str_find_char(s, '>', open)) : s;
}

void smtp_print(struct buf *to, const struct smtp_server *s, const struct smtp_message *m)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    char date[64];
    time_t seconds = (time_t)(m->date / 1000000);
    struct tm tm;
    gmtime_r(&seconds, &tm);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &tm); /* the C locale: English */
    buf_printf(to, "Date: %s\r\nFrom: ", date);
    add_address(to, s->from, a);
    buf_add(to, STR("\r\nTo: "));
    add_plain(to, m->to);
    buf_add(to, STR("\r\nSubject: "));
    add_words(to, m->subject, a);
    buf_add(to, STR("\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                    "Content-Type: text/plain; charset=UTF-8\r\n"
                    "Content-Transfer-Encoding: base64\r\n\r\n"));
    for (size_t at = 0; at < m->text.n; at += BASE64_LINE) {
        buf_add(to, base64_write(str_slice(m->text, at, at + BASE64_LINE), a));
        buf_add(to, STR("\r\n"));
    }
}

/* ---- sending ---- */

static size_t read_bytes(char *to, size_t size, size_t n, void *ctx)
{
    struct str *rest = ctx;
    size_t take = MIN(size * n, rest->n);
    memcpy(to, rest->p, take);
    *rest = str_slice(*rest, take, rest->n);
    return take;
}

/* smtp://user:password@host */
static bool has_login(struct str url)
{
    struct str host = str_slice(url, str_find(url, STR("://")) + 3, url.n);
    host = str_slice(host, 0, str_find_char(host, '/', 0));
    return str_find_char(host, '@', 0) < host.n;
}

static void free_list(struct curl_slist **l)
{
    curl_slist_free_all(*l);
}

static void free_curl(CURL **c)
{
    curl_easy_cleanup(*c);
}

enum err smtp_send(const struct smtp_server *s, const struct smtp_message *m, struct arena *a,
                   struct str *ret_why)
{
    CURL CLEANUP(free_curl) *c = curl_easy_init();
    struct curl_slist CLEANUP(free_list) *to = curl_slist_append(NULL, arena_cstr(a, m->to));
    struct buf CLEANUP(buf_release) bytes = BUF(MESSAGE_MAX);
    smtp_print(&bytes, s, m);
    struct str rest = buf_str(&bytes);
    if (!c || !to || bytes.full) return ERR_LIMIT;
    curl_easy_setopt(c, CURLOPT_URL, arena_cstr(a, s->url));
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_USE_SSL,
                     (long)(has_login(s->url) ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, arena_cstr(a, bare_address(s->from)));
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, read_bytes);
    curl_easy_setopt(c, CURLOPT_READDATA, &rest);
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, 20L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)SMTP_SECONDS);
    CURLcode code = curl_easy_perform(c);
    if (code == CURLE_OK) return OK;
    *ret_why = arena_copy(a, str_of(curl_easy_strerror(code)));
    return ERR_IO;
}
