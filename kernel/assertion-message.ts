import { linesOf } from "./cell-source-map.ts";
import { read } from "./error-text.ts";
import type { Frame } from "./stack-frames.ts";
import type { Cells } from "./traceback-options.ts";

const mostLines = 5;

/**
 * The message of a failed `assert(value)` without one of its own. node:assert quotes the call from
 * the emitted code, if it finds it there; this quotes it as typed. `undefined` for other errors.
 */
export function assertionMessage(
  error: object,
  frame: Frame | undefined,
  cells: Cells,
): string | undefined {
  if (read(error, "code") !== "ERR_ASSERTION" || read(error, "generatedMessage") !== true) return;
  if (read(error, "operator") !== "==" || read(error, "expected") !== true || !frame?.typed) return;
  const lines = linesOf(cells.sourceOf(frame.typed.cell) ?? "");
  const call = callAt(lines.slice(frame.typed.at.line - 1));
  return `The expression evaluated to a falsy value:${call.length > 1 ? "\n\n" : " "}${call.join("\n")}`;
}

/** The first of the lines, and those after it until its brackets are closed, or as good as. */
function callAt(lines: readonly string[]): string[] {
  const taken: string[] = [];
  let open = 0;
  for (const line of lines.slice(0, mostLines)) {
    taken.push(line);
    open += (line.match(/[([{]/g)?.length ?? 0) - (line.match(/[)\]}]/g)?.length ?? 0);
    if (open <= 0) break;
  }
  const indent = /^\s*/.exec(taken[0] ?? "")?.[0] ?? "";
  return taken.map((line) =>
    (line.startsWith(indent) ? line.slice(indent.length) : line).replace(/;\s*$/, ""),
  );
}
