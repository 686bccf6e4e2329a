/* marc_rules.c -- looking things up in the tables. */
#include "record/marc_rules.h"

#include <string.h>

#include "record/marc_rules_table.h"

const struct marc_rule *marc_rule_of(const char tag[3])
{
    size_t low = 0, high = marc_rule_table_n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = memcmp(tag, marc_rule_table[middle].tag, 3);
        if (order == 0) return &marc_rule_table[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

bool marc_tag_is_local(const char tag[3])
{
    return tag[0] == '9' || tag[1] == '9';
}

const char *marc_material_006(char form)
{
    switch (form) {
    case 's': return "CR";
    case 'c':
    case 'd':
    case 'i':
    case 'j': return "MU";
    case 'e':
    case 'f': return "MP";
    case 'g':
    case 'k':
    case 'o':
    case 'r': return "VM";
    case 'm': return "CF";
    case 'p': return "MX";
    default: return "BK";
    }
}

const char *marc_material(const char leader[24])
{
    bool text = leader[6] == 'a' || leader[6] == 't';
    if (text && (leader[7] == 'b' || leader[7] == 'i' || leader[7] == 's')) return "CR";
    return marc_material_006(leader[6] == 's' ? 'a' : leader[6]);
}

const struct marc_position *marc_position_next(const char *area, const char *material, size_t *at)
{
    while (*at < marc_position_table_n) {
        const struct marc_position *p = &marc_position_table[(*at)++];
        if (strcmp(p->area, area) == 0 &&
            (p->materials[0] == '*' || strstr(p->materials, material)))
            return p;
    }
    return NULL;
}

const struct marc_code *marc_code_of(const struct marc_position *p, const char *value)
{
    for (int i = 0; i < p->n; i++)
        if (memcmp(p->code[i].value, value, (size_t)p->width) == 0) return &p->code[i];
    return NULL;
}

/* A word of two or three letters among " af alu ... ". */
static bool is_among(const char *words, struct str code)
{
    char word[6] = " ";
    if (code.n < 2 || code.n > 3) return false;
    for (size_t i = 0; i < code.n; i++)
        if (code.p[i] < 'a' || code.p[i] > 'z') return false;
    memcpy(word + 1, code.p, code.n);
    word[1 + code.n] = ' ';
    return strstr(words, word) != NULL;
}

bool marc_is_country(struct str code)
{
    return is_among(marc_countries, str_trim(code));
}

bool marc_is_language(struct str code)
{
    return code.n == 3 && is_among(marc_languages, code);
}
