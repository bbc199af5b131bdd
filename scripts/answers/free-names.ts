import type { Program } from "acorn";
import { analyze } from "eslint-scope";
import type { ParsedCell } from "../../grading/parse-cell.ts";

/** The names that statements use and do not declare. */
export function freeNamesIn(statements: ParsedCell["statements"]): Set<string> {
  const end = statements.at(-1)?.end ?? 0;
  const program: Program = {
    type: "Program",
    sourceType: "module",
    start: 0,
    end,
    range: [0, end],
    body: [...statements],
  };
  const { globalScope } = analyze(program as never, { ecmaVersion: 2022, sourceType: "module" });
  return new Set(globalScope?.through.map(({ identifier }) => identifier.name));
}
