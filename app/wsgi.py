"""What does the web server call in each of its processes?"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading

from flask import Flask

import config
from app import create_app
from app.core import logging


def application() -> Flask:
    """The application as it is served: with the settings of the environment, logging in JSON.

    Raises:
        config.SettingsError: a setting is unknown, malformed or unsafe.
    """
    settings = config.load()
    logging.configure(settings.log_level)
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    return create_app(settings)


def _end_with_the_server() -> None:
    """Never outlive the server's main process: an orphan would keep the port and the old code."""
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os.kill(os.getpid(), signal.SIGTERM)
