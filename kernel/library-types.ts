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

/** By the names of our packages: their folders, and those of the packages that they build on. */
const libraries: ReadonlyMap<string, readonly [folder: string, ...sources: string[]]> = new Map([
  ["concurrency-lab", ["lib"]],
  ["concurrency-lab-serving", ["serving", "lib"]],
]);

/**
 * Where the types of one of our packages are: declaration files, which take a fifth of the time to
 * read that its sources take. Those of other sources than there are now are never used: their folder
 * is named after the sources' times and sizes, and written anew, in half a second, when there is none.
 *
 * @param name  the package's
 * @param root  the repository's folder
 * @returns the path of the first; `undefined` if it is no package of ours, or they cannot be written,
 * so that the sources are read
 */
export function findLibraryTypes(name: string, root: string): string | undefined {
  const folders = libraries.get(name);
  if (!folders) return undefined;
  const library = join(root, folders[0]);
  const all = join(root, ".cache", "types", folders[0]);
  const current = join(all, fingerprint(folders.map((folder) => join(root, folder))));
  if (!existsSync(current) && !write({ root, library, all, current })) return undefined;
  return join(current, "index.d.ts");
}

function fingerprint(folders: readonly string[]): string {
  const hash = createHash("sha256");
  for (const folder of folders) {
    for (const file of globSync("**/*.ts", { cwd: folder, exclude: ["node_modules/**"] }).sort()) {
      const { mtimeMs, size } = statSync(join(folder, file));
      hash.update(`${file} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

interface Places {
  readonly root: string;
  /** The folder of the package. */
  readonly library: string;
  /** The folder of all that was written for it. */
  readonly all: string;
  /** Where its declarations are to be. */
  readonly current: string;
}

function write({ root, library, all, current }: Places): boolean {
  mkdirSync(all, { recursive: true });
  const fresh = mkdtempSync(join(all, "new-"));
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const config = join(library, "tsconfig.json");
  spawnSync(process.execPath, [tsc, "--project", config, "--outDir", fresh]);
  const isWritten = existsSync(join(fresh, "index.d.ts"));
  try {
    if (isWritten) renameSync(fresh, current);
  } catch {
    // Another kernel was first.
  }
  const others = readdirSync(all).map((name) => join(all, name));
  const old = others.filter(
    (path) => path !== current && Date.now() - statSync(path).mtimeMs > oldMs,
  );
  for (const path of [fresh, ...old]) rmSync(path, { recursive: true, force: true });
  return existsSync(current);
}

/** Until then, another kernel may still read what it has found. */
const oldMs = 24 * 60 * 60 * 1000;
