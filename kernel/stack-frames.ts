import { isAbsolute, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type CellPosition, cellLabel } from "./cell-source-map.ts";
import type { TracebackOptions } from "./traceback-options.ts";

/** A stack frame as it is told. */
export interface Frame {
  /** The function, with `async` or `new`; empty at the top of a cell or a module. */
  readonly call: string;
  /** Where, such as `cell 12, line 3` or `lib/pools/thread-pool.ts:87`. */
  readonly place: string;
  /** The cell and the place in it as typed, if it is one of a cell. */
  readonly typed?: { readonly cell: string; readonly at: CellPosition };
}

/** Where a source did not parse: Node writes it above the stack. */
export interface SyntaxPlace extends Frame {
  /** The line of the source at that place, with its number and the column. */
  readonly at: CellPosition;
  readonly text: string;
}

/** Whose code a frame runs. */
export type Owner = "student" | "package" | "node" | "kernel";

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const longestLine = 1000;
const longestStack = 100_000;

/**
 * The frames of a stack that speak to the student, the innermost first: those of cells, of the
 * repository and of the student's own files. If there are none, those of the packages, and else
 * Node's. What the kernel itself threw has none.
 */
export function framesOf(stack: string, message: string, options: TracebackOptions): Frame[] {
  // What looks like a frame inside the message is none.
  const found = message === "" ? -1 : stack.indexOf(message);
  const start = found < 0 ? 0 : found + message.length;
  const lines = stack.slice(start, start + longestStack).split("\n");
  const frames = lines.flatMap((line) => {
    const text = line.slice(0, longestLine).trim();
    return text.startsWith("at ") ? [readFrame(text.slice(3), options)] : [];
  });
  const of = (owner: Owner) => frames.filter((frame) => frame.owner === owner);
  if (of("student").length > 0) return of("student");
  if (frames[0]?.owner === "kernel") return [];
  return of("package").length > 0 ? of("package") : of("node");
}

/** The place that Node writes above the stack of a source that does not parse. */
export function syntaxPlaceOf(stack: string, options: TracebackOptions): SyntaxPlace | undefined {
  const [where = "", text = "", marks = ""] = stack.slice(0, longestStack).split("\n", 3);
  const place = readPlace(where.slice(0, longestLine));
  const caret = /^\s*(?=\^+$)/.exec(marks.slice(0, longestLine));
  // V8's name for the text that JSON.parse was given: what matters is who gave it.
  if (!place || !caret || place.file === "<anonymous_script>") return undefined;
  // Node writes the same above what is thrown from a script's top: that place is a frame, too.
  if (stack.includes(`${where}:`)) return undefined;
  const at = { line: place.line, column: caret[0].length + 1 };
  const { owner: _, ...frame } = tellFrame("", { file: place.file, ...at }, options);
  return { ...frame, at, text };
}

function readFrame(text: string, options: TracebackOptions): Frame & { readonly owner: Owner } {
  const async = text.startsWith("async ") ? "async " : "";
  const rest = text.slice(async.length);
  const bracket = rest.endsWith(")") ? rest.indexOf(" (") : -1;
  const name = bracket < 0 ? "" : rest.slice(0, bracket);
  const location = bracket < 0 ? rest : rest.slice(bracket + 2, -1);
  const call = `${async}${readableName(name)}`.trimEnd();

  if (/^index \d+$/.test(location)) return { owner: "student", call, place: location };
  // Code that was evaluated: where from is told first, the place in it last.
  const inner = location.startsWith("eval at ")
    ? location.slice(location.lastIndexOf(", ") + 2)
    : "";
  const place = readPlace(inner || location);
  if (!place) return { owner: "node", call, place: location };
  return tellFrame(call, place, options);
}

function tellFrame(
  call: string,
  { file, line, column }: Place,
  { cells, root }: TracebackOptions,
): Frame & { readonly owner: Owner } {
  const label = cellLabel(file);
  if (/^cell \d+$/.test(label)) {
    // A script's own name, `cell-3`, comes with a place in what it was compiled to.
    const at = label === file ? { line, column } : cells.locate(file, line, column);
    if (!at) return { owner: "kernel", call, place: label };
    // Of one that is remembered no more, the line would say nothing.
    if (cells.sourceOf(label) === undefined) return { owner: "student", call, place: label };
    return {
      owner: "student",
      call,
      place: `${label}, line ${at.line}`,
      typed: { cell: label, at },
    };
  }
  if (file.endsWith("<anonymous>")) {
    return { owner: "student", call, place: `evaluated code, line ${line}` };
  }
  const place = `${fromRoot(file, root)}:${line}`;
  const typed = { cell: file, at: { line, column } };
  if (cells.sourceOf(file) !== undefined) return { owner: "student", call, place, typed };
  return { owner: ownerOf(file, root), call, place };
}

/** Whose code a file is. */
export function ownerOf(file: string, root: string): Owner {
  const path = fromRoot(file, root);
  if (path.startsWith("node:")) return "node";
  const [, packageName] = /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  if (packageName === undefined) return path.startsWith("kernel/") ? "kernel" : "student";
  return /^(@?tslab|@?vitest)\b/.test(packageName) ? "kernel" : "package";
}

/** V8 names the object that a function is called on. */
function readableName(name: string): string {
  const own = name.replace(/^(new )?(?:Object|Module)\./, "$1");
  return own === "<anonymous>" ? "" : own;
}

function readPlace(location: string): Place | undefined {
  const [, file, line, column] = /^(.+?):(\d+)(?::(\d+))?$/.exec(location) ?? [];
  if (file === undefined) return undefined;
  return { file, line: Number(line), column: Number(column ?? 1) };
}

/** A path as people write it: from the repository's folder. */
export function fromRoot(file: string, root: string): string {
  let path = file;
  try {
    // One near the notebook is imported with its version.
    if (file.startsWith("file:")) path = fileURLToPath(file.replace(/\?version=.*$/, ""));
  } catch {}
  if (!isAbsolute(path)) return path;
  const short = relative(root, path);
  return short.startsWith("..") || isAbsolute(short) ? path : short.split(sep).join("/");
}
