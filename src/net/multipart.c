/* multipart.c -- a window over the body, never longer than one piece and one delimiter. */
#include "net/multipart.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/checked.h"
#include "base/mem.h"

enum { WINDOW_MAX = 256 << 10, FED_AT_ONCE = 64 << 10 };

enum step {
    STEP_FIRST, /* the first delimiter */
    STEP_AFTER, /* what follows a delimiter: a line end, or -- */
    STEP_HEAD,
    STEP_DATA,
    STEP_END
};

struct multipart {
    struct multipart_takes takes;
    enum step step;
    char delimiter[MULTIPART_BOUNDARY_MAX + 5]; /* CR LF -- boundary */
    size_t delimiter_n;
    struct buf window;
    int parts;
    enum err error; /* sticks */
};

/* ---- the boundary ---- */

static bool boundary_char(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || (c && strchr("'()+_,-./:=?", c));
}

static enum err read_boundary(struct str type, struct multipart *m)
{
    static const struct str kind = STR_INIT("multipart/form-data");
    struct str rest = str_slice(type, kind.n, type.n), boundary = {0}, part;
    if (!str_eq_nocase(str_slice(type, 0, kind.n), kind)) return ERR_FORMAT;
    rest = str_trim(rest);
    if (!rest.n || rest.p[0] != ';') return ERR_FORMAT;
    rest = str_slice(rest, 1, rest.n);
    while (str_split(&rest, ';', &part)) {
        part = str_trim(part);
        if (!str_eq_nocase(str_slice(part, 0, 9), STR("boundary="))) continue;
        if (boundary.n) return ERR_FORMAT;
        boundary = str_slice(part, 9, part.n);
        if (boundary.n > 1 && boundary.p[0] == '"' && boundary.p[boundary.n - 1] == '"')
            boundary = str_slice(boundary, 1, boundary.n - 1);
        if (!boundary.n) return ERR_FORMAT;
    }
    if (!boundary.n || boundary.n > MULTIPART_BOUNDARY_MAX) return ERR_FORMAT;
    for (size_t i = 0; i < boundary.n; i++)
        if (!boundary_char(boundary.p[i])) return ERR_FORMAT;
    memcpy(m->delimiter, "\r\n--", 4);
    memcpy(m->delimiter + 4, boundary.p, boundary.n);
    m->delimiter_n = boundary.n + 4;
    return OK;
}

enum err multipart_new(struct str content_type, const struct multipart_takes *takes,
                       struct multipart **ret)
{
    struct multipart *m = mem_zero(1, sizeof *m);
    m->takes = *takes;
    m->window = BUF(WINDOW_MAX);
    enum err e = read_boundary(content_type, m);
    if (e) {
        mem_free(m);
        return e;
    }
    *ret = m;
    return OK;
}

void multipart_free(struct multipart *m)
{
    if (!m) return;
    buf_release(&m->window);
    mem_free(m);
}

/* ---- the head of a part ---- */

/* %22, %0D and %0A back into what they stand for; in place. */
static struct str unescape(char *p, size_t n)
{
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '%' && i + 2 < n && memcmp(p + i, "%22", 3) == 0)
            p[to++] = '"', i += 2;
        else if (p[i] == '%' && i + 2 < n && memcmp(p + i, "%0", 2) == 0 &&
                 strchr("DdAa", p[i + 2]))
            p[to++] = ' ', i += 2;
        else
            p[to++] = p[i];
    }
    return (struct str){p, to};
}

/* `; name="value"` off the front of *rest. */
static enum err next_parameter(struct str *rest, struct str *ret_name, struct str *ret_value)
{
    struct str s = str_trim(*rest);
    if (s.n == 0) return ERR_NOT_FOUND;
    if (s.p[0] != ';') return ERR_FORMAT;
    s = str_trim(str_slice(s, 1, s.n));
    size_t equals = str_find_char(s, '=', 0);
    if (equals + 1 >= s.n || s.p[equals + 1] != '"') return ERR_FORMAT;
    size_t end = str_find_char(s, '"', equals + 2);
    if (end == s.n) return ERR_FORMAT;
    *ret_name = str_slice(s, 0, equals);
    *ret_value = str_slice(s, equals + 2, end);
    *rest = str_slice(s, end + 1, s.n);
    return OK;
}

static enum err read_disposition(struct str value, struct multipart_part *ret)
{
    static const struct str kind = STR_INIT("form-data");
    struct str rest = str_slice(value, kind.n, value.n), name, text;
    bool named = false;
    if (!str_eq_nocase(str_slice(value, 0, kind.n), kind)) return ERR_FORMAT;
    enum err e = OK;
    while (!(e = next_parameter(&rest, &name, &text))) {
        struct str clean = unescape((char *)(uintptr_t)text.p, text.n);
        if (str_eq_nocase(name, STR("name"))) {
            if (named) return ERR_FORMAT;
            ret->name = clean;
            named = true;
        } else if (str_eq_nocase(name, STR("filename"))) {
            if (ret->is_file) return ERR_FORMAT;
            ret->file = clean;
            ret->is_file = true;
        } else {
            return ERR_FORMAT;
        }
    }
    return e == ERR_NOT_FOUND && named && ret->name.n ? OK : ERR_FORMAT;
}

