/* origin_write.c -- requests as bytes: origin.h. */
#include "z3950/bib1.h"
#include "z3950/origin.h"
#include "z3950/pdu.h"

#define RESULT_SET "default"

enum {
    MESSAGE_BYTES = 2 << 20,
    TYPE_USE = 1,
    TYPE_RELATION = 2,
    ALWAYS_MATCHES = 103,
    TYPE_STRUCTURE = 4,
    STRUCTURE_WORD = 2
};

/* IdAuthentication, idPass without a group. */
static void add_login(struct buf *to, struct str login, struct str password)
{
    size_t at = ber_open(to, BER_CONTEXT(7));
    size_t pass = ber_open(to, BER_UNIVERSAL(BER_SEQUENCE));
    ber_add_string(to, BER_CONTEXT(1), login);
    ber_add_string(to, BER_CONTEXT(2), password);
    ber_close(to, pass);
    ber_close(to, at);
}

void origin_write_init(struct buf *to, struct str version, struct str login, struct str password)
{
    size_t at = ber_open(to, BER_CONTEXT(PDU_INIT));
    ber_add_bits(to, BER_CONTEXT(3), 7, 3);
    ber_add_bits(to, BER_CONTEXT(4), OPTION_SEARCH | OPTION_PRESENT | OPTION_NAMED_SETS, 15);
    ber_add_integer(to, BER_CONTEXT(5), MESSAGE_BYTES);
    ber_add_integer(to, BER_CONTEXT(6), MESSAGE_BYTES);
    if (login.n) add_login(to, login, password);
    ber_add_string(to, BER_CONTEXT(110), STR("silang"));
    ber_add_string(to, BER_CONTEXT(111), STR("Silang"));
    ber_add_string(to, BER_CONTEXT(112), version);
    ber_close(to, at);
}

/* ---- Search ---- */

static void add_attribute(struct buf *to, int64_t type, int64_t value)
{
    size_t at = ber_open(to, BER_UNIVERSAL(BER_SEQUENCE));
    ber_add_integer(to, BER_CONTEXT(120), type);
    ber_add_integer(to, BER_CONTEXT(121), value);
    ber_close(to, at);
}

static void add_word(struct buf *to, const struct origin_word *w, bool plain)
{
    size_t operand = ber_open(to, BER_CONTEXT(0));
    size_t term = ber_open(to, BER_CONTEXT(102));
    size_t list = ber_open(to, BER_CONTEXT(44));
    add_attribute(to, TYPE_USE, w->use);
    if (w->all) add_attribute(to, TYPE_RELATION, ALWAYS_MATCHES);
    if (w->relation) add_attribute(to, TYPE_RELATION, w->relation);
    int structure = w->relation ? w->structure : STRUCTURE_WORD;
    if (!plain && !w->all && structure) add_attribute(to, TYPE_STRUCTURE, structure);
    ber_close(to, list);
    ber_add_string(to, BER_CONTEXT(45), w->term);
    ber_close(to, term);
    ber_close(to, operand);
}

/* ((a and b) and c): what is opened for each operator is closed behind its second operand. */
static void add_words(struct buf *to, const struct origin_query *q)
{
    size_t at[ORIGIN_WORDS_MAX];
    for (size_t i = 1; i < q->n; i++) at[i] = ber_open(to, BER_CONTEXT(1));
    for (size_t i = 0; i < q->n; i++) {
        add_word(to, &q->word[i], q->plain);
        if (i == 0) continue;
        size_t operator= ber_open(to, BER_CONTEXT(46));
        ber_add_null(to, BER_CONTEXT(0));
        ber_close(to, operator);
        ber_close(to, at[q->n - i]);
    }
}

void origin_write_search(struct buf *to, const struct origin_query *q, struct str database,
                         struct str syntax)
{
    size_t at = ber_open(to, BER_CONTEXT(PDU_SEARCH));
    ber_add_integer(to, BER_CONTEXT(13), 0);
    ber_add_integer(to, BER_CONTEXT(14), 1);
    ber_add_integer(to, BER_CONTEXT(15), 0);
    ber_add_boolean(to, BER_CONTEXT(16), true);
    ber_add_string(to, BER_CONTEXT(17), STR(RESULT_SET));
    size_t names = ber_open(to, BER_CONTEXT(18));
    ber_add_string(to, BER_CONTEXT(105), database);
    ber_close(to, names);
    if (syntax.n) ber_add_oid(to, BER_CONTEXT(104), syntax);
    size_t query = ber_open(to, BER_CONTEXT(21));
    size_t rpn = ber_open(to, BER_CONTEXT(1));
    ber_add_oid(to, BER_UNIVERSAL(BER_OID), STR(BIB1_SET));
    add_words(to, q);
    ber_close(to, rpn);
    ber_close(to, query);
    ber_close(to, at);
}

/* ---- Present, Close ---- */

void origin_write_present(struct buf *to, int64_t start, int64_t n, struct str syntax,
                          struct str elements)
{
    size_t at = ber_open(to, BER_CONTEXT(PDU_PRESENT));
    ber_add_string(to, BER_CONTEXT(31), STR(RESULT_SET));
    ber_add_integer(to, BER_CONTEXT(30), start);
    ber_add_integer(to, BER_CONTEXT(29), n);
    if (elements.n) {
        size_t composition = ber_open(to, BER_CONTEXT(19));
        ber_add_string(to, BER_CONTEXT(0), elements);
        ber_close(to, composition);
    }
    if (syntax.n) ber_add_oid(to, BER_CONTEXT(104), syntax);
    ber_close(to, at);
}
