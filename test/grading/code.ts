/**
 * The source of a cell, written with the indentation of where it stands: that of its first line
 * is taken off every line.
 *
 * @example
 * ```ts
 * const cell = code`
 *   const sum = 1 + 2;
 *   console.log(sum);
 * `;
 * ```
 */
export function code(parts: TemplateStringsArray, ...values: readonly string[]): string {
  const text = String.raw({ raw: parts.raw }, ...values).replace(/^\n|\n *$/g, "");
  const indent = /^ */.exec(text)?.[0] ?? "";
  return text.replaceAll(new RegExp(`^${indent}`, "gm"), "");
}
