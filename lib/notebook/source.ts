import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { workerFolders } from "../pools/worker-modules.ts";

/** Where `source` looks, and how much it shows. */
export interface SourceOptions {
  /**
   * The folder of the `.ts` files to look in.
   *
   * @default lib/workers, and the folders of other worker modules
   */
  readonly folder?: string | URL;
  /**
   * Shows the doc comment above the function, too.
   *
   * @default false
   */
  readonly docs?: boolean;
}

/**
 * The text of a function as typed in its worker module: with its types, which Node has stripped
 * from the function itself.
 *
 * A function that isn't declared at the top of one of these files, such as one typed in a cell, is
 * shown as it runs: as JavaScript, without types.
 *
 * @throws {TypeError} if `fn` is not a function, or one without a source: built-in or bound
 *
 * @example
 * ```ts
 * console.log(source(analyzeRequest));
 * // export function analyzeRequest({ requestId, values }: RequestData): RequestAnalysis {
 * // …
 * ```
 */
export function source(fn: (...args: never[]) => unknown, options: SourceOptions = {}): string {
  const { folder, docs = false } = options;
  const stripped = typeof fn === "function" ? Function.prototype.toString.call(fn) : "";
  if (stripped === "" || /\{\s*\[native code\]\s*\}$/.test(stripped)) {
    throw new TypeError(
      `Cannot show source as \`fn\` must be a function written in TypeScript or JavaScript: received ${inspect(fn)}`,
    );
  }
  const folders = folder === undefined ? workerFolders().map((url) => new URL(url)) : [folder];
  for (const path of folders.map(pathOf)) {
    for (const file of readdirSync(path).sort()) {
      if (!file.endsWith(".ts")) continue;
      const declaration = find(stripped, readFileSync(join(path, file), "utf8"), docs);
      if (declaration !== undefined) return declaration;
    }
  }
  return stripped;
}

function pathOf(folder: string | URL): string {
  return folder instanceof URL ? fileURLToPath(folder) : folder;
}

/** The declaration in `text` that Node has stripped down to `stripped`. */
function find(stripped: string, text: string, docs: boolean): string | undefined {
  for (let start = 0; start + stripped.length <= text.length; start += 1) {
    if (!isStripped(stripped, text, start)) continue;
    const before = declarationStart.exec(text.slice(0, start));
    const after = /^;?(?=[^\S\n]*(?:\n|$))/.exec(text.slice(start + stripped.length));
    if (before === null || after === null) continue;
    const [, doc = "", head = ""] = before;
    return (docs ? doc : "") + head + text.slice(start, start + stripped.length) + after[0];
  }
  return undefined;
}

/** At the start of a line: perhaps a doc comment, and all that a function's own text lacks. */
const declarationStart =
  /(?:^|\n)(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\r?\n)?((?:export\s+(?:default\s+)?)?(?:(?:const|let|var)\s+[\w$]+(?:\s*:[^;]*?)?\s*=\s*)?)$/;

/**
 * Whether Node has made `stripped` of what stands at `start`. It puts a blank for every character
 * that it takes away, so all others keep their place; now and then it needs a `;` or a `)` there.
 */
function isStripped(stripped: string, text: string, start: number): boolean {
  for (let i = 0; i < stripped.length; i += 1) {
    const character = stripped.charAt(i);
    if (character !== text.charAt(start + i) && !/[\s;)]/.test(character)) return false;
  }
  return true;
}
