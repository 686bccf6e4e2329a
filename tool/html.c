/* html.c -- compiles HTML templates into C functions (docs/en/reference/templates.md).
 *
 *     html OUT.c OUT.h src/web/html/a.html src/web/html/b.html ...
 *
 * A line that begins with % is C, {{...}} is a hole whose value is escaped for the place it stands
 * in. A hole where no escaping is safe, and text that cannot be translated, fail the build with
 * file and line.
 *
 * size: one walk over a template; its state (place, depth, literal text) would cross any cut. */
#include <stdio.h>
#include <string.h>

#include "base/checked.h"
#include "scan.h"

enum { FILE_MAX = 1 << 20, OUT_MAX = 16 << 20, DEPTH_MAX = 64 };

/* What a `% ... {` line found; its } must find the same. */
struct mark {
    enum place place;
    char raw[SCAN_NAME_MAX];
    int line;
};

struct compiler {
    const char *file;
    int line;
    bool failed;
    bool in_template, literal_next;
    struct scan scan;
    bool space, newline; /* white space waits for what follows */
    bool clean;          /* white space here would not show */
    struct buf literal;  /* output that waits to be written as one string */
    struct buf code, header;
    struct mark mark[DEPTH_MAX];
    int depth;
};

static void complain(struct compiler *c, const char *what, struct str detail)
{
    fprintf(stderr, "%s:%d: %s%s%.*s\n", c->file, c->line, what, detail.n ? ": " : "",
            STR_ARG(detail));
    c->failed = true;
}

static void refuse(struct compiler *c, const char *what)
{
    complain(c, what, STR(""));
}

/* ---- output ---- */

static void add_c_string(struct buf *to, struct str s)
{
    buf_add_char(to, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char b = (unsigned char)s.p[i];
        if (b == '\n')
            buf_add(to, i + 1 < s.n ? STR("\\n\"\n        \"") : STR("\\n"));
        else if (b == '"' || b == '\\')
            buf_printf(to, "\\%c", b);
        else if (b < 0x20 || b > 0x7e || b == '?')
            buf_printf(to, "\\%03o", b);
        else
            buf_add_char(to, (char)b);
    }
    buf_add_char(to, '"');
}

static void flush(struct compiler *c)
{
    if (!c->literal.n) return;
    buf_add(&c->code, STR("    out_literal(o, STR("));
    add_c_string(&c->code, buf_str(&c->literal));
    buf_add(&c->code, STR("));\n"));
    buf_clear(&c->literal);
}

static void add_line_directive(struct compiler *c)
{
    buf_printf(&c->code, "#line %d \"%s\"\n", c->line, c->file);
}

/* Writes the white space that waits, unless a block on either side hides it. */
static void settle(struct compiler *c, bool block)
{
    if (c->space && !block && !c->clean) buf_add_char(&c->literal, c->newline ? '\n' : ' ');
    c->space = c->newline = false;
}

/* ---- holes ---- */

struct hole {
    const char *name; /* before the colon; "" for a bare expression */
    const char *call; /* a function or macro of (o, expression) */
    int places;
};

enum { ANY_TEXT = HOLE_TEXT | HOLE_RCDATA | HOLE_ATTR, REST_OF_URL = HOLE_LOCAL | HOLE_FAR };

static const struct hole holes[] = {
    {"", "OUT", ANY_TEXT | REST_OF_URL},
    {"t", NULL, ANY_TEXT},
    {"tn", NULL, ANY_TEXT},
    {"raw", "out_raw", HOLE_TEXT},
    {"call", NULL, HOLE_TEXT},
    {"flag", NULL, HOLE_TAG},
    {"n", "OUT_NUMBER", ANY_TEXT},
    {"url", "OUT_URL", HOLE_ATTR | HOLE_URL | REST_OF_URL},
    {"query", "out_query", REST_OF_URL},
    {"href", "out_href", HOLE_URL},
    {"static", NULL, HOLE_URL},
    {"date", "out_date", ANY_TEXT},
    {"short_date", "out_short_date", ANY_TEXT},
    {"time", "out_time", ANY_TEXT},
    {"ago", "out_ago", ANY_TEXT},
    {"size", "out_size", ANY_TEXT},
    {"language", "out_language", ANY_TEXT},
    {"json", "OUT_JSON", HOLE_JSON},
};

