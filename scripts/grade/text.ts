import { stripVTControlCharacters } from "node:util";

/**
 * The line that says best what went wrong, out of what a failing cell wrote to stderr.
 *
 * Stock tslab sends no error message. It prints the compiler's messages one by one, and a thrown
 * value as Node does: the place in the source first, then the error and its stack.
 *
 * @param outputs  in the order in which they were written
 */
export function firstErrorLine(outputs: readonly string[]): string | undefined {
  const texts = outputs.map(stripVTControlCharacters).filter((text) => text.trim() !== "");
  const diagnostic = texts.find((text) => /^\d+:\d+ - /.test(text));
  // What was thrown comes last, except for what was written by something that still ran.
  const thrown = diagnostic ?? texts.findLast((text) => /^\s+at /m.test(text)) ?? texts.at(-1);
  const place = /^.+:\d+\n.*\n\s*\^+\s*\n/;
  // Node puts an error without a stack in brackets: "[AggregateError: …] {".
  return firstLine(thrown?.replace(place, ""))?.replace(/^\[(\w*Error\b.*)\](?: \{)?$/, "$1");
}

/**
 * The first line that is not blank. If it ends in a colon, as those of `node:assert` do, what
 * follows is part of it: "Expected values to be strictly equal: 2 !== 3".
 */
export function firstLine(text: string | undefined): string | undefined {
  const [first, second] = stripVTControlCharacters(text ?? "")
    .split("\n")
    .map((line) => line.replace(/\p{Cc}/gu, "").trim())
    .filter((line) => line !== "");
  const belongs = first?.endsWith(":") && second && !/^(at |\+ actual - expected)/.test(second);
  return belongs ? `${first} ${second}` : first;
}

/** The text, with … in place of what is over the width, and of no half of a character. */
export function cut(text: string, width: number): string {
  if (text.length <= width) return text;
  return `${text.slice(0, Math.max(0, width - 1)).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
