// npm run clean: makes the notebooks fit for git. With --check it changes nothing, names those
// that are not fit, and exits with 1.

import { readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./environment.mjs";
import { cleanNotebook, formatNotebook, listNotebooks, readNotebook } from "./notebooks.ts";

const { check } = parseArgs({ options: { check: { type: "boolean" } } }).values;
const files = listNotebooks();
const unclean = files.flatMap((file) => {
  const text = formatNotebook(cleanNotebook(readNotebook(file)));
  return text === readFileSync(file, "utf8") ? [] : [{ file, text }];
});
for (const { file, text } of unclean) {
  if (!check) writeFileSync(file, text);
  console.log(`${check ? "not clean" : "cleaned"}: ${relative(root, file)}`);
}
if (check && unclean.length > 0) {
  console.log("Run `npm run clean` to take out outputs, counts and stray metadata.");
  process.exitCode = 1;
} else {
  console.log(`${files.length} notebooks are clean.`);
}
