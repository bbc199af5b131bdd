// npm run types: TypeScript 7, strict, over the code; and over the cells of every notebook, which are
// checked as the kernel will, too.

import { checkCells, runTypeScript7 } from "./check-cells.ts";
import { root } from "./environment.mjs";

const report = [runTypeScript7(root), ...checkCells()].join("\n").trim();
if (report !== "") console.log(report);
process.exitCode = report === "" ? 0 : 1;
