/* bib_imprint_test.c -- several places and publishers of one publication. */
#include "test.h"

#include "make.h"

TEST(all_places_and_publishers_of_the_publication_are_kept)
{
    struct bib b = bib_of(mem,
                          "264 _0$aX :$bY\n"
                          "264 _1$aLondon :$bGriffin ;$aNew York :$bHafner :$b[s.n.],$c1974\n"
                          "264 _1$aJakarta :$bErlangga\n260 __$aZ :$bZ\n",
                          NULL);
    CHECK_STR(b.place, "London");
    CHECK_STR(b.publisher, "Griffin");
    CHECK_STR(joined(mem, &b.places), "New York | Jakarta");
    CHECK_STR(joined(mem, &b.publishers), "Hafner | Erlangga");
}
