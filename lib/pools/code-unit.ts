import { hash } from "node:crypto";
import type { CodePlace } from "./notebook-scope.ts";

/** A piece of code as it is sent: what it uses are other units, by their places in the list. */
export type CodeUnit = TypedUnit | ImportedUnit;

/** Made in the worker of its source, once for all units of the same text that use the same ones. */
export interface TypedUnit {
  readonly name: string;
  readonly source: string;
  /** Where it stands in the notebook, for the frames of its stacks. */
  readonly place?: CodePlace;
  /** Of a class: the names that it uses while it is made, such as what it extends. */
  readonly needs?: readonly string[];
  /** By the name that its source has for it: `helper`, or `__notebook.helper`. */
  readonly uses: Record<string, number>;
}

/** Imported in the worker. */
export interface ImportedUnit {
  readonly module: string;
  readonly exported: string;
}

/** The key of a unit tells all that it is made of: its own text, and that of what it uses. */
export type Keyed<T> = T & { readonly key: string };

export function withKeys(units: readonly CodeUnit[]): Keyed<CodeUnit>[] {
  return units.map((unit, place) => ({ ...unit, key: hash("sha1", textOf(units, place)) }));
}

/** The text of a unit and of all that it leads to, in an order that depends on nothing else. */
function textOf(units: readonly CodeUnit[], start: number): string {
  const places = new Map([[start, 0]]);
  const parts: unknown[] = [];
  // The places that are found on the way are gone through as well.
  for (const place of places.keys()) {
    const unit = units[place] as CodeUnit;
    if ("module" in unit) {
      parts.push(unit);
      continue;
    }
    const uses = Object.entries(unit.uses).map(([name, used]) => {
      if (!places.has(used)) places.set(used, places.size);
      return [name, places.get(used)];
    });
    parts.push({ ...unit, uses });
  }
  return JSON.stringify(parts);
}

/** A constant as an expression; `undefined` if it is none of a type that can be written. */
export function literalOf(value: unknown): string | undefined {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  const isPlain = typeof value === "number" || typeof value === "boolean" || value == null;
  return isPlain ? String(value) : undefined;
}
