import { describe, expect, it } from "vitest";
import { cut, firstErrorLine, firstLine } from "../../../scripts/grade/text.ts";

const stack = "    at evalmachine.<anonymous>:3:7\n    at node:vm:280:12\n";

// What stock tslab 1.0.22 writes to stderr, an entry for each output.
describe("firstErrorLine", () => {
  it.each([
    [
      "an error, after the place where it was thrown",
      [`evalmachine.<anonymous>:3\nthrow new Error('boom');\n^\n\nError: boom\n${stack}`],
      "Error: boom",
    ],
    [
      "an error after other output",
      ["note\n", `RangeError: far\n${stack}`, "more\n"],
      "RangeError: far",
    ],
    [
      "a failed comparison, with its values",
      [
        `node:assert:152\n  throw new AssertionError(obj);\n  ^\n\nAssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n2 !== 3\n\n${stack}`,
      ],
      "AssertionError [ERR_ASSERTION]: Expected values to be strictly equal: 2 !== 3",
    ],
    [
      "a failed comparison of objects, without the difference",
      [
        `AssertionError [ERR_ASSERTION]: Expected values to be strictly deep-equal:\n+ actual - expected\n\n  {\n${stack}`,
      ],
      "AssertionError [ERR_ASSERTION]: Expected values to be strictly deep-equal:",
    ],
    [
      "the compiler's first message",
      [
        "1:7 - Type 'number' is not assignable to type 'string'.\n",
        "2:1 - Cannot find name 'x'.\n",
      ],
      "1:7 - Type 'number' is not assignable to type 'string'.",
    ],
    [
      "an error without a stack",
      [
        `[AggregateError: All promises were rejected] {\n  [errors]: [\n    Error: a\n${stack}  ]\n}\n`,
      ],
      "AggregateError: All promises were rejected",
    ],
    ["a string", ["note\n", "just a string\n"], "just a string"],
    ["null", ["null\n"], "null"],
    ["colours away", [`\x1b[31mError: red\x1b[39m\n${stack}`], "Error: red"],
    ["nothing", [], undefined],
    ["nothing in blanks", ["\n", " \n"], undefined],
  ])("finds %s", (_, outputs, line) => {
    expect(firstErrorLine(outputs)).toBe(line);
  });
});

describe("firstLine", () => {
  it("takes the line after a colon, but not a frame of the stack", () => {
    expect(firstLine("\n  Expected: \n\n  more\n")).toBe("Expected: more");
    expect(firstLine(`Error: ends in a colon:\n${stack}`)).toBe("Error: ends in a colon:");
    expect(firstLine("bell \x07 rung")).toBe("bell  rung");
    expect(firstLine(undefined)).toBeUndefined();
  });
});

describe("cut", () => {
  it("keeps to the width, and marks what it cuts", () => {
    expect(cut("12345", 5)).toBe("12345");
    expect(cut("123456", 5)).toBe("1234…");
    expect(cut("123👍56", 5)).toBe("123…");
  });
});
