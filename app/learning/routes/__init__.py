"""Where does a learner go: home, lessons, quizzes?"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("learning", __name__)

import app.learning.routes.answers  # noqa: E402 - it needs the blueprint
import app.learning.routes.attempts  # noqa: E402 - it needs the blueprint
import app.learning.routes.files  # noqa: E402 - it needs the blueprint
import app.learning.routes.lessons  # noqa: E402 - it needs the blueprint
import app.learning.routes.marking  # noqa: E402 - it needs the blueprint
import app.learning.routes.quizzes  # noqa: E402, F401 - it needs the blueprint
