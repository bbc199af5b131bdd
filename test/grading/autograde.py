"""Has nbgrader grade notebooks, each as an assignment of its own, and says on stdout what came of
it, a line of JSON for each:

{"notebook": …, "points": {"1": 1.0, "2": 0.0, …}, "log": …}

`points` are those of each code cell, by its number from 1. They are null where nbgrader has given
none, as it broke off. Usage: autograde.py COURSE ipc|tcp NOTEBOOK=TIMEOUT…
"""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

# See scripts/execute-notebook: half of the time to start.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

STUDENT = "ada"


def grade(path: Path, course: Path, timeout: int, kernel: Config) -> dict[str, Any]:
    config = Config(kernel)
    config.CourseDirectory.root = str(course)
    config.Execute.timeout = timeout
    config.ClearSolutions.code_stub = {"typescript": "throw new Error();"}
    api = NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)
    notebook, name = with_points(path), path.stem
    for folder in (course / "source" / name, course / "submitted" / STUDENT / name):
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / path.name)
    made = api.generate_assignment(name)
    if not made["success"]:
        raise RuntimeError(f"nbgrader cannot make an assignment of {path}: {made['error']}")
    result = api.autograde(name, STUDENT)
    ids = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
    points: dict[str, float | None] = dict.fromkeys(ids)
    with Gradebook(api.coursedir.db_url) as gradebook, suppress(MissingEntry):
        for given in gradebook.find_submission_notebook(name, name, STUDENT).grades:
            points[given.name] = given.auto_score
    return {"notebook": name, "points": points, "log": result.get("log", "")}


def with_points(path: Path) -> nbformat.NotebookNode:
    """The notebook with one point for every code cell, so that we see which of them lose it.

    The students' own are those that may fail, and those that write to stderr: for nbgrader, any
    text on stderr is a failure.
    """
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, start=1):
        if cell.metadata.get("tags") or "console.error" in cell.source:
            continue
        cell.metadata.nbgrader = {
            "schema_version": 3,
            "grade_id": str(number),
            "cell_type": "code",
            "grade": True,
            "locked": True,
            "points": 1,
            "solution": False,
            "task": False,
        }
    return notebook


def main() -> None:
    course, transport, *notebooks = sys.argv[1:]
    Path(course).mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="grade-") as sockets:
        kernel = Config()
        kernel.KernelManager.transport = transport
        if transport == "ipc":
            kernel.KernelManager.connection_file = str(Path(sockets, "kernel.json"))
        for argument in notebooks:
            path, _, timeout = argument.rpartition("=")
            result = grade(Path(path), Path(course), int(timeout), kernel)
            print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