static enum err read_head(struct str head, struct multipart_part *ret)
{
    struct str rest = head, line;
    bool disposed = false;
    while (str_split(&rest, '\n', &line)) {
        if (line.n && line.p[line.n - 1] == '\r') line.n--;
        for (size_t i = 0; i < line.n; i++)
            if ((unsigned char)line.p[i] < ' ' && line.p[i] != '\t') return ERR_FORMAT;
        size_t colon = str_find_char(line, ':', 0);
        if (colon == 0 || colon == line.n) return ERR_FORMAT;
        struct str name = str_slice(line, 0, colon);
        struct str value = str_trim(str_slice(line, colon + 1, line.n));
        if (str_eq_nocase(name, STR("content-transfer-encoding")) &&
            !str_eq_nocase(value, STR("binary")) && !str_eq_nocase(value, STR("8bit")) &&
            !str_eq_nocase(value, STR("7bit")))
            return ERR_FORMAT;
        if (!str_eq_nocase(name, STR("content-disposition"))) continue;
        if (disposed) return ERR_FORMAT;
        enum err e = read_disposition(value, ret);
        if (e) return e;
        disposed = true;
    }
    return disposed ? OK : ERR_FORMAT;
}

/* ---- the walk ---- */

/* Each step takes what it can off the window; false in *ret_more when it needs more bytes. */
static enum err take_first(struct multipart *m, bool *ret_more)
{
    size_t want = m->delimiter_n - 2, n = MIN(m->window.n, want);
    if (memcmp(m->window.p, m->delimiter + 2, n) != 0) return ERR_FORMAT;
    if (n < want) return OK;
    buf_consume(&m->window, want);
    m->step = STEP_AFTER;
    *ret_more = true;
    return OK;
}

static enum err take_after(struct multipart *m, bool *ret_more)
{
    if (m->window.n < 2) return OK;
    bool last = memcmp(m->window.p, "--", 2) == 0;
    if (!last && memcmp(m->window.p, "\r\n", 2) != 0) return ERR_FORMAT;
    buf_consume(&m->window, 2);
    m->step = last ? STEP_END : STEP_HEAD;
    *ret_more = true;
    return OK;
}

static enum err take_head(struct multipart *m, bool *ret_more)
{
    struct str w = str_slice(buf_str(&m->window), 0, MULTIPART_HEAD_MAX + 4);
    struct multipart_part part = {0};
    size_t end = str_find(w, STR("\r\n\r\n"));
    if (end > w.n) return w.n > MULTIPART_HEAD_MAX ? ERR_LIMIT : OK;
    if (++m->parts > MULTIPART_PARTS_MAX) return ERR_LIMIT;
    enum err e = read_head(str_slice(w, 0, end), &part);
    if (!e) e = m->takes.begin(m->takes.ctx, &part);
    if (e) return e;
    buf_consume(&m->window, end + 4);
    m->step = STEP_DATA;
    *ret_more = true;
    return OK;
}

static enum err take_data(struct multipart *m, bool *ret_more)
{
    struct str w = buf_str(&m->window);
    const char *at = w.n ? memmem(w.p, w.n, m->delimiter, m->delimiter_n) : NULL;
    size_t sure = at                     ? (size_t)(at - w.p)
                  : w.n > m->delimiter_n ? w.n - m->delimiter_n
                                         : 0; /* its beginning may stand at the end */
    enum err e = sure ? m->takes.data(m->takes.ctx, str_slice(w, 0, sure)) : OK;
    if (!e && at) e = m->takes.end(m->takes.ctx);
    if (e) return e;
    buf_consume(&m->window, at ? sure + m->delimiter_n : sure);
    if (at) m->step = STEP_AFTER;
    *ret_more = at != NULL;
    return OK;
}

static enum err take_end(struct multipart *m)
{
    return m->window.n <= 2 && memcmp(m->window.p, "\r\n", m->window.n) == 0 ? OK : ERR_FORMAT;
}

static enum err walk(struct multipart *m)
{
    bool more = true;
    enum err e = OK;
    while (!e && more && m->window.n) {
        more = false;
        switch (m->step) {
        case STEP_FIRST: e = take_first(m, &more); break;
        case STEP_AFTER: e = take_after(m, &more); break;
        case STEP_HEAD: e = take_head(m, &more); break;
        case STEP_DATA: e = take_data(m, &more); break;
        case STEP_END: e = take_end(m); break;
        }
    }
    return e;
}

enum err multipart_feed(struct multipart *m, struct str piece)
{
    while (!m->error && piece.n) {
        struct str now = str_slice(piece, 0, FED_AT_ONCE);
        buf_add(&m->window, now);
        m->error = m->window.full ? ERR_LIMIT : walk(m);
        piece = str_slice(piece, now.n, piece.n);
    }
    return m->error;
}

enum err multipart_finish(struct multipart *m)
{
    if (m->error) return m->error;
    return m->step == STEP_END ? OK : ERR_FORMAT;
}
