/* parcel_test.c -- parcels: what was packed is there, and nothing behind their ends is read. */
#include "record/parcel.h"

#include "base/checked.h"
#include "test.h"

static struct str packed(struct arena *mem)
{
    struct buf CLEANUP(buf_release) b = BUF(1000);
    parcel_begin(&b, 12);
    parcel_add(&b, STR("one\nand more"));
    parcel_add(&b, STR(""));
    parcel_add(&b, STR("\x1D"));
    return arena_copy(mem, buf_str(&b));
}

TEST(records_come_out_as_they_went_in_and_in_their_places)
{
    struct parcel p;
    CHECK(parcel_is(packed(mem)));
    CHECK_INT(parcel_read(packed(mem), mem, &p), OK);
    CHECK_INT(p.total, 12);
    CHECK_INT(p.record.n, 3);
    CHECK_STR(p.record.item[0], "one\nand more");
    CHECK_STR(p.record.item[1], "");
    CHECK_STR(p.record.item[2], "\x1D");
}

TEST(a_parcel_may_hold_nothing)
{
    struct parcel p;
    CHECK_INT(parcel_read(STR("parcel 7\n"), mem, &p), OK);
    CHECK_INT(p.total, 7);
    CHECK_INT(p.record.n, 0);
}

TEST(whatever_is_cut_or_lies_about_a_length_is_none)
{
    static const char *const all[] = {"",
                                      "<?xml",
                                      "parcel ",
                                      "parcel 7",
                                      "parcel x\n",
                                      "parcel -1\n",
                                      "parcel 1\n9\nabc",
                                      "parcel 1\n3",
                                      "parcel 1\n18446744073709551615\nabc",
                                      "parcel 1\n99999999999999999999999\nabc",
                                      "parcel 1\n\nabc"};
    struct parcel p;
    struct str whole = packed(mem);
    for (size_t i = 0; i < COUNT(all); i++)
        CHECK_INT(parcel_read(str_of(all[i]), mem, &p), ERR_FORMAT);
    for (size_t n = 0; n < whole.n; n++) /* cut anywhere: fewer records, or none at all */
        if (parcel_read(str_slice(whole, 0, n), mem, &p) == OK) CHECK(p.record.n < 3);
}
