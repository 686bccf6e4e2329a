/* password.c -- a judge of new passwords: only what guessing tries first is refused. */
#include "network/password.h"

#include "base/ascii.h"
#include "base/checked.h"
#include "text/utf8.h"

const char *password_fault_name(enum password_fault f)
{
    static const char *const names[] = {"good", "short", "long", "common", "personal"};
    return names[f];
}

/* What is left of it without digits and signs at the end and in lower case: "Indonesia123!" is
 * "indonesia". */
static struct str stem(struct str s)
{
    while (s.n) {
        char c = s.p[s.n - 1];
        if (ascii_is_letter(c) || (unsigned char)c >= 0x80) break;
        s.n--;
    }
    return s;
}

/* Words that head every list of leaked passwords, and those that Indonesian lists add. */
static bool is_common(struct str word)
{
    static const char *const words[] = {
        "password",   "passwords",  "passw0rd",  "p@ssword",      "p@ssw0rd",      "qwerty",
        "qwertyui",   "qwertyuiop", "asdfgh",    "asdfghjkl",     "zxcvbnm",       "iloveyou",
        "sayang",     "sayangku",   "bismillah", "alhamdulillah", "indonesia",     "merdeka",
        "rahasia",    "katasandi",  "sandi",     "admin",         "administrator", "superadmin",
        "welcome",    "monkey",     "dragon",    "football",      "baseball",      "sunshine",
        "princess",   "letmein",    "master",    "shadow",        "superman",      "trustno",
        "abcdefg",    "abcdefgh",   "abcd",      "abc",           "aku",           "akusayangkamu",
        "cintaku",    "cinta",      "kamu",      "sekolah",       "perpustakaan",  "perpus",
        "pustaka",    "pustakawan", "library",   "silang",        "slims",         "senayan",
        "inlislite",  "guru",       "siswa",     "jakarta",       "bandung",       "surabaya",
        "yogyakarta", "jogja",      "garuda",    "pancasila",     "bintang",       "doraemon",
        "naruto",     "persib",     "arema",     "test",          "testing",       "changeme",
        "secret",     "login",      "user",      "qazwsx",        "qweasd",        "computer",
        "internet",   "whatever",   "michael",   "charlie",       "freedom",       "ashley",
    };
    for (size_t i = 0; i < COUNT(words); i++)
        if (str_eq_nocase(word, str_of(words[i]))) return true;
    return false;
}

/* One character again and again, or a run up or down: 11111111, 12345678, abcdefgh. */
static bool is_run(struct str s)
{
    for (int step = -1; step <= 1; step++) {
        size_t i = 1;
        while (i < s.n && (s.p[i] == s.p[i - 1] + step || (s.p[i] == '0' && s.p[i - 1] == '9')))
            i++;
        if (i >= s.n) return true;
    }
    return false;
}

static bool is_part_of(struct str password, struct str whole)
{
    return password.n && str_eq_nocase(password, whole);
}

/* The name, one of its words of four letters or more, the login or what stands before its '@',
 * with nothing but digits and signs behind. */
static bool is_personal(struct str password, struct str name, struct str login)
{
    struct str word = stem(password), rest = name, part;
    if (is_part_of(password, login) || is_part_of(word, name)) return true;
    if (is_part_of(word, str_slice(login, 0, str_find_char(login, '@', 0)))) return true;
    while (str_split(&rest, ' ', &part))
        if (part.n >= 4 && is_part_of(word, part)) return true;
    return false;
}

enum password_fault password_judge(struct str password, struct str name, struct str login)
{
    size_t letters = 0;
    if (password.n > PASSWORD_MAX) return PASSWORD_LONG;
    for (size_t at = 0; at < password.n; letters++) utf8_next(password, &at);
    if (letters < PASSWORD_MIN) return PASSWORD_SHORT;
    if (is_run(password) || is_common(password) || is_common(stem(password)))
        return PASSWORD_COMMON;
    return is_personal(password, name, login) ? PASSWORD_PERSONAL : PASSWORD_GOOD;
}
