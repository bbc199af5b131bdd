// npm run types: TypeScript 7, strict, over the code and over the cells of every notebook.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { extractCells, inNotebooks } from "./cells.ts";
import { root } from "./environment.mjs";

extractCells();
// Not node_modules/.bin/tsc: tslab's own TypeScript 5 may have claimed that name.
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, "--project", root], {
  cwd: root,
  encoding: "utf8",
});
process.stdout.write(inNotebooks(stdout));
process.stderr.write(stderr);
process.exitCode = status ?? 1;