/* Index of the first `want` outside quotes and brackets, or s.n. */
static size_t find_outside(struct str s, char want)
{
    int depth = 0;
    char quote = 0;
    for (size_t i = 0; i < s.n; i++) {
        char b = s.p[i];
        if (quote) {
            if (b == '\\') i++;
            if (b == quote) quote = 0;
            continue;
        }
        if (depth == 0 && b == want) return i;
        if (b == '"' || b == '\'') quote = b;
        if (b && strchr("([{", b)) depth++;
        if (b && strchr(")]}", b)) depth--;
    }
    return s.n;
}

static bool is_key(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!s.p[i] || !strchr("abcdefghijklmnopqrstuvwxyz0123456789._-", s.p[i])) return false;
    return s.n > 0;
}

static void add_key(struct buf *to, struct str key)
{
    for (size_t i = 0; i < key.n; i++)
        buf_add_char(to, key.p[i] == '.' || key.p[i] == '-' ? '_' : key.p[i]);
}

/* The arguments as OUT_ARG(a), OUT_ARG(b); how many, and the first. */
static int add_arguments(struct buf *to, struct str rest, struct str *ret_first)
{
    int n = 0;
    while (rest.n) {
        size_t end = find_outside(rest, ',');
        struct str arg = str_trim(str_slice(rest, 0, end));
        if (n == 0) *ret_first = arg;
        buf_printf(to, "%sOUT_ARG(%.*s)", n++ ? ", " : "", STR_ARG(arg));
        rest = str_slice(rest, end + 1, rest.n);
    }
    return n;
}

/* What the compiler checks of a message: its number of arguments, and that a count counts. */
static void add_message_checks(struct buf *to, struct str name, int n, struct str first, bool count)
{
    buf_printf(to,
               "    _Static_assert(MSG_PLACES_%.*s == %d, \"another number of arguments than the "
               "message has places\");\n",
               STR_ARG(name), n);
    if (n)
        buf_printf(
            to,
            "    _Static_assert(!(MSG_PLURAL_%.*s || %d) || OUT_IS_NUMBER(%.*s), \"the first "
            "argument chooses the plural: it must be a number\");\n",
            STR_ARG(name), count, STR_ARG(first));
}

/* {{t: key, a, b}} or {{t: (expression), a, b}} */
static void add_message(struct compiler *c, struct str body, bool count)
{
    struct buf CLEANUP(buf_release) args = BUF(FILE_MAX), name = BUF(FILE_MAX);
    size_t end = find_outside(body, ',');
    struct str key = str_trim(str_slice(body, 0, end)), first = {NULL, 0};
    bool dynamic = key.n && key.p[0] == '(';
    int n = add_arguments(&args, str_slice(body, end + 1, body.n), &first);
    if (!dynamic && !is_key(key)) {
        complain(c, "not the key of a message", key);
        return;
    }
    if (dynamic) {
        buf_add(&name, key);
    } else {
        add_key(&name, key);
        add_message_checks(&c->code, buf_str(&name), n, first, count);
    }
    buf_printf(&c->code, "    out_message(o, %s%.*s, ", dynamic ? "" : "MSG_",
               STR_ARG(buf_str(&name)));
    if (n)
        buf_printf(&c->code, "(struct out_arg[]){%.*s}, %d);\n", STR_ARG(buf_str(&args)), n);
    else
        buf_add(&c->code, STR("NULL, 0);\n"));
}

/* {{call: html_part(a, b)}} */
static void add_call(struct compiler *c, struct str body)
{
    size_t open = str_find_char(body, '(', 0);
    if (open == body.n || body.p[body.n - 1] != ')') {
        complain(c, "not a call like html_part(x)", body);
        return;
    }
    struct str args = str_trim(str_slice(body, open + 1, body.n - 1));
    buf_printf(&c->code, "    %.*s(o%s%.*s);\n", STR_ARG(str_slice(body, 0, open)),
               args.n ? ", " : "", STR_ARG(args));
}

