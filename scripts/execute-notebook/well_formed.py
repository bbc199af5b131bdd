"""Text that can be written as UTF-8."""

from __future__ import annotations


def well_formed(text: str) -> str:
    """The text with U+FFFD for each half of a character, as JavaScript and JSON may hold them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
