/* match_signs.c -- names of signs and verdicts. */
#include "base/checked.h"
#include "catalog/match.h"

enum kind { SUM, VETO, CAP };

static const struct {
    struct str name;
    enum kind kind;
} signs[SIGN_COUNT] = {
#define SIGN(name, text, points, kind) [SIGN_##name] = {STR_INIT(text), kind},
#include "catalog/match_weights.h"
#undef SIGN
};

const char *match_sign_name(enum match_sign s)
{
    return (unsigned)s < SIGN_COUNT ? signs[s].name.p : "";
}

bool match_sign_parse(struct str name, enum match_sign *ret)
{
    for (int s = 0; s < SIGN_COUNT; s++)
        if (str_eq(signs[s].name, name)) {
            *ret = (enum match_sign)s;
            return true;
        }
    return false;
}

bool match_sign_is_veto(enum match_sign s)
{
    return (unsigned)s < SIGN_COUNT && signs[s].kind == VETO;
}

bool match_sign_is_cap(enum match_sign s)
{
    return (unsigned)s < SIGN_COUNT && signs[s].kind == CAP;
}

const char *verdict_name(enum verdict v)
{
    static const char *const names[] = {"different", "doubt", "same"};
    return (unsigned)v < COUNT(names) ? names[v] : "";
}
