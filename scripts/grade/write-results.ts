import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { toJUnit } from "./junit.ts";
import type { GradeOptions } from "./options.ts";
import type { Result } from "./result.ts";

/**
 * Writes the files that the command line asks for, with the folders they are in.
 *
 * @returns what could not be written, a line for each
 */
export function writeResults(
  results: readonly Result[],
  { junit, json }: Pick<GradeOptions, "junit" | "json">,
): string[] {
  const warnings: string[] = [];
  const write = (option: string, file: string, text: string) => {
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    } catch (error) {
      warnings.push(`Cannot write the file of ${option}: ${(error as Error).message}`);
    }
  };
  if (junit !== undefined) write("--junit", junit, toJUnit(results));
  if (json !== undefined) write("--json", json, toJson(results));
  return warnings;
}

function toJson(results: readonly Result[]): string {
  const plain = results.map(({ notebook, seconds, cells, mayRaise, error }) => ({
    notebook,
    status: error ? "failed" : "passed",
    seconds: Number(seconds.toFixed(3)),
    cells,
    mayRaise,
    error,
  }));
  const clean = (_key: string, value: unknown) =>
    typeof value === "string" ? stripVTControlCharacters(value.toWellFormed()) : value;
  return `${JSON.stringify(plain, clean, 2)}\n`;
}
