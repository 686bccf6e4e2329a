/* tex.c -- see tex.h. The commands are those of plain TeX, of LaTeX, and of textcomp that reference
 * managers write. */
#include "record/tex.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/checked.h"
#include "text/utf8.h"

enum { NAME_MAX_BYTES = 30 };

struct tex {
    struct str s;
    size_t at;
    struct buf *to;
    uint32_t accent; /* waits for the letter it stands over */
};

static const struct {
    char command;
    uint16_t mark;
} accents[] = {
    {'`', 0x300}, {'\'', 0x301}, {'^', 0x302}, {'~', 0x303}, {'=', 0x304},
    {'.', 0x307}, {'"', 0x308},  {'u', 0x306}, {'v', 0x30C}, {'H', 0x30B},
    {'c', 0x327}, {'k', 0x328},  {'d', 0x323}, {'b', 0x331}, {'r', 0x30A},
};

static const struct {
    const char *command, *text;
} letters[] = {
    {"ss", "ß"},
    {"ae", "æ"},
    {"AE", "Æ"},
    {"oe", "œ"},
    {"OE", "Œ"},
    {"o", "ø"},
    {"O", "Ø"},
    {"l", "ł"},
    {"L", "Ł"},
    {"aa", "å"},
    {"AA", "Å"},
    {"i", "i"},
    {"j", "j"},
    {"dh", "ð"},
    {"DH", "Ð"},
    {"th", "þ"},
    {"TH", "Þ"},
    {"dj", "đ"},
    {"DJ", "Đ"},
    {"ng", "ŋ"},
    {"NG", "Ŋ"},
    {"S", "§"},
    {"P", "¶"},
    {"copyright", "©"},
    {"pounds", "£"},
    {"dots", "…"},
    {"ldots", "…"},
    {"textellipsis", "…"},
    {"textendash", "–"},
    {"textemdash", "—"},
    {"textquoteleft", "‘"},
    {"textquoteright", "’"},
    {"textquotedblleft", "“"},
    {"textquotedblright", "”"},
    {"textquotesingle", "'"},
    {"textquotedbl", "\""},
    {"guillemotleft", "«"},
    {"guillemotright", "»"},
    {"guilsinglleft", "‹"},
    {"guilsinglright", "›"},
    {"textbackslash", "\\"},
    {"textasciitilde", "~"},
    {"textasciicircum", "^"},
    {"textunderscore", "_"},
    {"textbar", "|"},
    {"textless", "<"},
    {"textgreater", ">"},
    {"textdollar", "$"},
    {"textexclamdown", "¡"},
    {"textquestiondown", "¿"},
    {"textregistered", "®"},
    {"texttrademark", "™"},
    {"textdegree", "°"},
    {"texteuro", "€"},
    {"euro", "€"},
    {"textbullet", "•"},
    {"textbraceleft", "{"},
    {"textbraceright", "}"},
    {"slash", "/"},
    {"alpha", "α"},
    {"beta", "β"},
    {"gamma", "γ"},
    {"delta", "δ"},
    {"lambda", "λ"},
    {"mu", "μ"},
    {"pi", "π"},
    {"sigma", "σ"},
    {"omega", "ω"},
    {"times", "×"},
    {"pm", "±"},
};

static uint32_t accent_of(struct str command)
{
    for (size_t i = 0; command.n == 1 && i < COUNT(accents); i++)
        if (accents[i].command == command.p[0]) return accents[i].mark;
    return 0;
}

static void add_char(struct buf *to, uint32_t c)
{
    char bytes[4];
    buf_add(to, (struct str){bytes, utf8_encode(c, bytes)});
}

/* A letter, with the accent that waits for one. */
static void put(struct tex *t, struct str letter)
{
    buf_add(t->to, letter);
    if (!t->accent || str_eq(letter, STR(" "))) return;
    add_char(t->to, t->accent);
    t->accent = 0;
}

static void pass_blanks(struct tex *t)
{
    while (t->at < t->s.n && t->s.p[t->at] && strchr(" \t\r\n", t->s.p[t->at])) t->at++;
}

/* At the backslash. */
static void command(struct tex *t)
{
    size_t from = ++t->at;
    if (from == t->s.n) return;
    if (ascii_is_letter(t->s.p[from]))
        while (t->at < t->s.n && ascii_is_letter(t->s.p[t->at]) && t->at - from < NAME_MAX_BYTES)
            t->at++;
    else
        utf8_next(t->s, &t->at);
    struct str name = str_slice(t->s, from, t->at);
    bool word = ascii_is_letter(name.p[0]);
    uint32_t mark = accent_of(name);
    if (mark) {
        t->accent = mark;
        pass_blanks(t);
        return;
    }
    for (size_t i = 0; word && i < COUNT(letters); i++) {
        if (!str_eq(name, str_of(letters[i].command))) continue;
        put(t, str_of(letters[i].text));
        pass_blanks(t); /* they end the name and are none of the text */
        return;
    }
    if (word)
        pass_blanks(t);
    else if (!name.p[0])
        return;
    else if (strchr("&%$#_{}", name.p[0]))
        put(t, name);
    else if (strchr("\\ ,;:!", name.p[0]))
        put(t, STR(" "));
    else if (name.p[0] != '-' && name.p[0] != '/')
        put(t, name);
}

/* Dashes and quotes that are written with several characters. */
static bool ligature(struct tex *t)
{
    static const struct {
        const char *written, *text;
    } table[] = {{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}};
    struct str rest = str_slice(t->s, t->at, t->s.n);
    for (size_t i = 0; i < COUNT(table); i++) {
        if (!str_starts(rest, str_of(table[i].written))) continue;
        put(t, str_of(table[i].text));
        t->at += strlen(table[i].written);
        return true;
    }
    return false;
}

static void one(struct tex *t)
{
    char c = t->s.p[t->at];
    size_t from = t->at;
    if (c == '\\') {
        command(t);
    } else if (c == '{' || c == '}' || c == '$') {
        if (c == '}') t->accent = 0;
        t->at++;
    } else if (c == '~' || (unsigned char)c <= ' ') {
        if (t->to->n && t->to->p[t->to->n - 1] != ' ') buf_add_char(t->to, ' ');
        t->at++;
    } else if (!ligature(t)) {
        utf8_next(t->s, &t->at);
        put(t, str_slice(t->s, from, t->at));
    }
}

struct str tex_text(struct arena *a, struct str s)
{
    struct buf CLEANUP(buf_release) to = BUF(2 * TEX_TEXT_MAX);
    struct tex t = {.s = utf8_cut(s, TEX_TEXT_MAX), .to = &to};
    bool plain = true;
    for (size_t i = 0; i < s.n && plain; i++) plain = !memchr("\\{}$~`'-\t\r\n", s.p[i], 11);
    if (plain) return str_trim(s);
    while (t.at < t.s.n) one(&t);
    return utf8_nfc(a, arena_copy(a, str_trim(buf_str(&to))));
}
