/* scan.c -- the HTML state machine of the template compiler. */
#include "scan.h"

#include <string.h>

#include "base/checked.h"

static bool one_of(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(word, *list) == 0) return true;
    return false;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_';
}

/* The name at line[at..], in lower case. */
static void read_name(char ret[SCAN_NAME_MAX], struct str line, size_t at)
{
    size_t n = 0;
    for (; at < line.n && is_name(line.p[at]) && n < SCAN_NAME_MAX - 1; at++, n++)
        ret[n] = (char)(line.p[at] >= 'A' && line.p[at] <= 'Z' ? line.p[at] | 0x20 : line.p[at]);
    ret[n] = '\0';
}

bool scan_is_block(const char *tag)
{
    static const char *const list[] = {
        "html",     "head",       "body",   "div",      "p",        "ul",       "ol",
        "li",       "dl",         "dt",     "dd",       "section",  "article",  "aside",
        "header",   "footer",     "nav",    "main",     "table",    "caption",  "colgroup",
        "col",      "thead",      "tbody",  "tfoot",    "tr",       "td",       "th",
        "form",     "fieldset",   "legend", "details",  "summary",  "h1",       "h2",
        "h3",       "h4",         "h5",     "h6",       "hr",       "br",       "option",
        "optgroup", "meta",       "link",   "title",    "script",   "style",    "figure",
        "address",  "figcaption", "dialog", "hgroup",   "search",   "template", "blockquote",
        "symbol",   "path",       "g",      "circle",   "rect",     "line",     "polyline",
        "polygon",  "ellipse",    "defs",   "pattern",  "mask",     "clippath", "lineargradient",
        "stop",     "base",       "pre",    "datalist", "noscript", NULL};
    return one_of(tag, list);
}

static bool is_url_attribute(const char *name)
{
    static const char *const list[] = {"href",     "src",  "action", "formaction", "poster",
                                       "cite",     "data", "ping",   "background", "manifest",
                                       "longdesc", "icon", "usemap", "xlink:href", NULL};
    return one_of(name, list);
}

static bool is_read_by_people(const char *name)
{
    static const char *const list[] = {
        "title", "alt",     "placeholder",          "aria-label",     "aria-description",
        "label", "summary", "aria-roledescription", "aria-valuetext", NULL};
    return one_of(name, list);
}

void scan_init(struct scan *s)
{
    *s = (struct scan){.value = BUF(SCAN_VALUE_MAX)};
}

void scan_release(struct scan *s)
{
    buf_release(&s->value);
}

/* Counts letters in a row; &entities; are none. */
static bool is_word(struct scan *s, char c)
{
    if (c == '&') s->entity = true;
    s->letters = !s->entity && is_letter(c) ? s->letters + 1 : 0;
    if (c == ';' || is_space(c)) s->entity = false;
    return s->letters >= 2;
}

static void check_text(struct scan *s, char c)
{
    bool shown = !s->raw[0] || strcmp(s->raw, "title") == 0 || strcmp(s->raw, "textarea") == 0;
    if (is_word(s, c) && shown && !s->literal_ok)
        s->error = "untranslated text: use {{t: key}}, or a line \"%literal ok\" before it";
}

/* ---- tags ---- */

static void begin_tag(struct scan *s, struct str line, size_t at)
{
    s->closing = line.p[at + 1] == '/';
    read_name(s->tag, line, at + 1 + s->closing);
    s->place = PLACE_NAME;
    s->letters = 0;
    s->type[0] = '\0';
    s->http_equiv = s->words = s->description = false;
}

static bool is_rawtext(const char *tag)
{
    static const char *const list[] = {"script", "style", "title", "textarea", NULL};
    return one_of(tag, list);
}

static void check_tag_words(struct scan *s)
{
    static const char *const types[] = {"submit", "button", "reset", NULL};
    bool button = strcmp(s->tag, "input") == 0 && one_of(s->type, types);
    if (s->words && (button || s->description) && !s->literal_ok)
        s->error = "untranslated value or content: use {{t: key}}";
}

static void end_tag(struct scan *s)
{
    check_tag_words(s);
    s->place = PLACE_TEXT;
    s->letters = 0;
    if (strcmp(s->tag, "pre") == 0) s->pre = !s->closing;
    if (s->closing) s->raw[0] = '\0';
    if (!s->closing && is_rawtext(s->tag)) memcpy(s->raw, s->tag, sizeof s->raw);
}

