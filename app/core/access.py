"""Who may come to this route at all?

Every view declares one access rule; a view without one answers nobody, and a test names it. Rules
look only at the person; what they may do to one object is decided by its feature's policy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class AccessRule:
    """A named condition on whoever is signed in (flask-login's current user)."""

    name: str
    allows: Callable[[Any], bool]
    needs_sign_in: bool = True


PUBLIC = AccessRule("public", lambda _person: True, needs_sign_in=False)


def access(rule: AccessRule) -> Callable[[View], View]:
    """Declare the rule of a view. Write it beneath the route's decorator."""

    def declare(view: View) -> View:
        view.access_rule = rule  # type: ignore[attr-defined]
        return view

    return declare


def rule_of(view: Callable[..., object]) -> AccessRule | None:
    """The rule that a view declares, if any."""
    return getattr(view, "access_rule", None)
