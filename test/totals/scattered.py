"""scattered.py -- titles that change here and there: their rows of the index then lie beside their blocks.

A library of its own sends copies of each STEP-th record, some a load, and takes one of the loads back."""
import os
import sqlite3
import subprocess

from titles import run

STEP, LOADS = 60, 8


def records(files):
    every = (r + b"\x1d" for file in files for r in open(file, "rb").read().split(b"\x1d")[:-1])
    return [r for n, r in enumerate(every) if n % STEP == STEP // 2]


def beside(data):
    """How many rows there are beside blocks."""
    number = open(os.path.join(data, "index.current")).read().strip()
    with sqlite3.connect(f"file:{data}/index.{number}.db?mode=ro", uri=True) as db:
        return db.execute("SELECT count(*) FROM overlay").fetchone()[0]


def change(silang, data, files):
    """Returns how many rows lie beside their blocks then."""
    subprocess.run([silang, "index", "rebuild", "--data", data], check=True, capture_output=True)
    library = str(run(silang, "library", "add", "--data", data, "--name", "Scattered", "--type", "other", "--json")["id"])
    some, loads = records(files), []
    for first in range(LOADS):
        file = os.path.join(data, "scattered.mrc")
        with open(file, "wb") as f:
            f.write(b"".join(some[first::LOADS]))
        loads.append(run(silang, "import", "--data", data, "--library", library, "--json", file)["load"])
    run(silang, "undo", "--data", data, "--load", str(loads[LOADS // 2]), "--json")
    return beside(data)
