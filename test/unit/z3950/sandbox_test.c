/* sandbox_test.c -- what a confined process can still do, and what ends it or is refused. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

#include "z3950/sandbox.h"

enum { COULD = 1, COULD_NOT = 2, NO_SANDBOX = 3 };

static bool allocates(void)
{
    void *p = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p != MAP_FAILED && munmap(p, 1 << 20) == 0;
}
static bool opens(void)
{
    return open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0;
}
static bool connects(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}
static bool forks(void)
{
    return fork() >= 0;
}
static bool makes_code(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
           MAP_FAILED;
}
static bool signals(void)
{
    return kill(getppid(), SIGCONT) == 0;
}

/* In a process of its own; to be killed for it is not being able to. */
static int confined(bool (*what)(void))
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        if (sandbox_enter(64)) _exit(NO_SANDBOX);
        _exit(what() ? COULD : COULD_NOT);
    }
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) return WTERMSIG(status) == SIGSYS ? COULD_NOT : -1;
    return WEXITSTATUS(status);
}

TEST(a_confined_process_has_memory_and_no_way_out)
{
    if (confined(allocates) == NO_SANDBOX) {
        test_skip("no seccomp here");
        return;
    }
    CHECK_INT(confined(allocates), COULD);
    CHECK_INT(confined(opens), COULD_NOT);
    CHECK_INT(confined(connects), COULD_NOT);
    CHECK_INT(confined(forks), COULD_NOT);
    CHECK_INT(confined(makes_code), COULD_NOT);
    CHECK_INT(confined(signals), COULD_NOT);
}