/* {{flag: condition, attribute}}: a literal attribute that is there when the condition holds */
static void add_flag(struct compiler *c, struct str body)
{
    struct buf CLEANUP(buf_release) text = BUF(FILE_MAX);
    size_t comma = find_outside(body, ',');
    struct str attribute = str_trim(str_slice(body, comma + 1, body.n));
    for (size_t i = 0; i < attribute.n; i++)
        if (strchr("<>&", attribute.p[i])) attribute.n = 0;
    if (!attribute.n || str_starts(attribute, STR("on")) || str_starts(attribute, STR("style"))) {
        complain(c, "not {{flag: condition, attribute}}", body);
        return;
    }
    buf_add_char(&text, ' ');
    buf_add(&text, attribute);
    buf_printf(&c->code, "    if (%.*s) out_literal(o, STR(",
               STR_ARG(str_trim(str_slice(body, 0, comma))));
    add_c_string(&c->code, buf_str(&text));
    buf_add(&c->code, STR("));\n"));
}

/* {{static: silang.css}} */
static void add_static(struct compiler *c, struct str body)
{
    if (!is_key(body)) {
        complain(c, "not the name of a static file", body);
        return;
    }
    buf_add(&c->code, STR("    out_literal(o, STR(STATIC_"));
    add_key(&c->code, body);
    buf_add(&c->code, STR("));\n"));
}

/* The kind of hole, and what follows its colon. */
static const struct hole *hole_kind(struct str inside, struct str *ret_body)
{
    size_t n = 0;
    while (n < inside.n && ((inside.p[n] >= 'a' && inside.p[n] <= 'z') || inside.p[n] == '_')) n++;
    bool named = n && n < inside.n && inside.p[n] == ':';
    struct str name = str_slice(inside, 0, named ? n : 0);
    *ret_body = str_trim(str_slice(inside, named ? n + 1 : 0, inside.n));
    for (size_t i = 0; i < COUNT(holes); i++)
        if (str_eq(name, str_of(holes[i].name))) return &holes[i];
    return NULL;
}

static void add_hole(struct compiler *c, const struct hole *h, struct str body,
                     enum hole_place place)
{
    bool in_url = !h->name[0] && (place & REST_OF_URL);
    flush(c);
    add_line_directive(c);
    if (h->name[0] == 't' && h->name[1] != 'i')
        add_message(c, body, h->name[1] == 'n');
    else if (strcmp(h->name, "call") == 0)
        add_call(c, body);
    else if (strcmp(h->name, "flag") == 0)
        add_flag(c, body);
    else if (strcmp(h->name, "static") == 0)
        add_static(c, body);
    else
        buf_printf(&c->code, "    %s(o, %.*s);\n", in_url ? "OUT_URL" : h->call, STR_ARG(body));
}

/* The hole at line[at..]; its length, or 0 after a complaint. */
static size_t hole(struct compiler *c, struct str line, size_t at)
{
    const char *why = "";
    struct str rest = str_slice(line, at + 2, line.n), body;
    size_t end = find_outside(rest, '}');
    struct str inside = str_trim(str_slice(rest, 0, end));
    const struct hole *h = hole_kind(inside, &body);
    enum hole_place place = scan_hole(&c->scan, &why);
    if (end + 1 >= rest.n || rest.p[end + 1] != '}')
        refuse(c, "{{ without }} on the same line");
    else if (!h)
        complain(c, "unknown kind of hole", inside);
    else if (!body.n)
        refuse(c, "an empty hole");
    else if (place == HOLE_NONE)
        complain(c, why, inside);
    else if (!(h->places & (int)place))
        complain(c, "this kind of hole is not safe here", inside);
    if (c->failed) return 0;
    if (place == HOLE_TEXT) {
        settle(c, false);
        c->clean = false;
    }
    add_hole(c, h, body, place);
    scan_passed_hole(&c->scan, strcmp(h->name, "url") == 0);
    return end + 4;
}

/* ---- lines ---- */

static void push(struct compiler *c)
{
    if (c->depth == DEPTH_MAX) {
        refuse(c, "blocks nested too deeply");
        return;
    }
    struct mark *m = &c->mark[c->depth++];
    m->place = c->scan.place;
    m->line = c->line;
    memcpy(m->raw, c->scan.raw, sizeof m->raw);
}

