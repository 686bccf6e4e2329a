/* diagnostic.c -- see diagnostic.h. */
#include "z3950/diagnostic.h"

#include "base/checked.h"

enum diagnostic_code diagnostic_of_sru(int number)
{
    static const struct {
        int sru;
        enum diagnostic_code ours;
    } pairs[] = {
        {2, DIAGNOSTIC_BUSY},
        {10, DIAGNOSTIC_MALFORMED},
        {12, DIAGNOSTIC_TOO_LONG},
        {13, DIAGNOSTIC_MALFORMED},
        {15, DIAGNOSTIC_USE},
        {16, DIAGNOSTIC_USE},
        {18, DIAGNOSTIC_COMBINATION},
        {19, DIAGNOSTIC_RELATION},
        {20, DIAGNOSTIC_RELATION},
        {21, DIAGNOSTIC_COMBINATION},
        {22, DIAGNOSTIC_COMBINATION},
        {23, DIAGNOSTIC_TERM},
        {24, DIAGNOSTIC_COMBINATION},
        {25, DIAGNOSTIC_TERM},
        {26, DIAGNOSTIC_TERM},
        {27, DIAGNOSTIC_TERM},
        {28, DIAGNOSTIC_TRUNCATION},
        {29, DIAGNOSTIC_TRUNCATION},
        {30, DIAGNOSTIC_TRUNCATION},
        {31, DIAGNOSTIC_POSITION},
        {32, DIAGNOSTIC_POSITION},
        {33, DIAGNOSTIC_COMBINATION},
        {34, DIAGNOSTIC_POSITION},
        {35, DIAGNOSTIC_TERM},
        {36, DIAGNOSTIC_TERM_VALUE},
        {37, DIAGNOSTIC_OPERATOR},
        {38, DIAGNOSTIC_TOO_MANY_OPERATORS},
        {39, DIAGNOSTIC_NEAR_FIELDS},
        {40, DIAGNOSTIC_NEAR_RELATION},
        {41, DIAGNOSTIC_NEAR_DISTANCE},
        {42, DIAGNOSTIC_NEAR_UNIT},
        {43, DIAGNOSTIC_NEAR_ORDERED},
        {48, DIAGNOSTIC_UNSUPPORTED},
        {61, DIAGNOSTIC_OUT_OF_RANGE},
        {80, DIAGNOSTIC_SORT_SEQUENCE},
        {82, DIAGNOSTIC_SORT_SEQUENCE},
        {84, DIAGNOSTIC_TOO_MANY_KEYS},
        {88, DIAGNOSTIC_SORT_SEQUENCE},
        {89, DIAGNOSTIC_SORT_SEQUENCE},
    };
    for (size_t i = 0; i < COUNT(pairs); i++)
        if (pairs[i].sru == number) return pairs[i].ours;
    return DIAGNOSTIC_BROKEN;
}
