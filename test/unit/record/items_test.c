/* items_test.c -- copies as different systems write them. */
#include "test.h"

#include "make.h"

/* "code/call/place/status/copies/coverage" of each. */
static struct str items(struct arena *a, const struct bib *b)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->items.n; i++) {
        const struct bib_item *t = &b->items.item[i];
        VEC_PUSH(a, &list,
                 arena_printf(a, "%.*s/%.*s/%.*s/%d/%d/%.*s", STR_ARG(t->code),
                              STR_ARG(t->call_number), STR_ARG(t->place), (int)t->status, t->copies,
                              STR_ARG(t->coverage)));
    }
    return joined(a, &list);
}

static struct str items_of(struct arena *a, const char *text)
{
    struct bib b = bib_of(a, text, NULL);
    return items(a, &b);
}

TEST(koha_copies_are_in_952)
{
    CHECK_STR(items_of(mem, "952 __$aPST$bPST$cRAK$o899 HIR l$p0001$70$g50000.00$xcatatan\n"
                            "952 __$aCAB$bCAB$p0002$q2026-12-01\n952 __$bPST$p0003$11\n"
                            "952 __$bPST$p0004$7-1\n952 __$bPST$p0005$71\n952 __$bPST$p6$01\n"),
              "0001/899 HIR l/PST, RAK/0/1/ | 0002//CAB/2/1/ | 0003//PST/5/1/ | 0004//PST/6/1/ | "
              "0005//PST/3/1/ | 6//PST/7/1/");
    CHECK_STR(items_of(mem, "952 __$adigital files not viewed\n"), "");
}

TEST(evergreen_copies_are_in_852_with_a_barcode)
{
    CHECK_STR(items_of(mem,
                       "852 4_$aX$bBR1$bBR1$cStacks$jG4362$p11223344$y0.00$xvisible"
                       "$zAvailable\n852 4_$bBR1$p2$zChecked out\n852 4_$bBR1$p3$xinvisible\n"),
              "11223344/G4362/BR1, Stacks/1/1/ | 2//BR1/2/1/ | 3//BR1/7/1/");
}

TEST(alma_holdings_are_in_852_with_h_and_i)
{
    CHECK_STR(items_of(mem, "852 0_$822$bMAIN$cstacks$hPQ2105$i.A2\n852 0_$823$bLAW$creserve\n"
                            "866 _0$823.1$a1998-2004\n866 _0$823.2$a2006-\n"),
              "/PQ2105 .A2/MAIN, stacks/0/1/ | //LAW, reserve/0/1/1998-2004; 2006-");
}

TEST(symphony_copies_are_in_999_or_949)
{
    CHECK_STR(items_of(mem, "999 __$aPR4231 .A43$wLC$i1-3003$lSTACKS$mALDERMAN$tBOOK$p25.00\n"
                            "999 __$aPR4231$iX2$kCHECKEDOUT$lSTACKS$mALDERMAN\n"
                            "999 __$aPR4231$iX3$lWITHDRAWN$mDARDEN\n"
                            "852 __$bALDERMAN$cSTACKS\n"),
              "1-3003/PR4231 .A43/ALDERMAN, STACKS/0/1/ | X2/PR4231/ALDERMAN, STACKS/2/1/ | "
              "X3/PR4231/DARDEN, WITHDRAWN/7/1/");
    CHECK_STR(items_of(mem, "949 __$aM 1366$i300$lAUDIO$mHUNT$kMISSING\n"),
              "300/M 1366/HUNT, AUDIO/5/1/");
}

TEST(sierra_copies_are_in_945_when_nothing_better_is_there)
{
    CHECK_STR(items_of(mem, "945 __$lpstk $g2\n945 __$aThe whole world\n"), "//pstk/0/2/");
    CHECK_STR(items_of(mem, "945 __$lpstk$g1\n852 __$bMAIN$hQ1\n"), "/Q1/MAIN/0/1/");
}

TEST(what_serials_have_in_words_without_a_holding_stands_alone)
{
    CHECK_STR(items_of(mem, "866 _0$a1998-2004\n867 _0$aIndeks 2000\n"),
              "///0/1/1998-2004; Indeks 2000");
    CHECK_STR(items_of(mem, "852 __$bPusat\n866 _0$a1998-2004\n"), "//Pusat/0/1/1998-2004");
}

TEST(the_map_of_a_feed_goes_before_guessing)
{
    struct marc m = marc_of(mem, "952 __$bPST$p0001\n901 __$aK1$bC1$cRak 1$dHilang$e3$xrahasia\n");
    struct holding_map map = {
        .tag = "901", .code = 'a', .call = 'b', .place = 'c', .status = 'd', .copies = 'e'};
    struct bib b;
    bib_from_marc(&m, &map, mem, &b, NULL);
    CHECK_STR(items(mem, &b), "K1/C1/Rak 1/5/3/");
}
