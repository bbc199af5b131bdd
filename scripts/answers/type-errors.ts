import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../environment.mjs";
import type { Exercise, ExerciseCell } from "../exercises.ts";
import { withTrial } from "./select-cells.ts";
import { readTrials } from "./trial.ts";

/** Something that TypeScript says. */
interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** What cells may import twice. */
const duplicate = "TS2300";

/**
 * Says which trial answers do not compile in their notebook. In the kernel such an answer never
 * gets to a check. What is wrong with the notebook itself is left out: `npm run types` says that.
 */
export function typeErrorsOf(exercise: Exercise): string[] {
  const parent = join(root, ".cache", "answers", exercise.name);
  mkdirSync(parent, { recursive: true });
  // A folder of its own: somebody else may be trying the same exercise.
  const folder = mkdtempSync(join(parent, "types-"));
  try {
    return typeErrorsIn(folder, exercise);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function typeErrorsIn(folder: string, exercise: Exercise): string[] {
  const write = (name: string, cells: readonly ExerciseCell[]) => {
    const file = `${name.replace("/", "-")}.ts`;
    writeFileSync(join(folder, file), cells.map(({ text }) => text).join("\n"));
    return file;
  };
  const itself = write("as-it-stands", exercise.cells);
  const names = new Map<string, string>();
  for (const trial of readTrials(exercise.name)) {
    try {
      names.set(write(trial.name, withTrial(exercise, trial)), trial.name);
    } catch {
      // It has no place in the notebook, as whoever tries it is told.
    }
  }
  const errors = compile(folder);
  const known = errors.filter(({ file }) => file === itself).map(({ message }) => message);
  return errors.flatMap(({ file, line, message }) => {
    const name = names.get(file);
    if (name === undefined || known.includes(message) || message.includes(duplicate)) return [];
    const text = readFileSync(join(folder, file), "utf8").split("\n")[line - 1]?.trim();
    return [`${exercise.name}, ${name}: ${message}\n  ${text}`];
  });
}

function compile(folder: string): Diagnostic[] {
  const config = {
    extends: join(root, "tsconfig.json"),
    // An answer may well leave unused what the notebook imports for its own.
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false, types: ["node"] },
    include: ["*.ts", join(root, "lib/notebook/asciichart.d.ts")],
    exclude: [],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "--project", folder, "--pretty", "false"], {
    cwd: folder,
    encoding: "utf8",
  });
  const place = /^([^\s(]+)\((\d+),\d+\): error (.*)$/gm;
  return [...stdout.matchAll(place)].map(([, file = "", line, message = ""]) => {
    return { file, line: Number(line), message };
  });
}
