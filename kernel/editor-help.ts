// What an editor is told of a place in a text: as people read it.

import type TS from "typescript-js";
import { ts } from "./typescript.ts";

/** Names that could stand in place of `start` to `end`, the likeliest first. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly names: readonly string[];
}

/** Those of the entries that fit what is typed at a place. */
export function completionOf(
  text: string,
  position: number,
  entries: readonly TS.CompletionEntry[],
): Completion {
  const before = /[\p{ID_Continue}$#]*$/u.exec(text.slice(0, position))?.[0] ?? "";
  const after = /^[\p{ID_Continue}$]*/u.exec(text.slice(position))?.[0] ?? "";
  const [{ replacementSpan } = {}] = entries;
  const start = replacementSpan?.start ?? position - before.length;
  const end = replacementSpan ? ts.textSpanEnd(replacementSpan) : position + after.length;
  const prefix = text.slice(start, position).toLowerCase();
  const rank = ({ name }: TS.CompletionEntry) => {
    if (name.startsWith(text.slice(start, position))) return 0;
    return name.toLowerCase().startsWith(prefix) ? 1 : 2;
  };
  const names = entries
    .filter(({ name }) => name.toLowerCase().includes(prefix))
    .toSorted(
      (a, b) => rank(a) - rank(b) || compare(a.sortText, b.sortText) || compare(a.name, b.name),
    )
    .map(({ name }) => name);
  return { start, end, names };
}

export function describeInfo({ displayParts, documentation, tags }: TS.QuickInfo): string {
  return joinParts(ts.displayPartsToString(displayParts), documentation, tags);
}

export function describeSignature(help: TS.SignatureHelpItems): string {
  const texts = help.items.map((item) => {
    const separator = ts.displayPartsToString(item.separatorDisplayParts);
    const parameters = item.parameters.map((one) => ts.displayPartsToString(one.displayParts));
    const prefix = ts.displayPartsToString(item.prefixDisplayParts);
    const suffix = ts.displayPartsToString(item.suffixDisplayParts);
    const text = prefix + parameters.join(separator) + suffix;
    return joinParts(text, item.documentation, item.tags);
  });
  return texts.join("\n\n");
}

/** A declaration, what its doc comment says, and its tags: `Throws: TypeError if …`. */
function joinParts(
  declaration: string,
  documentation: readonly TS.SymbolDisplayPart[] | undefined,
  tags: readonly TS.JSDocTagInfo[] | undefined,
): string {
  const doc = ts.displayPartsToString(documentation ? [...documentation] : []);
  const told = (tags ?? []).map(({ name, text }) => {
    const title = name.charAt(0).toUpperCase() + name.slice(1);
    const said = ts.displayPartsToString(text).replace(/^\{([^}]*)\}/, "$1");
    const separator = said.includes("\n") ? "\n" : " ";
    return `${title}:${separator}${said}`.trimEnd();
  });
  return [declaration, doc, ...told].filter((part) => part !== "").join("\n\n");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
