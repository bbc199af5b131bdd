import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { refuse } from "../checks/refuse.ts";
import { learnErrorClasses } from "./error-classes.ts";

/** A value that a worker module exports. */
export interface WorkerExport {
  /** The URL of its module. */
  readonly module: string;
  /** What it is called there. */
  readonly name: string;
}

const require = createRequire(import.meta.url);

/** The URLs of folders of worker modules: `lib/workers/`, and those of packages built on this one. */
const folders = [new URL("../workers/", import.meta.url).href];
const exported = new Map<unknown, WorkerExport>();
let foldersRead = 0;

/**
 * Makes the modules in a folder worker modules, as those in `lib/workers/` are: the functions that
 * they export are sent to workers by name, and the error classes arrive as themselves. For a package
 * that brings functions of its own; its index calls this.
 *
 * The modules are imported when the first call is sent, or when a worker needs one of them.
 *
 * @param folder  its URL, such as `new URL("./workers/", import.meta.url)`
 * @throws {TypeError} if it is not the URL of a folder
 *
 * @example
 * ```ts
 * registerWorkerModules(new URL("../../serving/workers/", import.meta.url));
 * ```
 */
export function registerWorkerModules(folder: URL): void {
  const url = String(folder).replace(/\/*$/, "/");
  if (folders.includes(url)) return;
  try {
    modulesIn(url);
  } catch {
    const wanted = 'the URL of a folder, such as new URL("./workers/", import.meta.url)';
    refuse("register worker modules", "folder", { value: folder, wanted });
  }
  folders.push(url);
}

/** The folders of worker modules: this package's own first. */
export function workerFolders(): readonly string[] {
  return folders;
}

/** All that worker modules export; each is read once. */
export function workerExports(): ReadonlyMap<unknown, WorkerExport> {
  for (; foldersRead < folders.length; foldersRead++) {
    for (const module of modulesIn(folders[foldersRead] as string)) read(module);
  }
  return exported;
}

function modulesIn(folder: string): string[] {
  const files = readdirSync(new URL(folder)).filter((file) => file.endsWith(".ts"));
  return files.map((file) => new URL(file, folder).href);
}

function read(module: string): void {
  let exports: object;
  try {
    exports = require(fileURLToPath(module));
  } catch {
    // One that does not load has exported nothing that anybody could have asked for.
    return;
  }
  for (const [name, value] of Object.entries(exports)) exported.set(value, { module, name });
  learnErrorClasses(Object.values(exports));
}
