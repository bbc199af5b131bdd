import { createRequire } from "node:module";

/** Shows a MIME bundle in the output of the cell that runs, or puts it in the place of an earlier one. */
export type Display = (content: object, isUpdate: boolean) => void;

/** Under this symbol whoever shows something finds the notebook's `Display`. */
export const displayHook = Symbol.for("concurrency-lab.display");

/** Has `display` of tslab, once a cell has imported it, show things here. */
export function connectTslab(): void {
  const jupyter = createRequire(import.meta.url)("tslab/dist/jupyter.js");
  jupyter.lastWriteDisplayData = (globalThis as { [displayHook]?: Display })[displayHook];
}
