/* sandbox.h -- giving up what a reader of strangers' bytes does not need, for ever.
 *
 * Afterwards the process can use the descriptors it has, take connections of its listening socket,
 * tell the time, and allocate memory that is not executable. Any other system call ends it. */
#ifndef Z3950_SANDBOX_H
#define Z3950_SANDBOX_H

#include "base/err.h"

/* ERR_IO when the kernel does not do it: then nothing may be read. */
MUST enum err sandbox_enter(int descriptors_max);

/* What is done until the next call may take so much processor time; more ends the process. */
void sandbox_watch(void);

#endif
