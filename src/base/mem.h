/* mem.h -- the only door to malloc, so that fault tests can reach every allocation.
 *
 * Nothing here returns NULL: a failed allocation writes one line and aborts. We are a
 * server whose acknowledged work is on disk; limits keep hostile sizes away from here. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t n); /* uninitialised; n == 0 gives a unique pointer */
void *mem_zero(size_t count, size_t size);
void *mem_resize(void *p, size_t n); /* p may be NULL */
void mem_free(void *p);              /* NULL is fine */
_Noreturn void mem_exhausted(void);

/* Once, before the first thread: what is large comes from the system and goes back to it. glibc
 * learns from each large block it gets back to keep larger ones, between which small ones then lie:
 * a load into a million titles held a quarter more than it used. */
void mem_setup(void);

/* Gives free memory of all threads back to the system, where malloc can (glibc); some milliseconds.
 */
void mem_trim(void);

#endif
