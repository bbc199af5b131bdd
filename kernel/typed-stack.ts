import { cellLabel } from "./cell-source-map.ts";
import { ownerOf } from "./stack-frames.ts";
import type { Cells, TracebackOptions } from "./traceback-options.ts";

/**
 * From now on, stacks name the places in cells as typed, `cell 3:5:11`, wherever they are shown, and
 * leave out the frames of the kernel and of Node where there are others.
 */
export function showTypedPlaces(options: TracebackOptions): void {
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites.map((site) => readSite(site, options.cells));
    const told = frames.filter(({ file }) => {
      const owner = ownerOf(file, options.root);
      return owner !== "node" && owner !== "kernel";
    });
    const lines = (told.length > 0 ? told : frames).map(({ text }) => `\n    at ${text}`);
    return headOf(error) + lines.join("");
  };
}

function readSite(site: NodeJS.CallSite, cells: Cells) {
  const text = String(site);
  const file = site.getFileName() ?? "node:";
  const line = site.getLineNumber() ?? 0;
  const column = site.getColumnNumber() ?? 0;
  if (cellLabel(file) === file) return { file, text };
  const at = cells.locate(file, line, column);
  if (!at) return { file: "kernel/", text };
  const place = `${cellLabel(file)}:${at.line}:${at.column}`;
  return { file: cellLabel(file), text: text.replace(`${file}:${line}:${column}`, place) };
}

function headOf(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}
