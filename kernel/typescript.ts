// The TypeScript that checks and compiles cells: the last one written in JavaScript, with the checks
// of TypeScript 7, which `npm run types` uses and which has no API to be used from here.

import { createRequire, enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import type TypeScript from "typescript-js";

// It is nine megabytes of JavaScript: kept compiled, it is there sooner.
enableCompileCache(fileURLToPath(new URL("../.cache/compiled", import.meta.url)));

export const ts: typeof TypeScript = createRequire(import.meta.url)("typescript-js");
