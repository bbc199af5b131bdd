"""Cells that are not run, though a reader would think so: nbclient passes over them in silence, and
the kernel's refusal of some is an error, which a tag can allow."""

from __future__ import annotations

import re

from nbformat import NotebookNode

# As in kernel/cell-runner.ts.
REFUSED = re.compile(r"\s*/\*\*(?:(?!\*/)[\s\S])*?\s(@browser|@module)\b")


def why_not_run(cell: NotebookNode) -> str | None:
    """Why the cell will not be run, and the remedy; None if it will, or need not."""
    if not cell.source.strip():
        return None
    if cell.cell_type != "code":
        return why_not_code(cell)
    if "skip-execution" in cell.metadata.get("tags", []):
        return "it has the tag «skip-execution»: take the tag off"
    if comment := REFUSED.match(cell.source):
        return f"the kernel does not run {comment[1]} cells: take the comment away"
    return None


def why_not_code(cell: NotebookNode) -> str | None:
    if cell.metadata.get("nbgrader", {}).get("cell_type") == "code":
        return f"it was a code cell, and is a {cell.cell_type} cell now: make it code again"
    is_for_nbconvert = "raw_mimetype" in cell.metadata or "format" in cell.metadata
    if cell.cell_type == "raw" and not is_for_nbconvert:
        return "it is a raw cell: make it code or Markdown"
    return None
