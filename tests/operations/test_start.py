"""Does one command run the whole product, and does it survive what happens to processes?"""

from __future__ import annotations

import signal
import socket
import threading
import time
from pathlib import Path

import psutil
import pytest
from sqlalchemy import MetaData, create_engine, func, select

from app.cli.supervisor import MOST_FAILURES
from tests.operations.serving import PATIENCE_SECONDS, Product, free_port, started

CLIENTS = 4


def contents(url: str) -> dict[str, int]:
    """How many rows each table has, but for the heartbeat's."""
    engine = create_engine(url)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        found = {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in tables.sorted_tables
            if not table.name.startswith(("heartbeats", "search_index"))
        }
    engine.dispose()
    return found


def test_a_new_product_starts_works_stops_and_starts_again_unchanged(
    empty_database_url: str, tmp_path: Path
) -> None:
    mails = tmp_path / "instance" / "mail"
    with started(tmp_path, empty_database_url, demo="yes") as product:
        product.wait_until_ready()
        assert product.get("/healthz") == 200
        assert product.get("/courses") == 200
        product.wait_until(lambda: any(mails.glob("*.eml")), "a mail")
        product.wait_until(lambda: _is_idle(empty_database_url), "all jobs done")
        assert product.stop() == 0
        said = "\n".join(product.announced)
    before = contents(empty_database_url)

    with started(tmp_path, empty_database_url, demo="yes") as product:
        product.wait_until_ready()
        assert product.stop(signal.SIGINT) == 0
        again = product.announced

    assert "The database was migrated to revision" in said
    assert "small-course: published (version 1)" in said
    assert "The database is new: " in said
    for role in ("official", "trainer", "tutor", "coordinator", "administrator"):
        assert f"{role}@demo.greenlane.example" in said
    assert contents(empty_database_url) == before
    assert again[0].startswith("Greenlane is starting on http://127.0.0.1:")
    assert "migrated" not in "\n".join(again)


def test_whatever_is_killed_comes_back(tmp_path: Path) -> None:
    with started(tmp_path, f"sqlite:///{tmp_path / 'x.sqlite'}") as product:
        product.wait_until_ready()

        for script in ("cli/web.py", "worker --supervised"):
            killed = product.process(script)
            killed.kill()
            product.wait_until(lambda: _runs(product, script, killed.pid), f"{script} again")  # noqa: B023 - called at once
            product.wait_until(lambda: product.get("/healthz") == 200, "an answer")

        server = product.process("cli/web.py").children()[0]
        server.kill()
        product.wait_until(lambda: not server.is_running(), "the server's process gone")
        product.wait_until(lambda: product.get("/healthz") == 200, "an answer")
        assert product.stop() == 0


def test_a_reload_loses_no_request_and_replaces_every_process(tmp_path: Path) -> None:
    with started(tmp_path, f"sqlite:///{tmp_path / 'x.sqlite'}") as product:
        product.wait_until_ready()
        server = product.process("cli/web.py").children()[0]
        worker = product.process("worker --supervised")
        statuses: list[int | None] = []
        done = threading.Event()
        asking = (product, statuses, done)
        clients = [threading.Thread(target=_keep_asking, args=asking) for _ in range(CLIENTS)]
        for client in clients:
            client.start()

        product.supervisor.send_signal(signal.SIGHUP)

        product.wait_until(lambda: not server.is_running(), "the old server's end")
        product.wait_until(lambda: _runs(product, "worker --supervised", worker.pid), "new worker")
        time.sleep(0.5)
        done.set()
        for client in clients:
            client.join()
        assert set(statuses) == {200}
        assert product.stop() == 0


def test_nothing_outlives_a_killed_supervisor(tmp_path: Path) -> None:
    with started(tmp_path, f"sqlite:///{tmp_path / 'x.sqlite'}") as product:
        product.wait_until_ready()
        family = psutil.Process(product.supervisor.pid).children(recursive=True)

        product.supervisor.kill()

        _gone, alive = psutil.wait_procs(family, timeout=30)
        assert len(family) >= 3
        assert alive == []


def test_a_taken_port_is_told_before_anything_is_done(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        with started(tmp_path, f"sqlite:///{tmp_path / 'x.sqlite'}", port=port) as product:
            assert product.supervisor.wait(60) == 1

    assert f"cannot listen on 127.0.0.1, port {port}" in product.output
    assert not (tmp_path / "x.sqlite").exists()


@pytest.mark.pure
def test_a_bad_setting_stops_the_start_with_one_line(tmp_path: Path) -> None:
    with started(tmp_path, "sqlite:///x", prot=str(free_port())) as product:
        assert product.supervisor.wait(60) == 1

    assert product.announced == [
        "Error: GREENLANE_PROT: there is no such setting; did you mean GREENLANE_PORT?"
    ]


def test_what_cannot_run_is_given_up_with_an_exit_code(tmp_path: Path) -> None:
    database = tmp_path / "x.sqlite"
    with started(tmp_path, f"sqlite:///{database}") as product:
        product.wait_until_ready()
        (tmp_path / "instance" / "jobs.sqlite").unlink()
        (tmp_path / "instance" / "jobs.sqlite").mkdir()
        product.process("worker --supervised").kill()

        assert product.supervisor.wait(60) == 1
        ends = [one for one in product.events if one["event"].startswith("process ended")]

    assert len([one for one in ends if one["exit_code"] == 1]) == MOST_FAILURES


def _is_idle(url: str) -> bool:
    engine = create_engine(url)
    jobs = MetaData()
    jobs.reflect(engine, only=["outbox"])
    outbox = jobs.tables["outbox"]
    open_now = select(func.count()).where(
        outbox.c.done_at.is_(None), outbox.c.not_before <= func.current_timestamp()
    )
    with engine.connect() as connection:
        count = connection.scalar(open_now)
    engine.dispose()
    return count == 0


def _runs(product: Product, script: str, other_than: int) -> bool:
    try:
        return product.process(script).pid != other_than
    except (StopIteration, psutil.NoSuchProcess):
        return False


def _keep_asking(product: Product, statuses: list[int | None], done: threading.Event) -> None:
    while not done.is_set():
        statuses.append(product.get("/healthz", PATIENCE_SECONDS))
