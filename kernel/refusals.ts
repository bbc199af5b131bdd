import type { ErrorContent } from "./traceback.ts";

/** tslab's comments that keep a cell from being run: what is not run must not count as passed. */
const notRun = /^\s*\/\*\*(?:(?!\*\/)[\s\S])*?\s@(browser|module)\b/;
const remedies = {
  browser: "take the comment away to run it in Node",
  module: "declare the names in a plain cell, or put the code into a file and import it",
};

/** Why a cell is refused that tslab would have set aside. */
export function refusalOf(code: string): ErrorContent | undefined {
  const [, tag] = notRun.exec(code) ?? [];
  if (!tag) return undefined;
  const remedy = remedies[tag as keyof typeof remedies];
  const evalue = `This kernel does not run @${tag} cells: ${remedy}`;
  return { ename: "Error", evalue, traceback: [`Error: ${evalue}`] };
}
