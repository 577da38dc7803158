"""What can stand in a file that anybody may write: any value of YAML or JSON, at any depth."""

from __future__ import annotations

from hypothesis import strategies as st

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8) | st.booleans() | st.integers(), inner, max_size=4)
    ),
    max_leaves=12,
)