static enum keep in_text(struct scan *s, struct str line, size_t at)
{
    struct str rest = str_slice(line, at, line.n);
    bool may_end = str_starts(rest, STR("</"));
    if (s->raw[0]) {
        char name[SCAN_NAME_MAX];
        read_name(name, line, at + 2);
        if (may_end && strcmp(name, s->raw) == 0)
            begin_tag(s, line, at);
        else
            check_text(s, line.p[at]);
        return KEEP_YES;
    }
    if (line.p[at] != '<') {
        check_text(s, line.p[at]);
        return KEEP_YES;
    }
    s->letters = 0;
    if (str_starts(rest, STR("<!--"))) {
        s->place = PLACE_COMMENT;
        return KEEP_NO;
    }
    if (str_starts(rest, STR("<!")))
        s->place = PLACE_DOCTYPE;
    else if (rest.n > 2 && is_letter(rest.p[1 + may_end]))
        begin_tag(s, line, at);
    else
        s->error = "a bare <: write &lt;";
    return KEEP_YES;
}

static enum keep in_name(struct scan *s, char c)
{
    if (is_name(c) || (c == '/' && s->closing && s->letters == 0)) {
        s->letters = 1;
        return KEEP_YES;
    }
    if (c == '>')
        end_tag(s);
    else if (is_space(c) || c == '/')
        s->place = PLACE_TAG;
    else
        s->error = "a strange character in the name of a tag";
    return is_space(c) ? KEEP_NO : KEEP_YES;
}

static enum keep in_tag(struct scan *s, struct str line, size_t at)
{
    char c = line.p[at];
    if (is_space(c)) return KEEP_NO;
    if (c == '>') {
        end_tag(s);
        return KEEP_YES;
    }
    if (c == '/') return KEEP_YES;
    if (!is_letter(c)) {
        s->error = "a strange character between attributes";
        return KEEP_YES;
    }
    read_name(s->attr, line, at);
    if (strcmp(s->attr, "http-equiv") == 0) s->http_equiv = true;
    s->place = PLACE_ATTR;
    return KEEP_SPACED;
}

static enum keep in_attribute(struct scan *s, char c)
{
    if (is_name(c)) return KEEP_YES;
    if (c == '=') {
        s->place = PLACE_EQUAL;
        return KEEP_YES;
    }
    s->place = PLACE_TAG;
    if (c == '>') end_tag(s);
    if (c != '>' && c != '/' && !is_space(c)) s->error = "a strange character in an attribute name";
    return is_space(c) ? KEEP_NO : KEEP_YES;
}

static void begin_value(struct scan *s, char c)
{
    s->quote = c == '"' || c == '\'' ? c : 0;
    s->place = PLACE_VALUE;
    s->hole = s->encoded_start = s->entity = false;
    s->letters = 0;
    buf_clear(&s->value);
    if (is_space(c) || c == '>') s->error = "a value must follow the = directly";
    if (!s->quote) buf_add_char(&s->value, c);
}

static void end_value(struct scan *s)
{
    struct str v = buf_str(&s->value);
    bool type = strcmp(s->attr, "type") == 0;
    if (strncmp(s->attr, "on", 2) == 0) s->error = "an on... attribute: pages carry no script";
    if (strcmp(s->attr, "style") == 0) s->error = "a style attribute: write a class";
    if (type && v.n < SCAN_NAME_MAX && !s->hole) {
        memcpy(s->type, v.p ? v.p : "", v.n);
        s->type[v.n] = '\0';
    }
    if (strcmp(s->attr, "name") == 0 && str_eq(v, STR("description"))) s->description = true;
    s->letters = 0;
    s->place = PLACE_TAG;
}

static void check_value(struct scan *s, char c)
{
    bool word = is_word(s, c);
    bool button = strcmp(s->attr, "value") == 0 || strcmp(s->attr, "content") == 0;
    if (word && button) s->words = true;
    if (word && is_read_by_people(s->attr) && !s->literal_ok)
        s->error = "untranslated text in an attribute: use {{t: key}}";
    if (s->encoded_start && c == ':') s->error = "a ':' after {{url: }} could make a scheme of it";
    if (!s->quote && strchr("\"'<`=", c)) s->error = "a strange character in an unquoted value";
}

static enum keep in_value(struct scan *s, char c)
{
    if (s->quote ? c == s->quote : is_space(c) || c == '>') {
        bool quoted = s->quote;
        end_value(s);
        if (!quoted && c == '>' && !s->error) end_tag(s);
        return quoted || c == '>' ? KEEP_YES : KEEP_NO;
    }
    check_value(s, c);
    buf_add_char(&s->value, c);
    if (s->value.full) s->error = "a value longer than 4000 bytes";
    return KEEP_YES;
}

