// Makes one JavaScript module of cells, which says as it runs in which of them something fails.

import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ImportDeclaration } from "acorn";
import { declaredBy } from "../../grading/parse-cell.ts";
import type { ExerciseCell } from "../exercises.ts";
import { freeNamesIn } from "./free-names.ts";
import type { DeclaredName, ImportedName } from "./harness.ts";

/** Something that takes the place of a part of a cell. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const harness = new URL("harness.ts", import.meta.url).href;

/**
 * A module that runs the cells one after the other, each with a guard around it, so that one that
 * fails does not keep those from running that do not need it. What a cell declares is there for
 * all: its functions are moved out of the guard, and what else it declares becomes a `var`.
 *
 * @param notebook  the path that the cells' relative imports start from
 * @throws {Error} if two cells declare the same name
 */
export function moduleOf(cells: readonly ExerciseCell[], notebook: string): string {
  const imports = importsOf(cells, notebook);
  const values = valuesOf(cells);
  for (const name of imports.keys()) refuseTwice(name, values.get(name), imports.get(name));
  return [
    `import * as harness_ from ${JSON.stringify(harness)};`,
    ...[...imports].map(([name, from]) => importOf(name, from)),
    "harness_.setScope({",
    ...[...imports, ...values].map(
      ([name, binding]) => `  ${name}: { ...${JSON.stringify(binding)}, read: () => ${name} },`,
    ),
    "});",
    ...cells.map(guarded),
    "await harness_.end();",
    "",
  ].join("\n");
}

/** What the cells import, by the names that it has there. */
function importsOf(
  cells: readonly ExerciseCell[],
  notebook: string,
): ReadonlyMap<string, ImportedName> {
  const found = new Map<string, ImportedName>();
  for (const { statements, label } of cells) {
    for (const statement of statements) {
      if (statement.type !== "ImportDeclaration") continue;
      const module = specifierOf(statement, notebook);
      for (const specifier of statement.specifiers) {
        const name = specifier.local.name;
        const imported: ImportedName = { module, exported: exportedBy(specifier), cell: label };
        const before = found.get(name);
        if (before && (before.module !== module || before.exported !== imported.exported)) {
          refuseTwice(name, before, imported);
        }
        found.set(name, before ?? imported);
      }
    }
  }
  return found;
}

function specifierOf({ source }: ImportDeclaration, notebook: string): string {
  const specifier = String(source.value);
  if (!specifier.startsWith(".")) return specifier;
  return pathToFileURL(join(dirname(notebook), specifier)).href;
}

function exportedBy(specifier: ImportDeclaration["specifiers"][number]): string {
  if (specifier.type === "ImportNamespaceSpecifier") return "*";
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  const { imported } = specifier;
  return imported.type === "Identifier" ? imported.name : String(imported.value);
}

function importOf(name: string, { module, exported }: ImportedName): string {
  const what = exported === "*" ? `* as ${name}` : `{ ${exported} as ${name} }`;
  return `import ${what} from ${JSON.stringify(module)};`;
}

/** What the cells declare. */
function valuesOf(cells: readonly ExerciseCell[]): ReadonlyMap<string, DeclaredName> {
  const found = new Map<string, DeclaredName>();
  for (const { statements, label } of cells) {
    for (const statement of statements) {
      const isConstant = statement.type !== "VariableDeclaration" || statement.kind === "const";
      for (const name of declaredBy(statement)) {
        const value = { cell: label, isConstant };
        refuseTwice(name, found.get(name), value);
        found.set(name, value);
      }
    }
  }
  return found;
}

function refuseTwice(
  name: string,
  one: { readonly cell: string } | undefined,
  other: { readonly cell: string } | undefined,
): void {
  if (one && other) throw new Error(`\`${name}\` is declared in ${one.cell} and ${other.cell}`);
}

function guarded(cell: ExerciseCell): string {
  const { label, requirement, gradeId, code, statements, declared } = cell;
  const moved: string[] = [];
  const edits = statements.flatMap((statement): Edit[] => {
    const { start, end } = statement;
    switch (statement.type) {
      case "ImportDeclaration":
        return [{ start, end, text: "" }];
      case "FunctionDeclaration":
        moved.push(code.slice(start, end));
        return [{ start, end, text: "" }];
      case "ClassDeclaration":
        return [
          { start, end: start, text: `var ${statement.id.name} = ` },
          { start: end, end, text: ";" },
        ];
      case "VariableDeclaration":
        return statement.kind === "const" || statement.kind === "let"
          ? [{ start, end: start + statement.kind.length, text: "var" }]
          : [];
      default:
        return [];
    }
  });
  const body = edits.reduceRight(
    (text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end),
    code,
  );
  const uses = [...freeNamesIn(statements)];
  const place = JSON.stringify({ cell: label, requirement, gradeId, declared, uses });
  return `${moved.join("\n")}
if (await harness_.begin(${place})) try {
${body}
} catch (error_) {
  harness_.fail(error_);
}`;
}
