/* err.h -- the one error type, and the two attributes that keep it honest.
 *
 * A function that can fail returns `enum err` and is MUST: the compiler refuses to let the
 * result be dropped. Out-parameters come last, are named `ret` and are written only on OK. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err {
    OK = 0,
    ERR_ARG,         /* the caller's value is not acceptable */
    ERR_FORMAT,      /* bytes that are not what they claim to be */
    ERR_NOT_FOUND,   /* no such object, or not for this actor */
    ERR_CONFLICT,    /* it exists already, or contradicts what exists */
    ERR_DENIED,      /* the actor may not */
    ERR_LIMIT,       /* more than a limit allows; the limit is named where it is declared */
    ERR_BUSY,        /* somebody else is at it; trying again later is safe */
    ERR_FULL,        /* no space left on the device */
    ERR_IO,          /* the operating system refused a read or a write */
    ERR_INTERRUPTED, /* asked to stop */
    ERR_VERSION,     /* data written by a newer program */
    ERR_DAMAGED,     /* derived data are damaged and being made anew; trying again later is safe */
    ERR_INTERNAL     /* our own fault */
};

/* A short machine name, English, never translated: "not-found". Never NULL. */
const char *err_name(enum err e);

/* From errno: ENOSPC and EDQUOT are ERR_FULL, ENOENT is ERR_NOT_FOUND, the rest ERR_IO. */
enum err err_from_errno(int code);

#define MUST __attribute__((warn_unused_result))

/* Runs fn(&variable) when the variable leaves its scope. */
#define CLEANUP(fn) __attribute__((cleanup(fn)))

/* Marks printf-like functions for the compiler's format check. */
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

#endif
