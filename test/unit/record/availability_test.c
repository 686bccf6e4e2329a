/* availability_test.c -- answers of systems about copies: DAIA 1.0.0 and ILS-DI. */
#include "record/availability.h"

#include "test.h"

static struct live_copies daia(struct arena *mem, const char *text, enum err want)
{
    struct live_copies c = {0};
    CHECK_INT(daia_read(str_of(text), mem, &c), want);
    return c;
}

TEST(copies_are_available_here_only_lent_or_unknown)
{
    struct live_copies c =
        daia(mem,
             "{\"institution\":{\"id\":\"x\"},\"document\":[{\"id\":\"a\",\"about\":[1,{}],"
             "\"item\":[{\"label\":\"1\",\"available\":[{\"service\":\"loan\"}]},"
             "{\"available\":[{\"service\":\"presentation\"}],\"unavailable\":[{\"service\":"
             "\"loan\"}]},{\"unavailable\":[{\"service\":\"loan\",\"expected\":\"2026-12-24\"}]},"
             "{\"unavailable\":[{\"service\":\"loan\",\"expected\":\"2026-12-20T10:00:00Z\"},"
             "{\"service\":\"presentation\",\"expected\":\"unknown\"}]},{},"
             "{\"available\":[{\"service\":\"http://purl.org/ontology/dso#Loan\"}]}]}]}",
             OK);
    CHECK(c.known);
    CHECK_INT(c.copies, 6);
    CHECK_INT(c.available, 1);
    CHECK_INT(c.here_only, 1);
    CHECK_INT(c.lent, 2);
    CHECK_INT(c.unknown, 2);
    CHECK_STR(str_of(c.expected), "2026-12-20T10:00:00Z");
}

TEST(what_is_no_answer_is_refused)
{
    CHECK(!daia(mem, "{\"document\":[]}", OK).known);
    daia(mem, "{\"error\":\"x\"}", ERR_FORMAT);
    daia(mem, "[]", ERR_FORMAT);
    daia(mem, "", ERR_FORMAT);
    daia(mem, "<html>", ERR_FORMAT);
    daia(mem, "{\"document\":[{\"item\":[{\"available\":", ERR_FORMAT);
    daia(mem, "{\"document\":[[]]}", ERR_FORMAT);
    daia(mem, "{\"document\":[{\"item\":[3]}]}", ERR_FORMAT);
}

TEST(a_date_that_is_none_is_left_out)
{
    struct live_copies c = daia(mem,
                                "{\"document\":[{\"item\":[{\"unavailable\":[{\"service\":\"loan\","
                                "\"expected\":\"<b>besok sekali ya</b>\"}]}]}]}",
                                OK);
    CHECK_INT(c.lent, 1);
    CHECK_STR(str_of(c.expected), "");
}

TEST(koha_answers_item_by_item)
{
    struct live_copies c = {0};
    static const char *const text =
        "<?xml version=\"1.0\"?><dlf:collection xmlns:dlf=\"http://diglib.org/ilsdi/1.1\">"
        "<dlf:record><dlf:bibliographic id=\"1\"/><dlf:items>"
        "<dlf:item id=\"1\"><dlf:simpleavailability><dlf:identifier>1</dlf:identifier>"
        "<dlf:availabilitystatus>available</dlf:availabilitystatus><dlf:location>Pusat"
        "</dlf:location></dlf:simpleavailability></dlf:item>"
        "<dlf:item id=\"2\"><dlf:simpleavailability><dlf:availabilitystatus>not available"
        "</dlf:availabilitystatus><dlf:availabilitymsg>Not for loan</dlf:availabilitymsg>"
        "</dlf:simpleavailability></dlf:item>"
        "<dlf:item id=\"3\"><dlf:simpleavailability><dlf:availabilitystatus>not available"
        "</dlf:availabilitystatus><dlf:availabilitymsg>Checked out</dlf:availabilitymsg>"
        "</dlf:simpleavailability></dlf:item>"
        "<dlf:item id=\"4\"><dlf:simpleavailability><dlf:availabilitystatus>unknown"
        "</dlf:availabilitystatus></dlf:simpleavailability></dlf:item>"
        "</dlf:items></dlf:record></dlf:collection>";
    CHECK_INT(ilsdi_read(str_of(text), mem, &c), OK);
    CHECK(c.known && c.copies == 4 && c.available == 1 && c.here_only == 1 && c.lent == 1 &&
          c.unknown == 1);
    CHECK_INT(ilsdi_read(STR("<dlf:collection xmlns:dlf='x'/>"), mem, &c), OK);
    CHECK(!c.known);
    CHECK_INT(ilsdi_read(STR("<html><body/></html>"), mem, &c), ERR_FORMAT);
    CHECK_INT(ilsdi_read(STR("{}"), mem, &c), ERR_FORMAT);
}
