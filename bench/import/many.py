#!/usr/bin/env python3
"""bench/import/many.py SILANG FILE.mrc DIR [LIBRARIES] -- a union catalogue of many libraries, and how fast it grew.

Deals the records of FILE.mrc to so many libraries (500 unless told) in equal shares, one after the other, loads each
share with `silang import`, and prints after each 20th part of the whole: records so far, records a second of the wall
and of the processor since the line before, and the most memory an import has had. DIR must not exist yet."""
import os
import resource
import subprocess
import sys
import tempfile
import time


def records(path):
    """Each record of an ISO 2709 file, by the length it begins with."""
    with open(path, "rb") as file:
        while length := file.read(5):
            yield length + file.read(int(length) - 5)


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def spent():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss


def main():
    silang, path, data = sys.argv[1:4]
    libraries = int(sys.argv[4]) if len(sys.argv) > 4 else 500
    total = sum(1 for _ in records(path))
    run(silang, "init", "--data", data, "--name", "Uji")
    took = cpu = 0.0
    loaded, told = 0, (0, 0.0, 0.0)
    source = records(path)
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(data))) as folder:
        share = os.path.join(folder, "share.mrc")
        for number in range(1, libraries + 1):
            count = total * number // libraries - loaded
            with open(share, "wb") as file:
                file.writelines(next(source) for _ in range(count))
            run(silang, "library", "add", "--data", data, "--name", f"Perpustakaan {number}", "--type", "public")
            begun, before = time.time(), spent()[0]
            run(silang, "import", "--data", data, "--library", str(number), share)
            took += time.time() - begun
            cpu += spent()[0] - before
            loaded += count
            if number * 20 // libraries > (number - 1) * 20 // libraries:
                print(f"{loaded:>10} {(loaded - told[0]) / (took - told[1]):>8.0f}/s {(loaded - told[0]) / (cpu - told[2]):>8.0f}/s"
                      f" of the processor {spent()[1] // 1024:>5} MB", flush=True)
                told = (loaded, took, cpu)
    print(f"{loaded} records of {libraries} libraries: {took:.1f} s, {cpu:.1f} s of the processor")


main()
