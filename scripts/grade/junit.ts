import { dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { countCells, describePlace, type Result } from "./result.ts";

/** The results as JUnit XML, a test case a notebook. */
export function toJUnit(results: readonly Result[]): string {
  const failures = results.filter(({ error }) => error).length;
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0).toFixed(3);
  const counts = `tests="${results.length}" failures="${failures}" errors="0" time="${seconds}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="notebooks" ${counts}>
  <testsuite name="notebooks" ${counts} skipped="0">
${results.map(testCase).join("\n")}
  </testsuite>
</testsuites>
`;
}

function testCase({ notebook, seconds, mayRaise, error }: Result): string {
  const name = `name="${xml(notebook)}" classname="${xml(dirname(notebook))}"`;
  const lines = [`<testcase ${name} time="${seconds.toFixed(3)}">`];
  if (error) {
    const body = [describePlace(error), error.message, error.traceback].filter(Boolean).join("\n");
    const attributes = `type="${error.kind}" message="${xml(error.message)}"`;
    lines.push(`  <failure ${attributes}>${xml(body)}</failure>`);
  }
  if (mayRaise.length > 0) {
    const said = `${countCells(mayRaise)} may raise: ${mayRaise.join(", ")}`;
    lines.push(`  <system-out>${said}</system-out>`);
  }
  return [...lines, "</testcase>"].map((line) => `    ${line}`).join("\n");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function xml(text: string): string {
  return (
    stripVTControlCharacters(text.toWellFormed())
      // XML 1.0 knows no way to write any other character.
      .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "")
      .replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character)
  );
}
