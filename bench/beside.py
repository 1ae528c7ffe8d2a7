#!/usr/bin/env python3
"""Does a repack hold up those who back up meanwhile? A backup alone and one beside a repack, in turns, on copies of one repository.

    beside.py FOLDER --restic RESTIC [--packhouse ./packhouse] [--rounds 3] [--mebibytes 2048] [--options "--repack-rate 50M"]

FOLDER/data/bench is the repository; understand.py makes it if it is missing. It is not changed: each run gets a copy of hard links and a
server of its own. The backup is of one file, half of which can be compressed, that no copy has yet. In every second run a repack of the whole
repository begins before the backup, and must still be at work when the backup ends, or the run tells nothing. Client, server and repack
share the machine's cores, so this is harder than a real network.

How long the server took for its POSTs is out of its own histogram: how many were longer than half a second, and than two.
"""
import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import time
import urllib.request

import understand


class Beside(understand.Bench):
    def __init__(self, options):
        options.synthetic = 0
        super().__init__(options)
        self.source = os.path.join(self.folder, "source")
        self.options = options.options.split()
        self.mebibytes = options.mebibytes

    def make(self, sources):
        super().make(sources)
        self.original = self.repository
        self.data = os.path.join(self.folder, "copies")
        self.repository = os.path.join(self.data, self.name)

    def write_source(self):
        os.makedirs(self.source, exist_ok=True)
        seeded = random.Random(7)
        with open(os.path.join(self.source, "file"), "wb") as file:
            for _ in range(self.mebibytes):
                file.write(seeded.randbytes(1 << 19))
                file.write(seeded.randbytes(1 << 10) * (1 << 9))

    def run(self, repacks):
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.rmtree(self.caches, ignore_errors=True)
        os.makedirs(self.data)
        shutil.copytree(self.original, self.repository, copy_function=os.link)
        server = Served(self, self.options)
        try:
            if repacks:
                subprocess.run([self.program, "repo", "repack", self.name, "--path", self.data, "--min-age", "0", "--yes"],
                               check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                self.wait_for_work()
            before = server.posts()
            figures = self.measured([self.restic, "--repo", f"rest:{server.url}/{self.name}", "--cache-dir", os.path.join(self.caches, "beside"),
                                     "--quiet", "backup", self.source])
            after = server.posts()
            if repacks and not self.is_working():
                print("the repack was over before the backup: take a larger repository, or fewer mebibytes")
            figures["posts"] = after["+Inf"] - before["+Inf"]
            for limit in ("0.5", "2.0"):
                figures[limit] = figures["posts"] - (after[limit] - before[limit])
            figures["rss"] = server.peak()
            return figures
        finally:
            server.stop()

    def is_working(self):
        listed = subprocess.run([self.program, "job", "list", "--path", self.data], capture_output=True, text=True, check=True).stdout
        return "running" in listed

    def wait_for_work(self):
        deadline = time.monotonic() + 120
        while not self.is_working():
            if time.monotonic() > deadline:
                sys.exit("the repack does not begin")
            time.sleep(0.2)


class Served(understand.Server):
    def __init__(self, bench, options):
        super().__init__(bench, ["--prometheus", "--prometheus-no-auth", *options])
        self.log.seek(0)
        self.url = "http://" + re.search(r"^start server on (\S+)$", self.log.read(), re.MULTILINE).group(1)

    def posts(self):
        with urllib.request.urlopen(self.url + "/metrics") as page:
            text = page.read().decode()
        found = re.findall(r'^packhouse_http_request_duration_seconds_bucket\{method="POST",plane="data",le="([^"]+)"\} (\S+)$', text, re.MULTILINE)
        return {"0.5": 0.0, "2.0": 0.0, "+Inf": 0.0, **{limit: float(count) for limit, count in found}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--restic", default="restic")
    parser.add_argument("--packhouse", default=os.path.join(understand.HERE, "..", "packhouse"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--mebibytes", type=int, default=2048)
    parser.add_argument("--sources", default="/usr/lib,/usr/share")
    parser.add_argument("--options", default="", help="more options for packhouse serve")
    options = parser.parse_args()
    bench = Beside(options)
    bench.make(options.sources.split(","))
    bench.write_source()
    try:
        results = understand.in_turns(options.rounds, {"alone": lambda: bench.run(False), "beside a repack": lambda: bench.run(True)})
        understand.table("backup", results, "alone")
        for name, runs in results.items():
            posts, slow, slower = (sum(run[key] for run in runs) for key in ("posts", "0.5", "2.0"))
            print(f"{name:20} {posts:.0f} POSTs, {slow:.0f} longer than 0.5 s, {slower:.0f} longer than 2 s; the server's memory in MiB at most: "
                  f"{max(run['rss'] for run in runs):.0f}")
    finally:
        for folder in (bench.data, bench.caches, bench.source):
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
