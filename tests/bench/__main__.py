"""Run the benchmark: drive product and floor in turn, print a table, write build/bench.json.

CPU is that of the server's processes, asked of the operating system before and after each batch;
the ratio is the median over rounds in which floor and product were driven one after the other, so
that a machine whose speed drifts does not decide. Times on a busy machine vary; ratios hold.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.bench import floor
from tests.bench.product import Product, prepared
from tests.bench.servers import Server, serving

OUTPUT = Path("build/bench.json")
TARGETS = {"lesson": 2.0, "home": 3.0, "course": 3.0, "answer": 3.0}


@dataclass(frozen=True, slots=True)
class Request:
    """One request to send; ``expect`` is the status without which the figures mean nothing."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None = None
    expect: int = 200


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
    """What one batch cost per request; ``bytes`` is one whole response over the wire."""

    cpu_ms: float
    rps: float
    bytes: int


def main() -> int:
    """Measure everything and say whether the targets are met."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        product = prepared(Path(folder), people=options.people)
        environment = {floor.FOLDER: folder}
        os.environ.update(environment)
        size = floor.page_size()
        with (
            serving("tests.bench.floor:create_floor", environment) as floor_server,
            serving("app.wsgi:application", product.environment) as server,
        ):
            rows = _measure(options, product, floor_server, server)
    _print(rows, size)
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps({"rows": [asdict(row) for row in rows]}, indent=1))
    return _verdict(rows) if options.check else 0


def _measure(
    options: argparse.Namespace, product: Product, floor_server: Server, server: Server
) -> list[Row]:
    base = Request("GET", "/floor", {"Accept-Encoding": "br"})
    batches = _drive(floor_server, [base] * options.requests)
    rows = [Row("floor", batches.cpu_ms, batches.rps, 1.0, 3, batches.bytes)]
    chosen = options.only or list(product.scenarios())
    for name in chosen:
        make = product.scenarios()[name]
        size = max(5, options.requests // product.weight(name))
        rows.append(_row(name, make, product, size, options, (floor_server, server)))
    return rows


def _row(
    name: str,
    make: Callable[[int], Sequence[tuple[str, str, dict[str, str], bytes | None, int]]],
    product: Product,
    size: int,
    options: argparse.Namespace,
    servers: tuple[Server, Server],
) -> Row:
    floor_server, server = servers
    base = Request("GET", "/floor", {"Accept-Encoding": "br"})
    _drive(server, [Request(*one) for one in make(3)])
    ratios, batches = [], []
    for _round in range(options.rounds):
        below = _drive(floor_server, [base] * options.requests)
        batches.append(_drive(server, [Request(*one) for one in make(size)]))
        ratios.append(batches[-1].cpu_ms / below.cpu_ms)
    return Row(
        name=name,
        cpu_ms=round(statistics.median(one.cpu_ms for one in batches), 2),
        rps=round(statistics.median(one.rps for one in batches), 1),
        ratio=round(statistics.median(ratios), 2),
        queries=product.queries(name),
        bytes=batches[-1].bytes,
    )


def _drive(server: Server, requests: Sequence[Request]) -> Batch:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    size = 0
    cpu, began = server.cpu_seconds(), time.perf_counter()
    for one in requests:
        connection.request(one.method, one.path, body=one.body, headers=one.headers)
        response = connection.getresponse()
        body = response.read()
        if response.status != one.expect:
            raise RuntimeError(f"{one.method} {one.path}: {response.status}, not {one.expect}")
        size = len(body) + sum(len(k) + len(v) + 4 for k, v in response.getheaders())
    lasted = time.perf_counter() - began
    used = server.cpu_seconds() - cpu
    connection.close()
    count = len(requests)
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
    parser.add_argument("--only", nargs="*", help="names of the rows to measure")
    parser.add_argument("--check", action="store_true", help="exit 1 where a target is missed")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
