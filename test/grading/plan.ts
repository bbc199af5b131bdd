import type { GradingNotebook } from "./notebooks.ts";
import type { Tool } from "./outcome.ts";

/** One notebook of each sort of reply and of outputs that a kernel may leave. */
const SAMPLE = new Set([
  ...["throws", "rejected-await", "failing-assertion", "after-expected-error", "swallowed"],
  ...["type-error"],
  ...["floating-middle", "floating-last", "floating-assertion"],
  ...["late-rejection", "timer-throws", "worker-dies"],
  ...["exit-0", "killed", "endless-after-await"],
  ...["plain", "expected-error", "handled-later", "stderr", "timers", "pool"],
]);

/**
 * The tools that execute a notebook.
 *
 * Plain nbconvert executes all of them. With `--allow-errors` go the wrong ones after whose error
 * the kernel lives on: to a dead kernel, and to a cell that hangs, the option makes no difference,
 * and a right notebook has no error to allow. Of cells that are not run, only `grade` can tell.
 *
 * `npm run grade` and nbgrader execute with nbconvert's own class, and add only what they make of
 * the replies and the outputs: a sample will do for them, and not, say, each of the eight ways in
 * which a promise can float. `grade` gets all that hang and die, as it alone names the cell that a
 * kernel has died in.
 *
 * @param everything  leaves out no pair but those to which `--allow-errors` makes no difference
 */
export function toolsFor({ name, fault }: GradingNotebook, everything = false): Tool[] {
  const way = fault?.way ?? "none";
  if (way === "skip") return ["grade"];
  const inSample = everything || SAMPLE.has(name);
  const tools: Tool[] = ["nbconvert"];
  if (way === "error" && !fault?.knownLimit) tools.push("allow-errors");
  if (inSample || !["error", "none"].includes(way)) tools.push("grade");
  if (inSample) tools.push("nbgrader");
  return tools;
}
