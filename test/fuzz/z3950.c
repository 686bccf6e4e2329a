/* z3950.c -- any bytes from a client of Z39.50, in pieces; the core answers as it does.
 *
 * Holds: every answer is whole messages, what waits stays within its limits, nothing of a client
 * leaves its place in a question, and reading ends. */
#include <stdlib.h>

#include "z3950/ber.h"
#include "z3950/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define must(held)                                                                                 \
    do {                                                                                           \
        if (!(held)) abort();                                                                      \
    } while (0)

enum { ANSWERS_MAX = 2000, MESSAGE_MOST = 4 << 20 };

static const char found[] =
    "<searchRetrieveResponse><version>1.2</version><numberOfRecords>2</numberOfRecords><records>"
    "<record><recordData><record xmlns=\"http://www.loc.gov/MARC21/slim\">"
    "<leader>00000nam a2200000 a 4500</leader><controlfield tag=\"001\">1</controlfield>"
    "<datafield tag=\"245\" ind1=\"0\" ind2=\"0\"><subfield code=\"a\">Caf\xC3\xA9</subfield>"
    "</datafield></record></recordData></record>"
    "<record><recordData><opacRecord><bibliographicRecord><record>"
    "<controlfield tag=\"001\">2</controlfield></record></bibliographicRecord><holdings><holding>"
    "<localLocation>A &amp; B</localLocation><circulations><circulation>"
    "<availableNow value=\"1\"/><itemId>7</itemId></circulation></circulations></holding>"
    "</holdings></opacRecord></recordData></record></records></searchRetrieveResponse>";
static const char parcel[] = "parcel 2\n62\n00062nam a2200049 a 4500001000200000245001000002\x1E"
                             "1\x1E\x30\x30\x1F\x61\x43\x61\x66\xC3\xA9\x1E\x1D\x30\n";
static const char terms[] = "<scanResponse><terms><term><value>a</value>"
                            "<numberOfRecords>3</numberOfRecords></term></terms></scanResponse>";
static const char refused[] =
    "<r><diagnostics><diagnostic><uri>info:srw/diagnostic/1/16</uri><details>x</details>"
    "</diagnostic></diagnostics></r>";

/* Nothing a client said is more than a value in a question. */
static void check_question(struct str q)
{
    size_t parts = 0;
    for (size_t i = 0; i < q.n; i++) {
        char c = q.p[i];
        parts += c == '=';
        must((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             str_find_char(STR("%&=._-"), c, 0) < 6);
    }
    must(parts >= 5 && parts <= 7);
}

static void take_out(struct session *s)
{
    struct buf *out = session_out(s);
    struct str left = buf_str(out);
    must(!out->full);
    while (left.n) {
        struct ber_frame f = {0};
        size_t n = 0;
        must(ber_frame(&f, left, MESSAGE_MOST, &n) == BER_WHOLE);
        left = str_slice(left, n, left.n);
    }
    buf_clear(out);
    session_go_on(s);
}

static void serve(struct session *s)
{
    for (int i = 0; i < ANSWERS_MAX; i++) {
        struct str q = session_question(s);
        if (session_out(s)->n) {
            take_out(s);
            continue;
        }
        if (!q.n) return;
        check_question(q);
        bool scan = str_starts(q, STR("operation=scan"));
        bool packed = str_ends(q, STR("recordSchema=parcel"));
        session_answer(s, i % 7 == 6   ? (struct str){0}
                          : i % 7 == 5 ? str_of(refused)
                          : scan       ? str_of(terms)
                          : packed     ? str_of(parcel)
                                       : str_of(found));
    }
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct session *s = session_new(STR("1"));
    size_t at = 0, piece = size ? data[0] % 37 + 1 : 1;
    while (at < size) {
        size_t room = session_room(s), n = size - at;
        if (!room) break;
        if (n > room) n = room;
        if (size < 4000 && n > piece) n = piece;
        session_take(s, (struct str){(const char *)data + at, n});
        at += n;
        serve(s);
    }
    session_free(s);
    return 0;
}
