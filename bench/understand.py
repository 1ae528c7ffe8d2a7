#!/usr/bin/env python3
"""Compare packhouse's looks into a repository with restic's, in one run, on one repository and one disk.

    understand.py FOLDER --restic RESTIC [--packhouse ./packhouse] [--rounds 3] [--only dedup,check] [--sources /usr/lib,/usr/share]
    understand.py FOLDER --restic RESTIC --synthetic 10000000

FOLDER/data/bench is the repository. If it is missing it is made first: two hosts back up the sources at the same time and
uncompressed, so that nearly everything is stored twice; with /usr/lib and /usr/share that is about 8 GiB. It stays for later runs.

With --synthetic the repository is FOLDER/data/synthetic-BLOBS: an index of so many blobs and packs that are hollow, see
SyntheticRepository.java; only dedup is compared then.

What is compared, in turns (A B C A B C ...), so that a ratio holds although the machine's speed drifts:

    dedup   restic prune --dry-run (with an empty cache, and with one that is filled)
            packhouse repo dedup --offline, and the same through an unlocked server that has a current catalog
    check   restic check --read-data, packhouse repo check --read-data --offline

Cold means: no cache and no catalog of its own, but the files in the page cache, for both; one round before the first is not counted.
restic takes no lock and has a cache folder of its own for each run. CPU and peak memory are those of the process and its
children; through the server they are the server's and the client's together, and the server's peak is measured anew for each run.
"""
import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PASSWORD = "packhouse-bench"
TICK = os.sysconf("SC_CLK_TCK")


class Bench:
    def __init__(self, options):
        self.restic = os.path.abspath(shutil.which(options.restic) or sys.exit(f"no restic at {options.restic}"))
        self.program = os.path.abspath(options.packhouse)
        self.folder = os.path.abspath(options.folder)
        self.data = os.path.join(self.folder, "data")
        self.name = f"synthetic-{options.synthetic}" if options.synthetic else "bench"
        self.repository = os.path.join(self.data, self.name)
        self.caches = os.path.join(self.folder, "caches")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("RESTIC_", "PACKHOUSE_"))}
        self.environment = {**kept, "RESTIC_PASSWORD": PASSWORD, "PACKHOUSE_REPO_PASSWORD": PASSWORD}

    def restic_command(self, cache, *words):
        return [self.restic, "--repo", self.repository, "--cache-dir", os.path.join(self.caches, cache), "--quiet", *words]

    def make(self, sources):
        if os.path.exists(os.path.join(self.repository, "config")):
            print(f"repository: {self.repository}, as it is")
            return
        os.makedirs(self.data, exist_ok=True)
        subprocess.run(self.restic_command("make", "init"), env=self.environment, check=True)
        hosts = [subprocess.Popen(self.restic_command(f"make-{host}", "backup", "--host", host, "--compression", "off", *sources),
                                  env=self.environment, stderr=subprocess.PIPE, text=True) for host in ("one", "two")]
        for host in hosts:
            said = host.communicate()[1]
            # 3: some files could not be read.
            if host.returncode not in (0, 3):
                sys.exit(f"restic backup ended with {host.returncode}: {said}")
            for line in said.splitlines():
                print(f"skipped: {line}")
        shutil.rmtree(self.caches)
        print(f"repository: {self.repository}, made of {' and '.join(sources)} by two hosts at once")

    def make_synthetic(self, blobs):
        if os.path.exists(os.path.join(self.repository, "config")):
            print(f"repository: {self.repository}, as it is")
            return
        os.makedirs(self.data, exist_ok=True)
        subprocess.run(self.restic_command("make", "init"), env=self.environment, check=True)
        subprocess.run(self.restic_command("make", "backup", HERE), env=self.environment, check=True)
        top = os.path.join(HERE, "..")
        classes = ":".join(os.path.join(top, place) for place in ("protocol/target/classes", "storage/target/classes", "server/target/lib/*"))
        subprocess.run([self.program, "version"], stdout=subprocess.DEVNULL, check=True)
        subprocess.run(["java", "-cp", classes, os.path.join(HERE, "SyntheticRepository.java"), self.repository, PASSWORD, str(blobs)],
                       check=True)
        shutil.rmtree(self.caches)
        print(f"repository: {self.repository}, {blobs} blobs in hollow packs")

    def describe(self):
        count, size = 0, 0
        for root, _, files in os.walk(os.path.join(self.repository, "data")):
            count += len(files)
            size += sum(os.path.getsize(os.path.join(root, f)) for f in files)
        version = subprocess.run([self.restic, "version"], capture_output=True, text=True, check=True).stdout.split(" compiled")[0]
        print(f"{count} packs, {size / 2**30:.2f} GiB; {version}; {os.cpu_count()} cores")

    def measured(self, command, good=(0,), environment=None):
        """Runs a command to its end: wall and CPU seconds, peak resident MiB."""
        with tempfile.TemporaryFile("w+") as said:
            begin = time.monotonic()
            process = subprocess.Popen(command, env=environment or self.environment, stdout=said, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
            try:
                _, status, used = os.wait4(process.pid, 0)
            except BaseException:
                process.kill()
                raise
            wall = time.monotonic() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in good:
                said.seek(0)
                sys.exit(f"{' '.join(command)} ended with {process.returncode}: {said.read()[-2000:]}")
        return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "rss": used.ru_maxrss / 1024}

    # -- what is compared

    def restic_dry_run_cold(self):
        shutil.rmtree(os.path.join(self.caches, "cold"), ignore_errors=True)
        return self.measured(self.restic_command("cold", "--no-lock", "prune", "--dry-run"))

    def restic_dry_run_warm(self):
        return self.measured(self.restic_command("warm", "--no-lock", "prune", "--dry-run"))

    def restic_check(self):
        # With a cache folder that is removed, check reads everything anew.
        return self.measured(self.restic_command("check", "--no-lock", "check", "--read-data"))

    def packhouse_command(self, *words):
        return [self.program, "repo", *words, self.name, "--path", self.data]

    def packhouse_dedup_cold(self):
        return self.measured(self.packhouse_command("dedup", "--json", "--offline"), good=(0, 3))

    def packhouse_check(self):
        return self.measured(self.packhouse_command("check", "--json", "--offline", "--read-data"), good=(0, 3))

    def packhouse_dedup_served(self, server):
        server.forget_peak()
        before = server.cpu()
        # The server holds the key, so who asks needs no password.
        asking = {name: value for name, value in self.environment.items() if not name.endswith("_PASSWORD")}
        figures = self.measured(self.packhouse_command("dedup", "--json"), good=(0, 3), environment=asking)
        figures["cpu"] += server.cpu() - before
        figures["rss"] += server.peak()
        return figures


