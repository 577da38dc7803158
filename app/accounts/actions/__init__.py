"""What may be done to people, units and roles?"""

from __future__ import annotations

from app.accounts.actions.units import load_units

__all__ = ["load_units"]
