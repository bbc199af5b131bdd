// npm run format: lets Biome format and mend the code and the cells of every notebook. With
// --check it only says what it would change.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { extractCells, restoreCells } from "./cells.ts";
import { root } from "./environment.mjs";

const { check } = parseArgs({ options: { check: { type: "boolean" } } }).values;
const extracted = extractCells();
const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
const mode = check ? ["--error-on-warnings"] : ["--write"];
const { status } = spawnSync(process.execPath, [biome, "check", ...mode], {
  cwd: root,
  stdio: "inherit",
});
if (!check) restoreCells(extracted);
process.exitCode = status ?? 1;
