// npm run bench -- NAME: runs bench/NAME.bench.ts; without a name, says which there are.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./environment.mjs";

const suffix = ".bench.ts";
const folder = join(root, "bench");
const names = readdirSync(folder)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));

const [name] = process.argv.slice(2);
if (name !== undefined && names.includes(name)) {
  await import(pathToFileURL(join(folder, `${name}${suffix}`)).href);
} else {
  if (name !== undefined) console.error(`There is no bench ${name}.`);
  console.error(`npm run bench -- ${names.join(" | ")}`);
  process.exitCode = 2;
}
