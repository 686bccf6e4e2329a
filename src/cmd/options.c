/* options.c -- reading the command line: --name value, --name=value, flags, then arguments. */
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "cmd/cmd.h"

static const struct {
    const char *name;
    bool value;
} spec[OPTIONS] = {
    [OPT_DATA] = {"data", true},
    [OPT_NAME] = {"name", true},
    [OPT_TYPE] = {"type", true},
    [OPT_PLACE] = {"place", true},
    [OPT_LIBRARY] = {"library", true},
    [OPT_WHOLE] = {"whole", false},
    [OPT_DRY_RUN] = {"dry-run", false},
    [OPT_JSON] = {"json", false},
    [OPT_LIMIT] = {"limit", true},
    [OPT_OFFSET] = {"offset", true},
    [OPT_SORT] = {"sort", true},
    [OPT_LISTEN] = {"listen", true},
    [OPT_LOAD] = {"load", true},
    [OPT_LANG] = {"lang", true},
    [OPT_OUTPUT] = {"output", true},
    [OPT_FROM] = {"from", true},
    [OPT_BASE_URL] = {"base-url", true},
    [OPT_ZONE] = {"zone", true},
    [OPT_PROXY] = {"trusted-proxy", true},
    [OPT_ITEMS] = {"items", true},
    [OPT_TO] = {"to", true},
    [OPT_CHECK] = {"check", false},
    [OPT_QUICK] = {"quick", false},
    [OPT_FULL] = {"full", false},
    [OPT_LOGIN] = {"login", true},
    [OPT_ROLE] = {"role", true},
    [OPT_END] = {"end", false},
    [OPT_COLUMNS] = {"columns", true},
    [OPT_SHEET] = {"sheet", true},
    [OPT_MAIL] = {"mail", true},
    [OPT_NETWORK] = {"network", true},
    [OPT_RECORDS] = {"records", true},
    [OPT_PAIRS] = {"pairs", true},
    [OPT_CQL] = {"cql", false},
    [OPT_CACHE] = {"cache", true},
    [OPT_BUDGET] = {"search-seconds", true},
    [OPT_Z3950] = {"z3950", true},
    [OPT_CONNECTIONS] = {"connections", true},
    [OPT_HELP] = {"help", false},
};

static const uint64_t EVERY = BIT(OPT_LANG) | BIT(OPT_HELP) | BIT(OPT_JSON);

/* The option at argv[*at], its value in *ret; OPTIONS when it is none. */
static enum option read_option(char **argv, int argc, int *at, const char **ret)
{
    const char *word = argv[*at] + 2;
    size_t length = strcspn(word, "=");
    for (int o = 0; o < OPTIONS; o++) {
        if (strlen(spec[o].name) != length || strncmp(spec[o].name, word, length)) continue;
        *ret = word[length] == '=' ? word + length + 1 : spec[o].value ? NULL : "";
        if (spec[o].value && !*ret && *at + 1 < argc) *ret = argv[++*at];
        return (enum option)o;
    }
    return OPTIONS;
}

static bool check_required(const struct run *r, const struct command *c)
{
    for (int o = 0; o < OPTIONS; o++)
        if ((c->required & BIT(o)) && !r->opt[o]) {
            say2(r, MSG_cmd_missing_option, str_of(spec[o].name), str_of(c->name));
            return false;
        }
    if (r->n_args < c->args_min || r->n_args > c->args_max) {
        say2(r, MSG_cmd_wrong_arguments, str_of(c->name), str_of(c->synopsis));
        return false;
    }
    return true;
}

bool options_read(struct run *r, const struct command *c, int argc, char **argv)
{
    bool only_args = false;
    r->arg = arena_array(r->mem, const char *, (size_t)argc + 1);
    for (int i = 0; i < argc; i++) {
        const char *value = NULL;
        if (only_args || strncmp(argv[i], "--", 2) != 0) {
            r->arg[r->n_args++] = argv[i];
            continue;
        }
        if (argv[i][2] == '\0') {
            only_args = true;
            continue;
        }
        struct str word = str_of(argv[i]);
        enum option o = read_option(argv, argc, &i, &value);
        if (o == OPTIONS || !((c->options | EVERY) & BIT(o))) {
            say2(r, MSG_cmd_unknown_option, word, str_of(c->name));
            return false;
        }
        if (!value) {
            say1(r, MSG_cmd_option_needs_value, word);
            return false;
        }
        r->opt[o] = value;
    }
    r->json = r->opt[OPT_JSON] != NULL;
    if (r->opt[OPT_LANG]) lang_parse(str_of(r->opt[OPT_LANG]), &r->lang);
    return r->opt[OPT_HELP] || check_required(r, c);
}

bool option_number(const struct run *r, enum option o, int64_t otherwise, int64_t *ret)
{
    *ret = otherwise;
    if (!r->opt[o]) return true;
    if (str_to_i64(str_of(r->opt[o]), ret) == OK && *ret >= 0) return true;
    say2(r, MSG_cmd_not_a_number, str_of(spec[o].name), str_of(r->opt[o]));
    return false;
}

const char *data_dir(const struct run *r)
{
    const char *env = getenv("SILANG_DATA");
    return r->opt[OPT_DATA] ? r->opt[OPT_DATA] : env && *env ? env : "data";
}