static void pop(struct compiler *c)
{
    if (!c->depth) {
        refuse(c, "a } without its {");
        return;
    }
    const struct mark *m = &c->mark[--c->depth];
    if (m->place != c->scan.place || strcmp(m->raw, c->scan.raw) != 0)
        refuse(c, "the block ends in another place (text, tag) than it began");
}

/* Both ways through a block must leave the reader of the HTML in the same state. */
static void follow_braces(struct compiler *c, struct str code)
{
    char quote = 0;
    for (size_t i = 0; i < code.n && !c->failed; i++) {
        char b = code.p[i];
        if (b == '\\' && quote) {
            i++;
        } else if (quote) {
            if (b == quote) quote = 0;
        } else if (b == '"' || b == '\'') {
            quote = b;
        } else if (b == '{') {
            push(c);
        } else if (b == '}') {
            pop(c);
        }
    }
}

static void code_line(struct compiler *c, struct str code)
{
    if (c->scan.place == PLACE_ATTR) c->scan.place = PLACE_TAG;
    if (c->scan.place != PLACE_TEXT && c->scan.place != PLACE_TAG) {
        refuse(c, "a % line inside a tag's name, a value or a comment");
        return;
    }
    if (c->scan.place == PLACE_TEXT && !c->scan.raw[0] && !c->scan.pre) {
        settle(c, false);
        c->clean = true;
    }
    flush(c);
    follow_braces(c, code);
    add_line_directive(c);
    buf_printf(&c->code, "   %.*s\n", STR_ARG(code));
}

static void text_char(struct compiler *c, char b)
{
    if (b == ' ' || b == '\t' || b == '\n' || b == '\r') {
        c->space = true;
        if (b == '\n') c->newline = true;
        return;
    }
    settle(c, false);
    c->clean = false;
    buf_add_char(&c->literal, b);
}

/* One byte that is not in a hole. */
static void html_char(struct compiler *c, struct str line, size_t at)
{
    struct scan *s = &c->scan;
    bool was_text = s->place == PLACE_TEXT, plain = was_text && !s->raw[0] && !s->pre;
    enum keep keep = scan_char(s, line, at);
    if (s->error) {
        refuse(c, s->error);
        return;
    }
    if (keep == KEEP_NO) return;
    if (plain && s->place == PLACE_TEXT) {
        text_char(c, line.p[at]);
        return;
    }
    if (plain) settle(c, s->place == PLACE_DOCTYPE || scan_is_block(s->tag));
    if (keep == KEEP_SPACED) buf_add_char(&c->literal, ' ');
    buf_add_char(&c->literal, line.p[at]);
    if (!was_text && s->place == PLACE_TEXT) c->clean = !s->tag[0] || scan_is_block(s->tag);
}

static void html_line(struct compiler *c, struct str line)
{
    c->scan.literal_ok = c->literal_next;
    c->literal_next = false;
    for (size_t at = 0; at < line.n && !c->failed;) {
        struct str rest = str_slice(line, at, line.n);
        bool plain = c->scan.place == PLACE_TEXT && !c->scan.raw[0] && !c->scan.pre;
        if (str_starts(rest, STR("{{"))) {
            at += hole(c, line, at);
        } else if (plain && str_eq(rest, STR("\\\n"))) {
            settle(c, false);
            c->clean = true;
            return;
        } else {
            html_char(c, line, at++);
        }
    }
}

static void end_template(struct compiler *c)
{
    if (!c->in_template || c->failed) return;
    c->space = c->newline = false;
    flush(c);
    if (c->scan.place != PLACE_TEXT || c->scan.raw[0])
        refuse(c, "the template ends inside a tag, comment or <title>");
    if (c->depth) {
        c->line = c->mark[c->depth - 1].line;
        refuse(c, "a { without its }");
    }
    buf_add(&c->code, STR("}\n\n"));
}

