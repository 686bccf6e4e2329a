/* html.c -- compiles templates into C: HTML first, escaped by default, translated by key.
 *
 *     html OUT.c OUT.h TEMPLATE.html ...
 *
 * A file holds "%include" lines and templates; each begins with "%template name(arguments)" and
 * becomes void name(struct out *o, arguments). Lines that start with % are C. In the rest:
 *
 *     {{expression}}            a value, escaped by its type
 *     {{t: key}} {{t: key, a}}  a message, its places filled
 *     {{tn: key, count, a}}     a message in the form for a number
 *     {{n: expression}}         a number as the language writes it
 *     {{url: expression}}       percent-encoded, for a query value or one path segment
 *     {{href: expression}}      a whole local address ("/...", "?...", "#...") or http(s) link
 *     {{raw: expression}}       HTML that is known to be safe
 *     {{call: name(arguments)}} another template
 *
 * Refused, with file and line: a place in an unquoted attribute, in a tag or attribute name, in
 * script, style or a comment, in an on... or style attribute; an address that is neither {{href:}}
 * nor begins with a literal / ? # or scheme; words of a human language outside {{t:}} (a line
 * before with
 * "%literal" permits the next line). */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 8000, NAME_BYTES = 64 };
enum context { TEXT, TAG, ATTRIBUTE, COMMENT, RAW };

struct compiler {
    const char *file;
    int line;
    FILE *c, *h;
    bool in_template, literal_allowed;
    enum context context;
    char tag[NAME_BYTES], attribute[NAME_BYTES]; /* where the scanner is */
    bool tag_name_open, first_in_attribute;
    char text[1 << 16]; /* literal output not yet written */
    size_t n;
};

static void refuse(const struct compiler *k, const char *what)
{
    fprintf(stderr, "%s:%d: %s\n", k->file, k->line, what);
    exit(1);
}

/* ---- writing ---- */

static void flush(struct compiler *k)
{
    if (!k->n) return;
    fprintf(k->c, "    out_literal(o, \"");
    for (size_t i = 0; i < k->n; i++) {
        unsigned char ch = (unsigned char)k->text[i];
        if (ch == '"' || ch == '\\')
            fprintf(k->c, "\\%c", ch);
        else if (ch == '\n')
            fprintf(k->c, "\\n");
        else if (ch == '?')
            fprintf(k->c, "\\?");
        else if (ch >= 0x80)
            fprintf(k->c, "\\%03o", ch);
        else
            fputc(ch, k->c);
    }
    fprintf(k->c, "\", %zu);\n", k->n);
    k->n = 0;
}

static void put(struct compiler *k, char ch)
{
    if (k->n == sizeof k->text) flush(k);
    k->text[k->n++] = ch;
}

/* ---- where we are in the HTML ---- */

static bool is_raw_element(const char *tag)
{
    return strcmp(tag, "script") == 0 || strcmp(tag, "style") == 0;
}

static void append_name(char *name, char ch)
{
    size_t n = strlen(name);
    if (n + 1 < NAME_BYTES) {
        name[n] = (char)tolower((unsigned char)ch);
        name[n + 1] = '\0';
    }
}

static void scan_tag(struct compiler *k, char ch)
{
    if (ch == '>') {
        k->context = is_raw_element(k->tag) ? RAW : TEXT;
    } else if (ch == '"') {
        k->context = ATTRIBUTE;
        k->first_in_attribute = true;
    } else if (ch == '\'') {
        refuse(k, "attributes are quoted with \"");
    } else if (isspace((unsigned char)ch)) {
        k->tag_name_open = false;
        k->attribute[0] = '\0';
    } else if (k->tag_name_open) {
        append_name(k->tag, ch);
    } else if (ch != '=' && ch != '/') {
        append_name(k->attribute, ch);
    }
}

static void scan(struct compiler *k, const char *rest)
{
    char ch = *rest;
    switch (k->context) {
    case TEXT:
        if (ch != '<') break;
        if (strncmp(rest, "<!--", 4) == 0) {
            k->context = COMMENT;
            break;
        }
        k->context = TAG;
        k->tag_name_open = true;
        k->tag[0] = k->attribute[0] = '\0';
        break;
    case TAG: scan_tag(k, ch); break;
    case ATTRIBUTE:
        if (ch == '"') {
            k->context = TAG;
            k->attribute[0] = '\0';
        }
        k->first_in_attribute = false;
        break;
    case COMMENT:
        if (strncmp(rest, "-->", 3) == 0) k->context = TEXT;
        break;
    case RAW:
        if (strncmp(rest, "</", 2) == 0) {
            k->context = TAG;
            k->tag_name_open = true;
            k->tag[0] = '\0';
        }
        break;
    }
}

