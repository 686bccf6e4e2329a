/* owner.c -- root at work in a folder that belongs to a service: what is made there is the
 * service's.
 *
 * Else "sudo silang backup" left a folder that the server may not write to the next night. Root's
 * right to open any file stays: the file to import may lie where only root can read. */
#include <linux/capability.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cmd/cmd.h"

void owner_follow(const char *dir)
{
    struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct cap[_LINUX_CAPABILITY_U32S_3];
    struct stat st;
    if (geteuid() != 0 || stat(dir, &st) || st.st_uid == 0) return;
    setfsgid(st.st_gid);
    setfsuid(st.st_uid);
    /* Changing it takes the rights over files away (capabilities(7)); threads begin with ours. */
    if (syscall(SYS_capget, &head, cap)) return;
    for (int i = 0; i < _LINUX_CAPABILITY_U32S_3; i++) cap[i].effective = cap[i].permitted;
    (void)syscall(SYS_capset, &head, cap);
}