static enum keep in_comment(struct scan *s, struct str line, size_t at)
{
    if (at >= 2 && str_ends(str_slice(line, 0, at + 1), STR("-->"))) s->place = PLACE_TEXT;
    return KEEP_NO;
}

enum keep scan_char(struct scan *s, struct str line, size_t at)
{
    char c = line.p[at];
    switch (s->place) {
    case PLACE_TEXT: return in_text(s, line, at);
    case PLACE_NAME: return in_name(s, c);
    case PLACE_TAG: return in_tag(s, line, at);
    case PLACE_ATTR: return in_attribute(s, c);
    case PLACE_EQUAL: begin_value(s, c); return KEEP_YES;
    case PLACE_VALUE: return in_value(s, c);
    case PLACE_COMMENT: return in_comment(s, line, at);
    case PLACE_DOCTYPE:
        if (c == '>') s->place = PLACE_TEXT;
        return KEEP_YES;
    }
    return KEEP_YES;
}

/* ---- holes ---- */

/* "https://host/", "mailto:", "tel:" */
static bool is_far(struct str v)
{
    struct str rest = str_starts(v, STR("https://"))  ? str_slice(v, 8, v.n)
                      : str_starts(v, STR("http://")) ? str_slice(v, 7, v.n)
                                                      : (struct str){NULL, 0};
    if (str_starts(v, STR("mailto:")) || str_starts(v, STR("tel:"))) return true;
    return rest.n > 1 && str_find_char(rest, '/', 1) < rest.n;
}

static enum hole_place url_hole(const struct scan *s, const char **ret_why)
{
    struct str v = buf_str(&s->value);
    *ret_why = "a URL must begin with /x, ?, # or https://host/ before a hole";
    if (v.n == 0) return s->hole ? HOLE_LOCAL : HOLE_URL;
    if (s->hole && v.p[0] != '/') return HOLE_LOCAL;
    if (v.p[0] == '?' || v.p[0] == '#') return HOLE_LOCAL;
    if (v.p[0] == '/' && v.n > 1 && v.p[1] != '/' && v.p[1] != '\\') return HOLE_LOCAL;
    return is_far(v) ? HOLE_FAR : HOLE_NONE;
}

static enum hole_place value_hole(const struct scan *s, const char **ret_why)
{
    static const char *const never[] = {"style", "srcdoc", "srcset", "http-equiv", NULL};
    bool refresh = s->http_equiv && strcmp(s->attr, "content") == 0;
    *ret_why = "a hole in an unquoted value: quote it";
    if (!s->quote) return HOLE_NONE;
    *ret_why = "a hole in an on..., style, srcset, srcdoc or http-equiv attribute";
    if (strncmp(s->attr, "on", 2) == 0 || one_of(s->attr, never) || refresh) return HOLE_NONE;
    return is_url_attribute(s->attr) ? url_hole(s, ret_why) : HOLE_ATTR;
}

enum hole_place scan_hole(const struct scan *s, const char **ret_why)
{
    switch (s->place) {
    case PLACE_TEXT:
        *ret_why = "a hole in <script> or <style>";
        if (!s->raw[0]) return HOLE_TEXT;
        if (strcmp(s->raw, "script") == 0 && strcmp(s->type, "application/ld+json") == 0)
            return HOLE_JSON;
        return s->raw[0] == 't' ? HOLE_RCDATA : HOLE_NONE;
    case PLACE_TAG: return HOLE_TAG;
    case PLACE_VALUE: return value_hole(s, ret_why);
    case PLACE_NAME: *ret_why = "a hole in the name of a tag"; return HOLE_NONE;
    case PLACE_ATTR: *ret_why = "a hole in the name of an attribute"; return HOLE_NONE;
    case PLACE_EQUAL: *ret_why = "a hole in an unquoted value: quote it"; return HOLE_NONE;
    case PLACE_COMMENT:
    case PLACE_DOCTYPE: *ret_why = "a hole in a comment"; return HOLE_NONE;
    }
    return HOLE_NONE;
}

void scan_passed_hole(struct scan *s, bool encoded)
{
    if (s->place == PLACE_VALUE && !s->hole && !s->value.n) s->encoded_start = encoded;
    s->hole = true;
    s->letters = 0;
    s->entity = false;
}
