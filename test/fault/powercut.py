#!/usr/bin/env python3
"""Power cuts, from the log of a program's system calls.

    strace -f -y -xx -s 99999999 -e trace=$(powercut.py --calls) -o LOG PROGRAM ...
    powercut.py LOG BEFORE ROOT CUTS SEED WORK ACK CHECK ...

BEFORE is a copy of the folder ROOT from before the program ran. CUTS times the folder is built in WORK as a
disk could show it after the power went: what was made durable is there; of what was written since, each piece
is there, lost, zeros, or torn into sectors of 512 or 4,096 bytes, in any mixture; of names (create, rename,
unlink) those of before a moment, never earlier than the last fsync of their folder. Memory-mapped files of
SQLite (-shm) are gone. Then `CHECK WORK ACKS ENDED` judges: ACKS is how often bytes that match ACK had left the
program before the cut (answers, standard output), ENDED is 1 when it had ended with 0.
With FAULT_LIE=1 nothing is made durable: to see that the judge finds it.
The same SEED gives the same cuts; a failure names its cut, and WORK is left as it was cut."""
import collections
import os
import random
import re
import shutil
import subprocess
import sys

CALLS = ("openat,open,creat,close,pwrite64,write,fsync,fdatasync,ftruncate,lseek,rename,renameat,renameat2,unlink,unlinkat,"
         "mkdir,mkdirat,rmdir,link,linkat,writev,sendmsg,sendto,pwritev,pwritev2,fallocate,copy_file_range,"
         "sync_file_range,exit_group")


def text(hexed):
    return bytes.fromhex(hexed.replace("\\x", ""))