/* Words for people stand in text and in a few attributes. */
static bool for_people(const struct compiler *k)
{
    static const char *const attributes[] = {"title", "alt", "placeholder", "aria-label"};
    if (k->context == TEXT) return true;
    for (size_t i = 0; k->context == ATTRIBUTE && i < sizeof attributes / sizeof *attributes; i++)
        if (strcmp(k->attribute, attributes[i]) == 0) return true;
    return false;
}

/* Two letters in a row that are no entity. */
static void check_words(const struct compiler *k, const char *line, const char *p)
{
    if (k->literal_allowed || !for_people(k)) return;
    if (!isalpha((unsigned char)p[0]) || !isalpha((unsigned char)p[1])) return;
    const char *back = p;
    while (back > line && (isalnum((unsigned char)back[-1]) || back[-1] == '#')) back--;
    if (back > line && back[-1] == '&') return;
    refuse(k, "words belong in locale/, as {{t: key}}");
}

/* ---- places ---- */

static bool is_address(const struct compiler *k)
{
    return strcmp(k->attribute, "href") == 0 || strcmp(k->attribute, "src") == 0 ||
           strcmp(k->attribute, "action") == 0 || strcmp(k->attribute, "formaction") == 0;
}

static void check_place(const struct compiler *k, const char *kind)
{
    if (k->context == TAG) refuse(k, "a place must stand in text or in a quoted attribute");
    if (k->context == COMMENT) refuse(k, "a place in a comment");
    if (k->context == RAW) refuse(k, "a place in script or style");
    if (k->context != ATTRIBUTE) return;
    if (strncmp(k->attribute, "on", 2) == 0 || strcmp(k->attribute, "style") == 0)
        refuse(k, "a place in an on... or style attribute");
    if (is_address(k) && k->first_in_attribute && strcmp(kind, "href") != 0)
        refuse(k, "an address begins with a literal / ? # or is {{href: }}");
}

static const char *skip_space(const char *p)
{
    while (*p == ' ') p++;
    return p;
}

/* key, a, b  ->  MSG_key and the arguments behind it */
static void write_message(struct compiler *k, const char *body, bool counted)
{
    char name[NAME_BYTES * 2] = "MSG_";
    size_t n = 4;
    body = skip_space(body);
    while (*body && *body != ',' && *body != ' ') {
        if (n + 1 == sizeof name) refuse(k, "a key this long?");
        name[n++] = *body == '.' || *body == '-' ? '_' : *body;
        body++;
    }
    name[n] = '\0';
    body = skip_space(body);
    if (*body == ',') body = skip_space(body + 1);
    if (counted && !*body) refuse(k, "{{tn: key, count}} needs a count");
    fprintf(k->c, "#line %d \"%s\"\n", k->line, k->file);
    if (counted)
        fprintf(k->c, "    OUT_COUNT(o, %s, %s);\n", name, body);
    else if (*body)
        fprintf(k->c, "    OUT_MESSAGE(o, %s, %s);\n", name, body);
    else
        fprintf(k->c, "    out_message(o, %s, NULL, 0);\n", name);
}

static void write_place(struct compiler *k, char *body)
{
    static const struct {
        const char *kind, *function;
    } kinds[] = {
        {"n", "out_number"},
        {"url", "out_url"},
        {"href", "out_href"},
        {"raw", "out_raw"},
    };
    char kind[16] = "";
    size_t n = strspn(body, "abcdefghijklmnopqrstuvwxyz");
    bool named = n && n < sizeof kind && body[n] == ':' && body[n + 1] != ':';
    if (named) memcpy(kind, body, n);
    char *rest = named ? (char *)skip_space(body + n + 1) : (char *)skip_space(body);
    flush(k);
    check_place(k, kind);
    if (strcmp(kind, "t") == 0 || strcmp(kind, "tn") == 0) {
        write_message(k, rest, kind[1] == 'n');
        return;
    }
    fprintf(k->c, "#line %d \"%s\"\n", k->line, k->file);
    if (strcmp(kind, "call") == 0) {
        char *paren = strchr(rest, '(');
        if (!paren) refuse(k, "{{call: name(arguments)}}");
        *paren = '\0';
        const char *arguments = skip_space(paren + 1);
        fprintf(k->c, "    %s(o%s%s;\n", rest, *arguments == ')' ? "" : ", ", paren + 1);
        return;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i].kind) == 0) {
            fprintf(k->c, "    %s(o, %s);\n", kinds[i].function, rest);
            return;
        }
    if (named) refuse(k, "an unknown kind of place");
    fprintf(k->c, "    OUT(o, %s);\n", rest);
}

