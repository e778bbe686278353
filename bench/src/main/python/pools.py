"""Measures one of Python's process pools; PoolSpeed drives it.

Usage: pools.py KIND, with "executor", "multiprocessing" or "joblib". Each line "SUBJECT COUNT" on standard
input is answered by "MIDDLE TAIL" in the subject's unit, or by "-" where this pool can't do that.
"""

import array
import concurrent.futures
import multiprocessing
import multiprocessing.resource_tracker
import multiprocessing.shared_memory
import os
import signal
import sys
import time

try:
    import numpy
except ImportError:
    numpy = None

LENGTH = 8_000_000


def next_number(number):
    return number + 1


def last(values):
    return float(values[len(values) - 1])


def last_shared(name):
    memory = multiprocessing.shared_memory.SharedMemory(name)
    with memory.buf[: LENGTH * 8] as raw, raw.cast("d") as values:
        result = values[LENGTH - 1]
    memory.close()
    return result


def pid(_):
    return os.getpid()


def sleep(_):
    time.sleep(60)


def quantiles(times, unit):
    times = sorted(times)
    tail = times[min(len(times) - 1, int(0.99 * len(times)))]
    return times[len(times) // 2] / unit, tail / unit


def timed(count, step, unit, pause=0.0):
    times = []
    for i in range(count):
        if pause:
            time.sleep(pause)
        start = time.perf_counter_ns()
        step(i)
        times.append(time.perf_counter_ns() - start)
    return quantiles(times, unit)


def rate(count, step):
    start = time.perf_counter_ns()
    step()
    return (count * 1e9 / (time.perf_counter_ns() - start),) * 2


def resident_megabytes(process):
    with open(f"/proc/{process}/status") as lines:
        for line in lines:
            if line.startswith("VmRSS:"):
                return (int(line.split()[1]) / 1024,) * 2


class Executor:
    name = "ProcessPoolExecutor"

    def open(self, workers, method="fork"):
        return concurrent.futures.ProcessPoolExecutor(workers, multiprocessing.get_context(method))

    def call(self, pool, function, argument):
        return pool.submit(function, argument).result()

    def burst(self, pool, count):
        for future in [pool.submit(next_number, i) for i in range(count)]:
            future.result()

    def map(self, pool, count):
        return sum(pool.map(next_number, range(count), chunksize=10_000))

    map_unordered = None

    def close(self, pool):
        pool.shutdown()

    def succession(self):
        """One death breaks the whole pool, so the next task needs a new one."""
        pool = self.open(1)
        victim = self.call(pool, pid, 0)
        pool.submit(sleep, 0)
        time.sleep(0.05)
        start = time.perf_counter_ns()
        os.kill(victim, signal.SIGKILL)
        while True:
            try:
                self.call(pool, next_number, 1)
                break
            except concurrent.futures.process.BrokenProcessPool:
                pool.shutdown()
                pool = self.open(1)
        taken = time.perf_counter_ns() - start
        self.close(pool)
        return taken


class Multiprocessing:
    name = "multiprocessing.Pool"

    def open(self, workers, method="fork"):
        return multiprocessing.get_context(method).Pool(workers)

    def call(self, pool, function, argument):
        return pool.apply(function, (argument,))

    def burst(self, pool, count):
        for result in [pool.apply_async(next_number, (i,)) for i in range(count)]:
            result.get()

    def map(self, pool, count):
        return sum(pool.map(next_number, range(count), chunksize=10_000))

    def map_unordered(self, pool, count):
        return sum(pool.imap_unordered(next_number, range(count), chunksize=10_000))

    def close(self, pool):
        pool.terminate()
        pool.join()

    def succession(self):
        """The task of the dead worker is never heard of again; the next one runs."""
        pool = self.open(1)
        victim = self.call(pool, pid, 0)
        pool.apply_async(sleep, (0,))
        queued = pool.apply_async(next_number, (1,))
        time.sleep(0.05)
        start = time.perf_counter_ns()
        os.kill(victim, signal.SIGKILL)
        try:
            queued.get(10)
            return time.perf_counter_ns() - start
        except multiprocessing.TimeoutError:
            return None
        finally:
            self.close(pool)


class Joblib:
    name = "joblib (loky)"

    def open(self, workers, method="fork"):
        import joblib

        return joblib.Parallel(n_jobs=workers, backend="loky")

    def call(self, pool, function, argument):
        import joblib

        return pool([joblib.delayed(function)(argument)])[0]

    def burst(self, pool, count):
        import joblib

        pool(joblib.delayed(next_number)(i) for i in range(count))

    def map(self, pool, count):
        import joblib

        return sum(pool(joblib.delayed(next_number)(i) for i in range(count)))

    map_unordered = None
    succession = None

    def close(self, pool):
        pass


class Measurements:
    def __init__(self, kind):
        self.kind = kind
        # Before the first fork: all workers share it then.
        multiprocessing.resource_tracker.ensure_running()
        self.single = kind.open(1)
        self.pair = kind.open(2)

    def idle(self, count):
        return timed(count, self.round_trip, 1e3, pause=0.01)

    def warm(self, count):
        return timed(count, self.round_trip, 1e3)

    def round_trip(self, i):
        assert self.kind.call(self.single, next_number, i) == i + 1

    def burst(self, count):
        return rate(count, lambda: self.kind.burst(self.pair, count))

    def map(self, count):
        return rate(count, lambda: self.kind.map(self.pair, count))

    def map_unordered(self, count):
        if self.kind.map_unordered is None:
            return None
        return rate(count, lambda: self.kind.map_unordered(self.pair, count))

    def copy(self, count):
        values = numpy.zeros(LENGTH) if numpy else array.array("d", bytes(LENGTH * 8))
        return timed(count, lambda _: self.kind.call(self.single, last, values), 1e6)

    def lease(self, count):
        memory = multiprocessing.shared_memory.SharedMemory(create=True, size=LENGTH * 8)
        try:
            return timed(count, lambda _: self.kind.call(self.single, last_shared, memory.name), 1e6)
        finally:
            memory.close()
            memory.unlink()

    def spawn(self, count):
        return self.spawned(count, "fork")

    def spawn_bare(self, count):
        return self.spawned(count, "spawn")

    def spawned(self, count, method):
        if self.kind.succession is None:
            return None
        pools = []

        def step(i):
            pools.append(self.kind.open(1, method))
            self.kind.call(pools[-1], next_number, i)

        figures = timed(count, step, 1e6)
        for pool in pools:
            self.kind.close(pool)
        return figures

    def successor(self, count):
        if self.kind.succession is None:
            return None
        times = [taken for taken in (self.kind.succession() for _ in range(count)) if taken]
        return quantiles(times, 1e6) if times else None

    def memory(self, _):
        """Of one that has run a task and then nothing for a second."""
        pool = self.kind.open(1)
        worker = self.kind.call(pool, pid, 0)
        time.sleep(1)
        figures = resident_megabytes(worker)
        self.kind.close(pool)
        return figures


def main():
    kinds = {"executor": Executor, "multiprocessing": Multiprocessing, "joblib": Joblib}
    kind = kinds[sys.argv[1]]
    try:
        measurements = Measurements(kind())
        if sys.argv[1] == "joblib":
            kind().call(measurements.single, next_number, 0)
    except ImportError:
        print(f"{kind.name} is not installed for this Python (Debian: apt install python3-joblib); left out", flush=True)
        return
    print("ready", kind.name, flush=True)
    for line in sys.stdin:
        subject, count = line.split()
        figures = getattr(measurements, subject.lower())(int(count))
        print("-" if figures is None else "%f %f" % figures, flush=True)


if __name__ == "__main__":
    main()
