"""What is said on stdout, a line of JSON a step:

{"event": "kernel", "pid": …}           the kernel has been started
{"event": "cell", "index": …}           the code cell at this position of the notebook starts
{"event": "page", "error": …}           the page could not be written
{"event": "end", "failure": … or null}  all is done, and the kernel has ended
"""

from __future__ import annotations

import json
import os
from typing import Any

# Whatever else writes to stdout, the kernel and the programs that cells start included, is sent
# to stderr: stdout is for the events alone.
EVENTS = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


def emit(event: str, **fields: Any) -> None:
    EVENTS.write(json.dumps({"event": event, **fields}) + "\n")
    EVENTS.flush()
