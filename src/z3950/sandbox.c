/* sandbox.c -- see sandbox.h: resource limits, no new privileges, a seccomp filter. */
#include "z3950/sandbox.h"

#include <seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/checked.h"

enum { MEMORY_MB = 768, TURN_SECONDS = 5 };

/* AddressSanitizer reserves terabytes of addresses, and has to live to tell what it found. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

static bool limit(__rlimit_resource_t what, rlim_t most)
{
    return setrlimit(what, &(struct rlimit){most, most}) == 0;
}

static bool set_limits(int descriptors_max)
{
    rlim_t memory = (rlim_t)MEMORY_MB << 20;
    return limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, (rlim_t)descriptors_max) &&
           (SANITIZED || limit(RLIMIT_AS, memory));
}

/* Calls that need no argument looked at. */
static const int calls[] = {
    SCMP_SYS(read),           SCMP_SYS(write),
    SCMP_SYS(recvfrom),       SCMP_SYS(sendto),
    SCMP_SYS(recv),           SCMP_SYS(send),
    SCMP_SYS(accept4),        SCMP_SYS(close),
    SCMP_SYS(poll),           SCMP_SYS(ppoll),
    SCMP_SYS(ppoll_time64),   SCMP_SYS(munmap),
    SCMP_SYS(mremap),         SCMP_SYS(brk),
    SCMP_SYS(madvise),        SCMP_SYS(futex),
    SCMP_SYS(clock_gettime),  SCMP_SYS(clock_gettime64),
    SCMP_SYS(getrandom),      SCMP_SYS(setitimer),
    SCMP_SYS(exit),           SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigreturn),   SCMP_SYS(sigreturn),
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(restart_syscall),
    SCMP_SYS(getpid),         SCMP_SYS(sigaltstack),
    SCMP_SYS(gettid),
};

/* Memory, but none that can be executed. */
static const int memory_calls[] = {SCMP_SYS(mmap), SCMP_SYS(mmap2), SCMP_SYS(mprotect)};

static bool add_rules(scmp_filter_ctx f)
{
    int failed = 0;
    for (size_t i = 0; i < COUNT(calls); i++)
        failed |= seccomp_rule_add(f, SCMP_ACT_ALLOW, calls[i], 0);
    for (size_t i = 0; i < COUNT(memory_calls); i++)
        failed |= seccomp_rule_add(f, SCMP_ACT_ALLOW, memory_calls[i], 1,
                                   SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    /* abort() sends a signal to itself. */
    failed |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                               SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0));
    return failed == 0;
}

enum err sandbox_enter(int descriptors_max)
{
    if (!set_limits(descriptors_max) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return ERR_IO;
    scmp_filter_ctx f = seccomp_init(SANITIZED ? SCMP_ACT_ERRNO(1) : SCMP_ACT_KILL_PROCESS);
    if (!f) return ERR_IO;
    bool fine = add_rules(f) && seccomp_load(f) == 0;
    seccomp_release(f);
    return fine ? OK : ERR_IO;
}

void sandbox_watch(void)
{
    struct itimerval t = {.it_value = {.tv_sec = TURN_SECONDS}};
    setitimer(ITIMER_PROF, &t, NULL);
}
