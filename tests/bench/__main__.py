"""Run the benchmark: drive product and floor in turn, print a table, write build/bench.json.

CPU is that of the server's processes, asked of the operating system before and after each batch;
the ratio is the median over rounds in which floor and product were driven one after the other, so
that a machine whose speed drifts does not decide. Times on a busy machine vary; ratios hold.
A flow counts as one: start, page, twenty answers, handing in and review. Statistics are counted
here, without a server, on SQLite: two million rows are written past SQLAlchemy. With --load nothing
is compared: 200 learners hand in within ten seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from tests.bench import floor, load, statistics
from tests.bench.product import Product, prepared
from tests.bench.sending import Connection, Request
from tests.bench.servers import Server, database, serving

OUTPUT = Path("build/bench.json")
FLOOR = Request("GET", "/floor", {"Accept-Encoding": "br"})
TARGETS = {"lesson": 2.0, "home": 3.0, "course": 3.0, "answer": 3.0, "flow": 75.0}
STATISTICS = "statistics"
PRODUCT = "app.wsgi:application"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    name: str
    cpu_ms: float
    rps: float
    ratio: float
    queries: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Batch:
    """What one batch cost per request, or per flow; ``bytes`` is one response over the wire."""

    cpu_ms: float
    rps: float
    bytes: int


def main() -> int:
    """Measure everything and say whether the targets are met."""
    options = _options()
    with (
        tempfile.TemporaryDirectory() as folder,
        database(options.database, Path(folder)) as database_url,
    ):
        people = load.LEARNERS if options.load else options.people
        product = prepared(Path(folder), people=people, database_url=database_url)
        if options.load:
            return _load(product)
        environment = {floor.FOLDER: folder}
        os.environ.update(environment)
        size = floor.page_size()
        with (
            serving("tests.bench.floor:create_floor", environment) as floor_server,
            serving(PRODUCT, product.environment) as server,
        ):
            rows = _measure(options, product, floor_server, server)
    _print(rows, size)
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps({"rows": [asdict(row) for row in rows]}, indent=1))
    return _verdict(rows) if options.check else 0


def _load(product: Product) -> int:
    """Let everybody hand in, say how long they waited; 1 where anything was lost or failed."""
    learners = load.prepare(product.app, product.crowd)
    with serving(PRODUCT, product.environment) as server:
        lasted = load.hand_in(server.port, learners)
    outcome = load.outcome(product.app, learners, lasted)
    sys.stdout.write(load.told(outcome))
    return 1 if outcome.errors or outcome.lost else 0


def _measure(
    options: argparse.Namespace, product: Product, floor_server: Server, server: Server
) -> list[Row]:
    base = _drive(floor_server, [FLOOR] * options.requests)
    rows = [Row("floor", base.cpu_ms, base.rps, 1.0, 3, base.bytes)]
    scenarios = product.scenarios()
    every = [*scenarios, *([STATISTICS] if options.database == "sqlite" else [])]
    for name in options.only or every:
        if name == STATISTICS:
            rows.append(_statistics(options, product, floor_server))
            continue
        size = max(5, options.requests // product.weight(name))
        rows.append(_row(name, scenarios[name], product, size, options, (floor_server, server)))
    return rows


def _statistics(options: argparse.Namespace, product: Product, floor_server: Server) -> Row:
    """What the job uses to count so many attempts anew, in this process."""
    quiz = statistics.prepare(product.app, options.attempts)
    below = _drive(floor_server, [FLOOR] * options.requests)
    counted = statistics.count(product.app, quiz)
    sys.stdout.write(
        f"statistics: {counted.attempts} attempts in {counted.cpu:.1f} s of CPU, "
        f"{counted.wall:.1f} s by the clock\n"
    )
    milliseconds = 1000 * counted.cpu
    ratio = round(milliseconds / below.cpu_ms, 2)
    return Row(STATISTICS, milliseconds, round(1 / counted.wall, 1), ratio, 0, 0)


def _row(
    name: str,
    make: Callable[[int], Sequence[Request]],
    product: Product,
    size: int,
    options: argparse.Namespace,
    servers: tuple[Server, Server],
) -> Row:
    floor_server, server = servers
    calls = product.calls(name)
    _drive(server, make(3), calls)
    ratios, batches = [], []
    for _round in range(options.rounds):
        below = _drive(floor_server, [FLOOR] * options.requests)
        batches.append(_drive(server, make(size), calls))
        ratios.append(batches[-1].cpu_ms / below.cpu_ms)
    return Row(
        name=name,
        cpu_ms=round(median(one.cpu_ms for one in batches), 2),
        rps=round(median(one.rps for one in batches), 1),
        ratio=round(median(ratios), 2),
        queries=product.queries(name),
        bytes=batches[-1].bytes,
    )


def _drive(server: Server, requests: Sequence[Request], calls: int = 1) -> Batch:
    """Send everything over one connection; ``calls`` requests count as one."""
    connection, size = Connection(server.port), 0
    cpu, began = server.cpu_seconds(), time.perf_counter()
    for one in requests:
        size = connection.require(one).bytes
    lasted = time.perf_counter() - began
    used = server.cpu_seconds() - cpu
    connection.close()
    count = len(requests) / calls
    return Batch(round(1000 * used / count, 3), round(count / lasted, 1), size)


def _print(rows: Sequence[Row], size: int) -> None:
    out = sys.stdout
    out.write(f"floor page: {size} bytes before compression\n")
    out.write(f"{'name':<12}{'CPU ms':>9}{'req/s':>9}{'ratio':>8}{'queries':>9}{'bytes':>9}\n")
    for row in rows:
        target = f"  target {TARGETS[row.name]:g}" if row.name in TARGETS else ""
        out.write(
            f"{row.name:<12}{row.cpu_ms:>9.2f}{row.rps:>9.1f}{row.ratio:>8.2f}"
            f"{row.queries:>9}{row.bytes:>9}{target}\n"
        )


def _verdict(rows: Sequence[Row]) -> int:
    missed = [row.name for row in rows if row.ratio > TARGETS.get(row.name, float("inf"))]
    if missed:
        sys.stdout.write(f"over target: {', '.join(missed)}\n")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--requests", type=int, default=200, help="requests a batch")
    parser.add_argument("--rounds", type=int, default=5, help="batches of each, in turn")
    parser.add_argument("--people", type=int, default=1000, help="people in the report")
    parser.add_argument("--attempts", type=int, default=100_000, help="attempts in statistics")
    parser.add_argument("--only", nargs="*", help="names of the rows to measure")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--load", action="store_true", help="let 200 learners hand in at once")
    parser.add_argument("--check", action="store_true", help="exit 1 where a target is missed")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