/* ---- lines ---- */

static void end_template(struct compiler *k)
{
    if (!k->in_template) return;
    flush(k);
    if (k->context != TEXT) refuse(k, "the template ends inside a tag");
    fprintf(k->c, "}\n\n");
    k->in_template = false;
}

static void begin_template(struct compiler *k, const char *head)
{
    end_template(k);
    const char *paren = strchr(head, '(');
    if (!paren) refuse(k, "%template name(arguments)");
    const char *arguments = skip_space(paren + 1);
    bool none = *arguments == ')';
    for (int i = 0; i < 2; i++)
        fprintf(i ? k->c : k->h, "void %.*s(struct out *o%s%s", (int)(paren - head), head,
                none ? "" : ", ", paren + 1);
    fprintf(k->h, ";\n");
    fprintf(k->c, "\n{\n");
    k->in_template = true;
    k->context = TEXT;
}

static void c_line(struct compiler *k, const char *line)
{
    if (strncmp(line, "%template ", 10) == 0) {
        begin_template(k, skip_space(line + 10));
    } else if (strncmp(line, "%include ", 9) == 0) {
        fprintf(k->h, "#include %s\n", line + 9);
    } else if (strncmp(line, "%literal", 8) == 0) {
        k->literal_allowed = true;
    } else {
        flush(k);
        fprintf(k->c, "#line %d \"%s\"\n%s\n", k->line, k->file, line + 1);
    }
}

static void html_line(struct compiler *k, char *line)
{
    for (char *p = line; *p; p++) {
        if (p[0] == '{' && p[1] == '{') {
            char *end = strstr(p, "}}");
            if (!end) refuse(k, "{{ without }}");
            *end = '\0';
            write_place(k, p + 2);
            k->first_in_attribute = false;
            p = end + 1;
            continue;
        }
        check_words(k, line, p);
        scan(k, p);
        put(k, *p);
    }
    put(k, '\n');
    if (k->context == TAG) scan(k, "\n");
    k->literal_allowed = false;
}

static void compile(struct compiler *k)
{
    char line[LINE_BYTES];
    FILE *f = fopen(k->file, "r");
    if (!f) {
        perror(k->file);
        exit(1);
    }
    for (k->line = 1; fgets(line, sizeof line, f); k->line++) {
        line[strcspn(line, "\n")] = '\0';
        char *start = line + strspn(line, " \t"); /* indentation is for the author */
        if (*start == '%')
            c_line(k, start);
        else if (!k->in_template && *start)
            refuse(k, "HTML before the first %template");
        else if (*start)
            html_line(k, start);
    }
    end_template(k);
    fclose(f);
}

int main(int argc, char **argv)
{
    struct compiler *k = calloc(1, sizeof *k);
    if (argc < 4 || !k) {
        fputs("usage: html OUT.c OUT.h TEMPLATE.html ...\n", stderr);
        return 2;
    }
    k->c = fopen(argv[1], "w");
    k->h = fopen(argv[2], "w");
    if (!k->c || !k->h) {
        perror(argv[1]);
        return 1;
    }
    fprintf(k->c, "/* Made by tool/html.c; do not edit. */\n#include \"html.h\"\n\n");
    fprintf(k->h, "/* Made by tool/html.c; do not edit. */\n#ifndef HTML_H\n#define HTML_H\n\n"
                  "#include \"web/out.h\"\n");
    for (int i = 3; i < argc; i++) {
        k->file = argv[i];
        compile(k);
    }
    fprintf(k->h, "\n#endif\n");
    int failed = fclose(k->c) | fclose(k->h);
    free(k);
    return failed != 0;
}
