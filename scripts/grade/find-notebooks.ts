import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Failure, FailureKind } from "./result.ts";

/** A notebook to execute, or a name that leads to none. */
export interface Candidate {
  readonly path: string;
  readonly error?: Failure;
}

/**
 * The notebooks that the names, of files or folders, stand for: each once, a folder's in the
 * order of their names. A name that leads to none is among them with the reason.
 */
export function findNotebooks(names: readonly string[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const name of names) {
    for (const candidate of candidates(name)) found.set(resolve(candidate.path), candidate);
  }
  return [...found.values()];
}

function candidates(path: string): Candidate[] {
  try {
    if (!statSync(path).isDirectory()) {
      if (path.endsWith(".ipynb")) return [{ path }];
      return none(path, "not-a-notebook", "not a notebook: its name does not end in .ipynb");
    }
    const notebooks = readdirSync(path, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ipynb") && !file.includes(".ipynb_checkpoints"))
      .sort()
      .map((file) => ({ path: join(path, file) }));
    if (notebooks.length > 0) return notebooks;
    return none(path, "empty-folder", "no notebook in this folder");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const text = code === "ENOENT" ? "no such file or folder: check the name" : message;
    return none(path, "missing", text);
  }
}

function none(path: string, kind: FailureKind, message: string): Candidate[] {
  return [{ path, error: { kind, message } }];
}