def strings(args):
    return [text(s) for s in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', args)]


def lines(log):
    """(pid, call, arguments, result) in the order in which the calls ended."""
    begun = {}
    for line in open(log, encoding="latin1"):
        pid, _, rest = line.rstrip("\n").partition(" ")
        rest = rest.strip()
        if rest.startswith("+++ exited with"):
            yield pid, "exited", rest.split()[3], 0
            continue
        m = re.match(r"<\.\.\. (\w+) resumed>(.*)", rest)
        if m:
            rest = begun.pop(pid, m[1] + "(") + m[2]
        if rest.endswith("<unfinished ...>"):
            begun[pid] = rest[: -len("<unfinished ...>")]
            continue
        m = re.match(r"(\w+)\((.*)\)\s+= (-?\d+)", rest)
        if m and int(m[3]) >= 0:
            yield pid, m[1], m[2], int(m[3])


class File:
    def __init__(self, data=b""):
        self.durable = bytearray(data)
        self.pending = []
        self.size = len(self.durable)

    def settle(self):
        for kind, at, data in self.pending:
            put(self.durable, kind, at, data)
        self.pending.clear()


def put(data, kind, at, piece):
    if kind == "cut":
        del data[at:]
    if len(data) < at:
        data.extend(bytes(at - len(data)))
    if kind == "write":
        data[at:at + len(piece)] = piece


class Disk:
    """What the program sees (names), and what the platter may have."""

    def __init__(self, before, root):
        self.root, self.names, self.ops, self.sure = root, {root: None}, [], 0
        self.at = {}
        for folder, _, files in os.walk(before):
            here = root + folder[len(before):]
            self.names[here] = None
            for f in files:
                with open(os.path.join(folder, f), "rb") as data:
                    self.names[os.path.join(here, f)] = File(data.read())
        self.kept = dict(self.names)

    def inside(self, path):
        return path == self.root or path.startswith(self.root + "/")

    def name(self, op, *paths):
        """A change of names: at once for the program, later for the platter."""
        change = (op, paths)
        apply(self.names, change)
        self.ops.append((change, {os.path.dirname(p) for p in paths if isinstance(p, str)}))

    def sync_folder(self, path):
        for i in range(len(self.ops) - 1, self.sure - 1, -1):
            if path in self.ops[i][1]:
                while self.sure <= i:
                    apply(self.kept, self.ops[self.sure][0])
                    self.sure += 1
                return

    def build(self, to, rnd):
        shutil.rmtree(to, ignore_errors=True)
        names = dict(self.kept)
        for change, _ in self.ops[self.sure:rnd.choice((self.sure, len(self.ops), rnd.randint(self.sure, len(self.ops))))]:
            apply(names, change)
        mode = rnd.choice(("any", "any", "any", "first", "none", "all"))
        sector = rnd.choice((512, 4096))
        for path in sorted(names, key=lambda p: p.count("/")):
            target = to + path[len(self.root):]
            if names[path] is None:
                os.makedirs(target, exist_ok=True, mode=0o700)
        for path, f in names.items():
            if f is None or path.endswith("-shm"):
                continue
            target = to + path[len(self.root):]
            if not os.path.isdir(os.path.dirname(target)):
                continue  # its folder did not last
            data = bytearray(f.durable)
            last = rnd.randint(0, len(f.pending)) if mode == "first" else len(f.pending)
            for kind, at, piece in f.pending[:last]:
                chance = {"any": rnd.random(), "first": 0, "none": 1, "all": 0}[mode]
                if chance < .5:
                    put(data, kind, at, piece)
                elif chance < .6:
                    put(data, kind, at, bytes(len(piece)))
                elif chance < .75 and kind == "write":
                    for s in range(0, len(piece), sector):
                        if rnd.random() < .5:
                            put(data, kind, at + s, piece[s:s + sector])
            fd = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(fd, "wb") as out:
                out.write(data)


def apply(names, change):
    op, paths = change
    if op == "add":
        names[paths[0]] = paths[1]
    elif op == "remove":
        names.pop(paths[0], None)
    elif op == "move":
        old, new = paths
        for p in [p for p in names if p == old or p.startswith(old + "/")]:
            names[new + p[len(old):]] = names.pop(p)


def fd_of(args):
    m = re.match(r"(\d+|AT_FDCWD)<([^>]*)>", args)
    return (m[1], text(m[2]).decode() if m[2].startswith("\\x") else m[2]) if m else (args.split(",")[0], "")


def path_of(args, which, cwd):
    """The path of one of the *at calls: relative to the folder before it."""
    found = re.findall(r'(?:(?:\d+|AT_FDCWD)<([^>]*)>, )?"((?:\\x[0-9a-f]{2})*)"', args)[which]
    folder = text(found[0]).decode() if found[0].startswith("\\x") else found[0]
    return os.path.normpath(os.path.join(folder or cwd, text(found[1]).decode()))


def replay(log, disk, ack, cwd):
    """Performs the log on the disk; yields (acks, ended) after each call that counts."""
    acks = ended = 0
    first = None
    for pid, call, args, result in lines(log):
        first = first or pid
        if call == "exited":
            if pid == first and args == "0":
                ended = 1
                yield acks, ended
            continue
        if call in ("rename", "renameat", "renameat2", "link", "linkat"):
            old, new = path_of(args, 0, cwd), path_of(args, 1, cwd)
            if not disk.inside(old) and not disk.inside(new):
                continue
            assert disk.inside(old) and disk.inside(new), "moved across the border: " + old
            if call.startswith("link"):
                disk.name("add", new, disk.names[old])
            else:
                disk.name("move", old, new)
        elif call in ("unlink", "unlinkat", "rmdir", "mkdir", "mkdirat"):
            path = path_of(args, 0, cwd)
            if not disk.inside(path):
                continue
            disk.name(*(("add", path, None) if call.startswith("mkdir") else ("remove", path)))
        elif call in ("openat", "open", "creat"):
            path = path_of(args, 0, cwd)
            if not disk.inside(path):
                continue
            new = path not in disk.names
            if new:
                assert "O_CREAT" in args or call == "creat", "opened and never made: " + path
                disk.name("add", path, File())
            f = disk.names[path]
            if f is None:
                continue
            disk.at[str(result)] = f.size if "O_APPEND" in args else 0
            if "O_TRUNC" in args and f.size:
                f.pending.append(("cut", 0, b""))
                f.size = 0
            elif not new:
                continue
        elif call == "lseek":
            disk.at[fd_of(args)[0]] = result
            continue
        elif call == "close":
            disk.at.pop(fd_of(args)[0], None)
            continue
        elif call == "exit_group":
            continue
        else:
            fd, path = fd_of(args)
            if not disk.inside(path):
                if call in ("write", "writev", "sendmsg", "sendto") and re.search(ack, b"".join(strings(args))):
                    acks += 1
                    yield acks, ended
                continue
            f = disk.names.get(path)
            if call in ("fsync", "fdatasync"):
                if os.environ.get("FAULT_LIE"):
                    pass  # a disk that only says so
                elif f:
                    f.settle()
                else:
                    disk.sync_folder(path)
            elif f is None:
                continue  # a file without a name any more
            elif call in ("pwrite64", "write"):
                data = strings(args)[0][:result]
                at = int(args.rsplit(", ", 1)[1]) if call == "pwrite64" else disk.at.get(fd, 0)
                if call == "write":
                    disk.at[fd] = at + len(data)
                f.pending.append(("write", at, data))
                f.size = max(f.size, at + len(data))
            elif call == "ftruncate":
                f.size = int(args.rsplit(", ", 1)[1])
                f.pending.append(("cut", f.size, b""))
            else:
                sys.exit("not modelled: " + call + " of " + path)
        yield acks, ended


def main():
    if sys.argv[1:] == ["--calls"]:
        print(CALLS)
        return 0
    log, before, root, cuts, seed, work, ack = sys.argv[1:8]
    check, ack, cwd = sys.argv[8:], ack.encode(), os.getcwd()
    steps = sum(1 for _ in replay(log, Disk(before, root), ack, cwd))
    rnd = random.Random(int(seed))
    at = sorted(steps if rnd.random() < .1 else rnd.randint(1, steps) for _ in range(int(cuts)))
    disk, bad, told = Disk(before, root), 0, collections.Counter()
    wanted = collections.Counter(at)
    for step, (acks, ended) in enumerate(replay(log, disk, ack, cwd), 1):
        for _ in range(wanted[step]):
            disk.build(work, rnd)
            p = subprocess.run(check + [work, str(acks), str(ended)], capture_output=True, text=True, timeout=300)
            told[p.stdout.splitlines()[0] if p.returncode == 0 and p.stdout else p.returncode] += 1
            if p.returncode:
                bad += 1
                print(f"cut after call {step} of {steps}, {acks} acknowledged, ended {ended}: {p.stdout}{p.stderr}"[:1500])
                if bad == 1:
                    shutil.rmtree(work + ".bad", ignore_errors=True)
                    shutil.copytree(work, work + ".bad")
                if bad == 5:
                    return 1
    print(f"{len(at)} cuts in {steps} calls: " + ", ".join(f"{k} {v}" for k, v in sorted(told.items(), key=str)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
