"""How is the process run that does the jobs of the outbox?"""

from __future__ import annotations

import os
import signal
import threading

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.core import logging
from app.core.settings import settings


@click.command("worker")
@click.option("--supervised", is_flag=True, hidden=True)
@with_appcontext
def worker(*, supervised: bool) -> None:
    """Do the jobs of the outbox until SIGTERM or SIGINT."""
    from app.core.worker import Worker  # noqa: PLC0415 - web processes need no queue, 0.15 s faster

    logging.configure(settings().log_level)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    if supervised:
        threading.Thread(target=_stop_with_the_supervisor, args=(stop,), daemon=True).start()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - threads need the application itself
    Worker(app).run(stop)


def _stop_with_the_supervisor(stop: threading.Event) -> None:
    """The supervisor holds the other end of our standard input; it closes with its life."""
    os.read(0, 1)
    stop.set()
