"""Executes one notebook through nbconvert, and says on stdout how it goes: see events.py.

The notebook's file is left as it is.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from pathlib import Path

# jsonschema loads this package if it is there, for a check of addresses that a notebook's schema
# does not ask for, and it compiles grammars for a second: half of the time to start. None makes
# it look as if it were not there.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

from events import emit
from execution import Execution
from page import write_page


def stop_on_request(watch_stdin: bool) -> None:
    """Lets SIGTERM, or the end of stdin, unwind the program, so that it stops its kernel."""

    def stop(number: int, frame: object) -> None:
        signal.signal(signal.SIGTERM, lambda *_: None)
        raise SystemExit(128 + number)

    def watch() -> None:
        # Not sys.stdin: its lock would be held at the interpreter's end.
        while os.read(0, 1024):
            pass
        signal.raise_signal(signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    if watch_stdin:
        threading.Thread(target=watch, daemon=True).start()


def main() -> int:
    parser = argparse.ArgumentParser(description="Execute one notebook, report on stdout.")
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--timeout", type=int, default=300, help="seconds a cell may take")
    parser.add_argument("--page", type=Path, help="where to write the executed notebook as HTML")
    parser.add_argument("--watch-stdin", action="store_true", help="stop when stdin ends")
    options = parser.parse_args()
    logging.disable()  # All that nbclient has to say is in its exceptions.
    stop_on_request(options.watch_stdin)

    execution = Execution(options.notebook.absolute(), options.timeout)
    failure = execution.run()
    if options.page and execution.ready:
        try:
            write_page(options.page, execution.notebook, execution.path.parent)
        except Exception as error:
            emit("page", error=str(error))
    emit("end", failure=failure)
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
