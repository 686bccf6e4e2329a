/* finding.c -- see finding.h. */
#include "web/finding.h"

static struct str value_text(struct arena *a, enum lang l, enum zone z,
                             const struct doctor_value *v)
{
    struct buf CLEANUP(buf_release) b = BUF(200);
    switch (v->kind) {
    case VALUE_NONE: break;
    case VALUE_TEXT: return v->text;
    case VALUE_NUMBER: add_number(&b, l, v->n); break;
    case VALUE_SIZE: add_size(&b, l, v->n); break;
    case VALUE_TIME:
        add_date(&b, l, z, v->n);
        buf_add_char(&b, ' ');
        add_time(&b, l, z, v->n);
        break;
    }
    return arena_copy(a, buf_str(&b));
}

/* The message "FAMILY.KEY.PART"; empty when there is none. */
static struct str named_part(struct arena *a, const char *family, const char *key, const char *part,
                             enum lang l, const struct str *arg)
{
    enum msg m;
    const char *whole = arena_cstr(a, arena_printf(a, "%s.%s%s", family, key, part));
    return msg_find(whole, &m) ? msg_text(a, l, m, arg, DOCTOR_VALUES) : (struct str){0};
}

struct finding_words finding_words(struct arena *a, enum lang l, enum zone z,
                                   const struct finding *f)
{
    struct str arg[DOCTOR_VALUES];
    for (int i = 0; i < DOCTOR_VALUES; i++) arg[i] = value_text(a, l, z, &f->value[i]);
    return (struct finding_words){
        .level = named_part(a, "doctorlevel", doctor_level_name(f->level), "", l, arg),
        .what = named_part(a, "doctor", f->key, ".what", l, arg),
        .why = named_part(a, "doctor", f->key, ".why", l, arg),
        .act = named_part(a, "doctor", f->key, ".do", l, arg),
    };
}
