"""Units in the type."""

from typing import NewType

Bytes = NewType("Bytes", int)

Percent = NewType("Percent", float)
"""0.0 to 100.0."""
