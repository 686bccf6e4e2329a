/* mapping.c -- lines of text, told apart by their first word. */
#include "catalog/mapping.h"

#include <string.h>

#include "base/buf.h"
#include "base/checked.h"

static bool is_kind(struct str line, struct str word)
{
    return str_starts(line, word) && (line.n == word.n || line.p[word.n] == ' ');
}

static bool is_marc(struct str line)
{
    return line.n && !is_kind(line, STR("columns")) && !is_kind(line, STR("sheet")) &&
           !is_kind(line, STR("say"));
}

struct str mapping_marc(struct str text)
{
    struct str line;
    while (str_split(&text, '\n', &line))
        if (is_marc(line)) return line;
    return (struct str){0};
}

struct str mapping_after(struct str text, struct str word)
{
    struct str line;
    while (str_split(&text, '\n', &line))
        if (is_kind(line, word)) return str_trim(str_slice(line, word.n, line.n));
    return (struct str){0};
}

bool mapping_next_columns(struct str *rest, struct str *ret)
{
    while (str_split(rest, '\n', ret))
        if (is_kind(*ret, STR("columns"))) return true;
    return false;
}

/* "columns SIGNATURE" */
static struct str form_of(struct str line)
{
    size_t at = str_find_char(line, ' ', 0);
    return str_slice(line, 0, str_find_char(line, ' ', at + 1));
}

struct str mapping_remember(struct str old, struct str line, struct arena *a)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct str one;
    int forms = 0;
    buf_add(&b, line);
    while (str_split(&old, '\n', &one)) {
        bool columns = is_kind(one, STR("columns"));
        if (!columns && !is_marc(one)) continue;
        if (is_marc(one) && is_marc(line)) continue;
        if (columns && str_eq(form_of(one), form_of(line))) continue;
        if (columns && ++forms >= MAPPING_FORMS_MAX) continue;
        buf_add_char(&b, '\n');
        buf_add(&b, one);
    }
    return arena_copy(a, buf_str(&b));
}

enum err holding_map_read(struct str text, struct holding_map *ret)
{
    struct holding_map m = {0};
    char *const sub[] = {&m.code, &m.call, &m.place, &m.status, &m.copies};
    struct str rest = text, word;
    *ret = m;
    if (text.n == 0) return OK;
    if (!str_split(&rest, ' ', &word) || word.n != 3) return ERR_FORMAT;
    memcpy(m.tag, word.p, 3);
    for (size_t i = 0; i < COUNT(sub); i++) {
        if (!str_split(&rest, ' ', &word) || word.n != 1) return ERR_FORMAT;
        *sub[i] = word.p[0] == '-' ? 0 : word.p[0];
    }
    *ret = m;
    return OK;
}
