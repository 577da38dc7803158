"""Which tables are there? Importing this module makes all of them known."""

from __future__ import annotations

from app.accounts import models as accounts
from app.catalogue import models as catalogue
from app.certificates import models as certificates
from app.core import jobs, limits
from app.learning import models as learning
from app.studio import models as studio

__all__ = ["accounts", "catalogue", "certificates", "jobs", "learning", "limits", "studio"]
