/* msg.c -- compiles the files of locale/ into enum msg and its texts.
 *
 *     msg OUT.h OUT.c locale/id.txt locale/en.txt
 *
 * The first file is the source language. A line is "key = text", "key[one] = text" or "key[other] =
 * text" (plural forms, chosen by the number in {0}); # begins a comment line. The build fails, with
 * file and line, when a key is missing or too many in a language, is given twice, or holds other
 * places
 * ({0} to {5}) than in the source language. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_MAX = 4000, LANGUAGES_MAX = 8, LINE_BYTES = 4000 };

struct entry {
    char *key;
    char *form[LANGUAGES_MAX][2]; /* one, other */
    int line[LANGUAGES_MAX];
};

static struct entry entries[KEYS_MAX];
static int n_entries, failures;

static void complain(const char *file, int line, const char *what, const char *key)
{
    fprintf(stderr, "%s:%d: %s: %s\n", file, line, what, key);
    failures++;
}

static char *copy(const char *p, size_t n)
{
    char *c = calloc(n + 1, 1);
    if (!c) abort();
    memcpy(c, p, n);
    return c;
}

static struct entry *entry_of(const char *key, size_t n)
{
    for (int i = 0; i < n_entries; i++)
        if (strlen(entries[i].key) == n && memcmp(entries[i].key, key, n) == 0) return &entries[i];
    if (n_entries == KEYS_MAX) abort();
    entries[n_entries].key = copy(key, n);
    return &entries[n_entries++];
}

static void read_line(const char *file, int number, int language, const char *line)
{
    const char *equals = strstr(line, " = ");
    size_t n = equals ? (size_t)(equals - line) : 0;
    int form = 1;
    if (!equals) {
        complain(file, number, "not \"key = text\"", line);
        return;
    }
    while (n && line[n - 1] == ' ') n--;
    if (n > 5 && memcmp(line + n - 5, "[one]", 5) == 0)
        form = 0, n -= 5;
    else if (n > 7 && memcmp(line + n - 7, "[other]", 7) == 0)
        n -= 7;
    for (size_t i = 0; i < n; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789._-", line[i])) {
            complain(file, number, "a key is of a-z 0-9 . _ - and its forms are one, other", line);
            return;
        }
    struct entry *e = entry_of(line, n);
    if (e->form[language][form]) complain(file, number, "given twice", e->key);
    e->form[language][form] = copy(equals + 3, strlen(equals + 3));
    e->line[language] = number;
}

static void read_file(const char *file, int language)
{
    char line[LINE_BYTES];
    FILE *f = fopen(file, "r");
    if (!f) {
        perror(file);
        exit(1);
    }
    for (int number = 1; fgets(line, sizeof line, f); number++) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] && line[0] != '#') read_line(file, number, language, line);
    }
    fclose(f);
}

/* The places a text has, as bits. */
static int places(const char *text)
{
    int bits = 0;
    for (const char *p = text; text && (p = strchr(p, '{')); p++)
        if (p[1] >= '0' && p[1] <= '5' && p[2] == '}') bits |= 1 << (p[1] - '0');
    return bits;
}

static void check(const char *const *file, int languages)
{
    for (int i = 0; i < n_entries; i++) {
        const struct entry *e = &entries[i];
        for (int l = 0; l < languages; l++) {
            if (!e->form[l][1])
                complain(file[l], e->line[l], "has no translation", e->key);
            else if (e->form[0][1] && places(e->form[l][1]) != places(e->form[0][1]))
                complain(file[l], e->line[l], "has other places than the source", e->key);
            if (e->form[l][0] && places(e->form[l][0]) & ~places(e->form[l][1]))
                complain(file[l], e->line[l], "the form for one has other places", e->key);
        }
    }
}

static int by_key(const void *x, const void *y)
{
    return strcmp(((const struct entry *)x)->key, ((const struct entry *)y)->key);
}

static FILE *create(const char *path)
{
    FILE *f = fopen(path, "w");
    if (!f) {
        perror(path);
        exit(1);
    }
    return f;
}

/* MSG_home_title */
static void write_name(FILE *f, const char *prefix, const struct entry *e)
{
    fputs(prefix, f);
    for (const char *p = e->key; *p; p++) fputc(*p == '.' || *p == '-' ? '_' : *p, f);
}

/* One more than the number of the last place. */
static int places_needed(const struct entry *e)
{
    int bits = places(e->form[0][1]), n = 0;
    for (; bits; bits >>= 1) n++;
    return n;
}

/* For the checks that templates carry: how many arguments, and whether {0} chooses a form. */
static void write_facts(FILE *f, const struct entry *e, int languages)
{
    bool plural = false;
    for (int l = 0; l < languages; l++) plural = plural || e->form[l][0];
    write_name(f, "    MSG_PLACES_", e);
    fprintf(f, " = %d,\n", places_needed(e));
    write_name(f, "    MSG_PLURAL_", e);
    fprintf(f, " = %d,\n", plural);
}

static void write_header(const char *path, int languages)
{
    FILE *f = create(path);
    fputs("/* Made by tool/msg.c from locale/; do not edit. */\n#ifndef MSG_H\n#define MSG_H\n\n"
          "enum msg {\n",
          f);
    for (int i = 0; i < n_entries; i++) {
        write_name(f, "    MSG_", &entries[i]);
        fputs(",\n", f);
    }
    fputs("    MSG_COUNT\n};\n\nenum {\n", f);
    for (int i = 0; i < n_entries; i++) write_facts(f, &entries[i], languages);
    fputs("};\n\n#endif\n", f);
    fclose(f);
}

static void write_string(FILE *f, const char *text)
{
    fputs("\"", f);
    for (const char *p = text; *p; p++) {
        if (*p == '"' || *p == '\\') fputc('\\', f);
        fputc(*p, f);
    }
    fputs("\"", f);
}

static void write_source(const char *path, int languages)
{
    FILE *f = create(path);
    fputs("/* Made by tool/msg.c from locale/; do not edit. */\n#include \"i18n/table.h\"\n\n"
          "const struct msg_text msg_table[] = {\n",
          f);
    for (int i = 0; i < n_entries; i++) {
        fputs("    {", f);
        write_string(f, entries[i].key);
        fputs(", {", f);
        for (int l = 0; l < languages; l++) {
            const char *one = entries[i].form[l][0], *other = entries[i].form[l][1];
            fputs("{", f);
            write_string(f, one ? one : other);
            fputs(", ", f);
            write_string(f, other);
            fputs("}, ", f);
        }
        fputs("}},\n", f);
    }
    fputs("};\n", f);
    fclose(f);
}

int main(int argc, char **argv)
{
    if (argc < 4 || argc - 3 > LANGUAGES_MAX) {
        fputs("usage: msg OUT.h OUT.c SOURCE.txt [OTHER.txt ...]\n", stderr);
        return 2;
    }
    for (int l = 0; l < argc - 3; l++) read_file(argv[l + 3], l);
    qsort(entries, (size_t)n_entries, sizeof entries[0], by_key);
    check((const char *const *)argv + 3, argc - 3);
    if (failures) return 1;
    write_header(argv[1], argc - 3);
    write_source(argv[2], argc - 3);
    return 0;
}
