/* checked.h -- arithmetic on sizes that tells when it does not fit.
 *
 * Each is true and writes *ret only when the exact result fits its type. */
#ifndef BASE_CHECKED_H
#define BASE_CHECKED_H

#define add_ok(a, b, ret) (!__builtin_add_overflow((a), (b), (ret)))
#define sub_ok(a, b, ret) (!__builtin_sub_overflow((a), (b), (ret)))
#define mul_ok(a, b, ret) (!__builtin_mul_overflow((a), (b), (ret)))

#define COUNT(array)      (sizeof(array) / sizeof((array)[0]))
#define MIN(a, b)         ((a) < (b) ? (a) : (b))
#define MAX(a, b)         ((a) > (b) ? (a) : (b))

#endif