class Server:
    """packhouse serving the data folder; its first report builds the catalog."""

    def __init__(self, bench, options=()):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [bench.program, "serve", "--path", bench.data, "--no-auth", "--listen", "127.0.0.1:0", "--admin-listen", "off",
             *options],
            stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL, env=bench.environment)
        socket = os.path.join(bench.data, ".packhouse", "admin.sock")
        deadline = time.monotonic() + 120
        while subprocess.run([bench.program, "health", "--path", bench.data], capture_output=True).returncode:
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.log.seek(0)
                sys.exit(f"no server at {socket}: {self.log.read()}")
            time.sleep(0.2)

    def _proc(self, name):
        with open(f"/proc/{self.process.pid}/{name}", encoding="ascii", errors="replace") as file:
            return file.read()

    def cpu(self):
        fields = self._proc("stat").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def forget_peak(self):
        with open(f"/proc/{self.process.pid}/clear_refs", "w", encoding="ascii") as file:
            file.write("5")

    def peak(self):
        line = next(line for line in self._proc("status").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait(60)
        self.log.close()


def table(title, results, base):
    print(f"\n{title:44} {'wall s':>9} {'CPU s':>9} {'MiB':>7}   {'wall':>6} {'CPU':>6} {'memory':>6}   (ratios to {base})")
    median = {name: {key: statistics.median(run[key] for run in runs) for key in ("wall", "cpu", "rss")} for name, runs in results.items()}
    for name, figures in median.items():
        # The median of the ratios, round by round: the machine's speed drifts.
        ratio = {key: statistics.median(mine[key] / other[key] for mine, other in zip(results[name], results[base]))
                 for key in ("wall", "cpu", "rss")}
        print(f"{name:44} {figures['wall']:9.2f} {figures['cpu']:9.2f} {figures['rss']:7.0f}   "
              f"{ratio['wall']:6.2f} {ratio['cpu']:6.2f} {ratio['rss']:6.2f}")
    return median


def in_turns(rounds, actions):
    results = {name: [] for name in actions}
    for turn in range(rounds + 1):
        for name, action in actions.items():
            figures = action()
            if turn:
                results[name].append(figures)
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--restic", default="restic")
    parser.add_argument("--packhouse", default=os.path.join(HERE, "..", "packhouse"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="dedup,check")
    parser.add_argument("--sources", default="/usr/lib,/usr/share")
    parser.add_argument("--synthetic", type=int, default=0, metavar="BLOBS")
    parser.add_argument("--json", default="", help="also write the medians here")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    bench = Bench(options)
    if options.synthetic:
        bench.make_synthetic(options.synthetic)
        options.only = "dedup"
    else:
        bench.make(options.sources.split(","))
    bench.describe()
    medians = {}
    if "dedup" in options.only:
        server = Server(bench)
        try:
            medians["dedup"] = table("duplicates", in_turns(options.rounds, {
                "restic prune --dry-run, empty cache": bench.restic_dry_run_cold,
                "restic prune --dry-run, filled cache": bench.restic_dry_run_warm,
                "packhouse repo dedup --offline, cold": bench.packhouse_dedup_cold,
                "packhouse repo dedup, through the server": lambda: bench.packhouse_dedup_served(server),
            }), "restic prune --dry-run, empty cache")
        finally:
            server.stop()
    if "check" in options.only:
        medians["check"] = table("every byte", in_turns(options.rounds, {
            "restic check --read-data": bench.restic_check,
            "packhouse repo check --read-data --offline": bench.packhouse_check,
        }), "restic check --read-data")
    shutil.rmtree(bench.caches, ignore_errors=True)
    if options.json:
        with open(options.json, "w", encoding="ascii") as file:
            json.dump(medians, file, indent=2)


if __name__ == "__main__":
    main()
