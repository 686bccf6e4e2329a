#!/usr/bin/env python3
"""bench/import/many.py SILANG FILE.mrc DIR [LIBRARIES] -- a union catalogue of many libraries, and how fast it grew.

Deals the records of FILE.mrc to so many libraries (500 unless told) in equal shares, loads them with
`silang import-all`, and prints after each 20th part of the whole: records so far, records a second of the wall since
the line before, and a bar; at the end the time, that of the processor, and the most memory. DIR must not exist yet."""
import os
import resource
import subprocess
import sys
import tempfile
import time

BAR = 100  # records a second for each character


def records(path):
    """Each record of an ISO 2709 file, by the length it begins with."""
    with open(path, "rb") as file:
        while length := file.read(5):
            yield length + file.read(int(length) - 5)


def run(*words):
    subprocess.run(words, check=True, capture_output=True)


def deal(silang, path, data, folder, libraries):
    """The libraries, and a file for each; how many records there are up to each of them."""
    total = sum(1 for _ in records(path))
    upto = [total * number // libraries for number in range(libraries + 1)]
    source = records(path)
    run(silang, "init", "--data", data, "--name", "Uji")
    for number in range(1, libraries + 1):
        run(silang, "library", "add", "--data", data, "--name", f"Perpustakaan {number}", "--type", "public")
        with open(os.path.join(folder, f"{number:05}.mrc"), "wb") as file:
            file.writelines(next(source) for _ in range(upto[number] - upto[number - 1]))
    return upto


def main():
    silang, path, data = sys.argv[1:4]
    libraries = int(sys.argv[4]) if len(sys.argv) > 4 else 500
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(data))) as folder:
        upto = deal(silang, path, data, folder, libraries)
        begun = told = time.time()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [silang, "import-all", "--data", data, "--lang", "en", folder]
        loading = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        number = last = 0
        for line in loading.stderr:
            number += ".mrc: " in line
            if ".mrc: " in line and number * 20 // libraries > (number - 1) * 20 // libraries:
                rate = (upto[number] - last) / (time.time() - told)
                print(f"{upto[number]:>10} {'#' * round(rate / BAR)} {rate:.0f}", flush=True)
                last, told = upto[number], time.time()
        code = loading.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{upto[-1]} records of {libraries} libraries, exit {code}: {time.time() - begun:.1f} s,"
          f" {used.ru_utime - before.ru_utime:.0f} + {used.ru_stime - before.ru_stime:.0f} s of the processor,"
          f" {used.ru_maxrss // 1024} MB")


main()
