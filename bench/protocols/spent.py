"""spent.py PID COMMAND ... -- runs the client, and adds to its line the processor time that PID and the processes below it took for
a search. On a machine that does other things this can be compared, searches a second cannot."""
import os
import subprocess
import sys


def below(pid):
    all_of_them = [pid]
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            parent = int(open(f"/proc/{name}/stat").read().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if parent == pid:
            all_of_them += below(int(name))
    return all_of_them


def seconds(pids):
    """By process; with those below it that ended."""
    took = {}
    for pid in pids:
        try:
            fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        took[pid] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return took


server, command = int(sys.argv[1]), sys.argv[2:]
before = seconds(below(server))
line = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
after = seconds(below(server))
spent = sum(after.values()) - sum(before.get(pid, 0) for pid in after)
searches = float(line.split()[0]) * float(command[4])
print(f"{line} processor {spent / searches * 1e3:.2f} ms")
