"""What may be done to people, units and roles?"""

from __future__ import annotations

from app.accounts.actions.demo import DEMO_PASSWORD, create_demo_people, demo_addresses
from app.accounts.actions.units import load_units

__all__ = ["DEMO_PASSWORD", "create_demo_people", "demo_addresses", "load_units"]
