"""`python -m bench [NAME…]`: run benchmarks and print what they cost; status 1 if one misses.

NAME is one of startup, bulk, sheet, robustness, pages, load, doubles; all of them without any.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

#: With more of the processors in use by other work, times say little.
BUSY_MAX = 0.10
NAMES = ("startup", "bulk", "sheet", "robustness", "pages", "load", "doubles")


def main() -> int:
    """Run the benchmarks asked for; the number of missed targets is told by the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    chosen = parser.parse_args().names or NAMES
    if unknown := set(chosen) - set(NAMES):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    print(_machine())
    missed = 0
    for name in chosen:
        module = importlib.import_module(f"bench.{name}")
        print(f"\n{name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
        if (busy := _busy()) > BUSY_MAX:
            print(f"  other work uses {busy:.0%} of the processors: times below are too long")
        started = time.perf_counter()
        try:
            with tempfile.TemporaryDirectory(prefix="tcvm-bench-") as folder:
                for line in module.bench(Path(folder)):
                    print(line, flush=True)
                    missed += not line.met
        except RuntimeError as error:
            print(f"  failed: {error}")
            missed += 1
        print(f"  (took {time.perf_counter() - started:.0f} s)")
    print(f"\ntargets missed: {missed}" if missed else "\nall targets met")
    return 1 if missed else 0


def _busy(seconds: float = 1.0) -> float:
    """The share of the processors that is in use while this process waits; 0 where unknown."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return 0.0

    def spent() -> tuple[int, int]:
        counts = [int(count) for count in stat.read_text("ascii").split("\n")[0].split()[1:]]
        return sum(counts), counts[3] + counts[4]

    all_before, idle_before = spent()
    time.sleep(seconds)
    all_after, idle_after = spent()
    return 1 - (idle_after - idle_before) / max(1, all_after - all_before)


def _machine() -> str:
    """The hardware and system a figure belongs to."""
    processor = platform.processor() or platform.machine()
    cpu_info = Path("/proc/cpuinfo")
    if cpu_info.exists():
        lines = cpu_info.read_text("utf-8").splitlines()
        models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        processor = models[0] if models else processor
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{os.cpu_count()} cores of {processor}, {memory_gb:.0f} GB, "
        f"{platform.system()}, Python {platform.python_version()}"
    )


if __name__ == "__main__":
    sys.exit(main())
