#!/usr/bin/env python3
"""Compare a repack by packhouse with restic's, in one run, on copies of one repository and one disk.

    repack.py FOLDER --restic RESTIC [--packhouse ./packhouse] [--rounds 3] [--options "--compression better"] [--keep]

FOLDER/data/bench is the repository; understand.py makes it if it is missing: two hosts back up the same files at the same time and
uncompressed, so that nearly everything is stored twice. It is not changed. Each run gets a copy of its own, of hard links: neither
program writes into a file that is there.

What is compared, in turns, so that a ratio holds although the machine's speed drifts:

    restic prune --repack-uncompressed --max-unused 0
    packhouse repo repack --offline --yes --min-age 0

Both with no cache and no catalog of their own, but the files in the page cache. Wall and CPU seconds and peak memory are those of the
process and its children; size is what lies in data/ afterwards. packhouse keeps what it replaced in its trash for a day, which is not
counted; restic has removed it. At the end restic checks the last result, every byte of it.
"""
import argparse
import os
import shutil
import subprocess
import sys

import understand

BASE = "restic prune --repack-uncompressed --max-unused 0"
OURS = "packhouse repo repack --offline"


class Repacking(understand.Bench):
    def __init__(self, options):
        options.synthetic = 0
        super().__init__(options)
        self.original = self.repository
        self.options = options.options.split()
        self.copies = os.path.join(self.folder, "copies")

    def fresh(self, name):
        """Points at a new copy, so it comes before the command that names it; the one before is removed first."""
        shutil.rmtree(self.copies, ignore_errors=True)
        shutil.rmtree(self.caches, ignore_errors=True)
        os.makedirs(self.copies)
        self.name = name
        self.repository = os.path.join(self.copies, name)
        shutil.copytree(self.original, self.repository, copy_function=os.link)

    def size(self):
        return sum(os.path.getsize(os.path.join(root, file))
                   for root, _, files in os.walk(os.path.join(self.repository, "data")) for file in files)

    def prune(self):
        self.fresh("restic")
        return self.sized(self.restic_command("prune", "prune", "--repack-uncompressed", "--max-unused", "0"))

    def repack(self):
        self.fresh("packhouse")
        return self.sized([self.program, "repo", "repack", self.name, "--path", self.copies, "--offline", "--yes", "--min-age", "0",
                           *self.options])

    def sized(self, command):
        figures = self.measured(command)
        figures["size"] = self.size() / 2**20
        return figures

    def check(self):
        subprocess.run(self.restic_command("check", "--no-lock", "check", "--read-data"), env=self.environment, check=True)
        said = subprocess.run(
            [word for word in self.restic_command("check", "prune", "--repack-uncompressed", "--max-unused", "0", "--dry-run", "--verbose")
             if word != "--quiet"],
            env=self.environment, check=True, capture_output=True, text=True).stdout
        print("restic check --read-data finds nothing; restic prune --dry-run says then:")
        print("\n".join("    " + line for line in said.splitlines() if line.startswith(("to repack", "to delete", "remaining"))))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--restic", default="restic")
    parser.add_argument("--packhouse", default=os.path.join(understand.HERE, "..", "packhouse"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sources", default="/usr/lib,/usr/share")
    parser.add_argument("--options", default="", help="more options for packhouse repo repack")
    parser.add_argument("--keep", action="store_true", help="leave the last copy")
    options = parser.parse_args()
    bench = Repacking(options)
    bench.make(options.sources.split(","))
    bench.describe()
    try:
        results = understand.in_turns(options.rounds, {BASE: bench.prune, OURS: bench.repack})
        understand.table("repack", results, BASE)
        for name, runs in results.items():
            print(f"{name:52} {runs[-1]['size']:9.1f} MiB left")
        bench.check()
    finally:
        if not options.keep:
            shutil.rmtree(bench.copies, ignore_errors=True)
            shutil.rmtree(bench.caches, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
