import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";

/**
 * Where the types of the library are: declaration files, which take a fifth of the time to read that
 * its sources take. Those of other sources than there are now are never used: their folder is named
 * after the sources' times and sizes, and written anew, in half a second, when there is none.
 *
 * @param root  the repository's folder
 * @returns the path of the first; `undefined` if they cannot be written, so that the sources are read
 */
export function findLibraryTypes(root: string): string | undefined {
  const folder = join(root, ".cache", "types");
  const current = join(folder, fingerprint(join(root, "lib")));
  if (!existsSync(current) && !write(root, folder, current)) return undefined;
  return join(current, "index.d.ts");
}

function fingerprint(library: string): string {
  const hash = createHash("sha256");
  for (const file of globSync("**/*.ts", { cwd: library, exclude: ["node_modules/**"] }).sort()) {
    const { mtimeMs, size } = statSync(join(library, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

function write(root: string, folder: string, current: string): boolean {
  mkdirSync(folder, { recursive: true });
  const fresh = mkdtempSync(join(folder, "new-"));
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const config = join(root, "lib", "tsconfig.json");
  spawnSync(process.execPath, [tsc, "--project", config, "--outDir", fresh]);
  const isWritten = existsSync(join(fresh, "index.d.ts"));
  try {
    if (isWritten) renameSync(fresh, current);
  } catch {
    // Another kernel was first.
  }
  const others = readdirSync(folder).map((name) => join(folder, name));
  const old = others.filter(
    (path) => path !== current && Date.now() - statSync(path).mtimeMs > oldMs,
  );
  for (const path of [fresh, ...old]) rmSync(path, { recursive: true, force: true });
  return existsSync(current);
}

/** Until then, another kernel may still read what it has found. */
const oldMs = 24 * 60 * 60 * 1000;
