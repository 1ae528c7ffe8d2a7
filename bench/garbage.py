#!/usr/bin/env python3
"""How much does a repack with its defaults write and read? On garbage of all kinds, and again when none is left.

    garbage.py FOLDER --restic RESTIC [--packhouse ./packhouse] [--sources /usr/share,/usr/lib]

Makes FOLDER/garbage/mixed: a compressed backup of a half of the files below the sources; two hosts that back up a quarter at the same time,
one of them uncompressed; twenty backups of a hundredth each, so that there are small packs; and a quarter that one host sends uncompressed. So a pack may be
all waste, half of it, or a little, and a blob may be stored twice, plain, or both. It is removed in the end.

Bytes written are those of the new packs and index files; freed is what the directory, without what rests in the trash, is shorter by. Read is
what the process read by the kernel's count, less what the same program reads to show its version: pages of the catalog and index files are
counted, and so are the files of the program.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys

import understand


class Garbage(understand.Bench):
    def __init__(self, options):
        options.synthetic = 0
        super().__init__(options)
        self.data = os.path.join(self.folder, "garbage")
        self.name = "mixed"
        self.repository = os.path.join(self.data, self.name)

    def begin(self, host, files, *options):
        listed = os.path.join(self.folder, f"files-{host}")
        with open(listed, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write("\n".join(files))
        return subprocess.Popen(
            self.restic_command(f"make-{host}", "backup", "--host", host, *options, "--files-from-verbatim", listed),
            env=self.environment, stderr=subprocess.DEVNULL)

    @staticmethod
    def end(*backups):
        for backup in backups:
            # 3: some files could not be read.
            if backup.wait() not in (0, 3):
                sys.exit(f"restic backup ended with {backup.returncode}")

    def make_garbage(self, sources):
        shutil.rmtree(self.data, ignore_errors=True)
        os.makedirs(self.data)
        files = sorted(os.path.join(root, name) for source in sources for root, _, names in os.walk(source) for name in names)
        files = [file for file in files if os.path.isfile(file) and not os.path.islink(file)]
        subprocess.run(self.restic_command("make", "init"), env=self.environment, check=True)
        self.end(self.begin("one", files[0::4] + files[1::4]))
        self.end(self.begin("two", files[2::4]), self.begin("three", files[2::4], "--compression", "off"))
        for part in range(20):
            self.end(self.begin(f"small-{part}", files[3::4][part::25]))
        self.end(self.begin("four", files[3::4], "--compression", "off"))

    def size(self):
        return sum(os.path.getsize(os.path.join(root, file)) for root, _, names in os.walk(self.repository) for file in names)

    def counted(self, *command):
        """The output of a command, and the bytes that it read and wrote."""
        process = subprocess.Popen([self.program, *command], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        said = process.stdout.read()
        complaints = process.stderr.read()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        with open(f"/proc/{process.pid}/io", encoding="ascii") as file:
            counts = dict(line.split(": ") for line in file.read().splitlines())
        if process.wait() not in (0, 3):
            sys.exit(f"{' '.join(command)} ended with {process.returncode}: {complaints}")
        return said, int(counts["rchar"]), int(counts["wchar"])

    def repack(self):
        before = self.size()
        said, read, wrote = self.counted("repo", "repack", self.name, "--path", self.data, "--offline", "--yes", "--min-age", "0", "--json")
        job = json.loads(said)
        return {"job": job, "read": read, "wrote": wrote, "before": before, "freed": before - self.size()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--restic", default="restic")
    parser.add_argument("--packhouse", default=os.path.join(understand.HERE, "..", "packhouse"))
    parser.add_argument("--sources", default="/usr/share,/usr/lib")
    options = parser.parse_args()
    bench = Garbage(options)
    try:
        bench.make_garbage(options.sources.split(","))
        bench.describe()
        _, program, _ = bench.counted("--version")
        for title in ("on garbage", "on what is left", "and again"):
            run = bench.repack()
            # If there is nothing to do, all that is said is the plan.
            written = run["job"].get("done", {"writtenBytes": 0})["writtenBytes"]
            print(f"{title}: {run['before'] / 2**20:.1f} MiB in the directory")
            print(f"    read {(run['read'] - program) / 2**20:.1f} MiB, {100 * (run['read'] - program) / run['before']:.2f} % of the directory; "
                  f"freed {run['freed'] / 2**20:.1f} MiB; written {written / 2**20:.1f} MiB of packs"
                  + (f", {written / run['freed']:.2f} bytes for one that will be free" if run["freed"] > 0 else ""))
    finally:
        shutil.rmtree(bench.data, ignore_errors=True)
        shutil.rmtree(bench.caches, ignore_errors=True)


if __name__ == "__main__":
    main()