/* html_record(const struct record_view *v) */
static void begin_template(struct compiler *c, struct str signature)
{
    end_template(c);
    size_t open = str_find_char(signature, '(', 0);
    struct str name = str_slice(signature, 0, open), args;
    if (open == 0 || open == signature.n || signature.p[signature.n - 1] != ')') {
        complain(c, "not %template html_name(parameters)", signature);
        return;
    }
    args = str_slice(signature, open + 1, signature.n - 1);
    if (str_eq(args, STR("void"))) args.n = 0;
    buf_printf(&c->header, "void %.*s(struct out *o%s%.*s);\n", STR_ARG(name), args.n ? ", " : "",
               STR_ARG(args));
    add_line_directive(c);
    buf_printf(&c->code, "void %.*s(struct out *o%s%.*s)\n{\n    (void)o;\n", STR_ARG(name),
               args.n ? ", " : "", STR_ARG(args));
    scan_release(&c->scan);
    scan_init(&c->scan);
    c->in_template = c->clean = true;
    c->depth = 0;
}

static void line(struct compiler *c, struct str text)
{
    struct str word = str_trim(text), after = str_slice(word, str_find_char(word, ' ', 0), word.n);
    bool code = word.n && word.p[0] == '%';
    if (str_starts(word, STR("%template ")))
        begin_template(c, str_trim(after));
    else if (str_starts(word, STR("%include ")))
        buf_printf(&c->header, "#include %.*s\n", STR_ARG(str_trim(after)));
    else if (str_eq(word, STR("%literal")) || str_eq(word, STR("%literal ok")))
        c->literal_next = true;
    else if (!c->in_template && word.n)
        complain(c, "before the first %template", word);
    else if (code)
        code_line(c, str_slice(word, 1, word.n));
    else if (c->in_template)
        html_line(c, text);
}

static void compile(struct compiler *c, struct str text)
{
    while (text.n && !c->failed) {
        size_t end = str_find_char(text, '\n', 0);
        c->line++;
        line(c, str_slice(text, 0, end + 1));
        text = str_slice(text, end + 1, text.n);
    }
    end_template(c);
}

/* ---- files ---- */

static bool read_file(const char *path, struct buf *to)
{
    FILE *f = fopen(path, "r");
    char *room = buf_reserve(to, FILE_MAX);
    if (!f || !room) {
        perror(path);
        return false;
    }
    to->n = fread(room, 1, FILE_MAX, f);
    fclose(f);
    if (to->n == FILE_MAX) fprintf(stderr, "%s: longer than 1 MB\n", path);
    return to->n < FILE_MAX;
}

static bool write_file(const char *path, struct str text)
{
    FILE *f = fopen(path, "w");
    bool ok = f && fwrite(text.p, 1, text.n, f) == text.n;
    if (f && fclose(f)) ok = false;
    if (!ok) perror(path);
    return ok;
}

static bool compile_file(const char *path, struct buf *code, struct buf *header)
{
    struct buf CLEANUP(buf_release) text = BUF(FILE_MAX + 1);
    struct compiler c = {
        .file = path, .literal = BUF(FILE_MAX), .code = BUF(OUT_MAX), .header = BUF(OUT_MAX)};
    scan_init(&c.scan);
    if (!read_file(path, &text)) c.failed = true;
    compile(&c, buf_str(&text));
    buf_add(code, buf_str(&c.code));
    buf_add(header, buf_str(&c.header));
    scan_release(&c.scan);
    buf_release(&c.literal);
    buf_release(&c.code);
    buf_release(&c.header);
    return !c.failed;
}

int main(int argc, char **argv)
{
    struct buf CLEANUP(buf_release) code = BUF(OUT_MAX), header = BUF(OUT_MAX);
    if (argc < 4) {
        fputs("usage: html OUT.c OUT.h FILE.html ...\n", stderr);
        return 2;
    }
    buf_add(&code, STR("/* Made by tool/html.c; do not edit. */\n#include \"html.h\"\n"
                       "#include \"msg.h\"\n#include \"static_names.h\"\n\n"));
    buf_add(&header, STR("/* Made by tool/html.c; do not edit. */\n#ifndef HTML_H\n#define HTML_H\n"
                         "#include \"web/out.h\"\n\n"));
    bool ok = true;
    for (int i = 3; i < argc; i++)
        if (!compile_file(argv[i], &code, &header)) ok = false;
    buf_add(&header, STR("\n#endif\n"));
    if (code.full || header.full) {
        fputs("html: more than 16 MB of code\n", stderr);
        ok = false;
    }
    if (ok) ok = write_file(argv[1], buf_str(&code)) && write_file(argv[2], buf_str(&header));
    return ok ? 0 : 1;
}
