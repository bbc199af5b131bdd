/** An element with its attributes escaped; what it holds is XML already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...content: readonly string[]
): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === "number" ? round(value) : escapeXml(value)}"`,
  );
  return `<${name}${written.join("")}>${content.join("")}</${name}>`;
}

/** A line of text; `y` is its middle. */
export function textAt(
  x: number,
  y: number,
  text: string,
  attributes: Readonly<Record<string, string | number>> = {},
): string {
  return element("text", { x, y, dy: "0.35em", ...attributes }, escapeXml(text));
}

export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A generous guess, as nobody knows the font. */
export function guessWidth(text: string, fontSize: number): number {
  const ems = [...text].map((c) => (c > "\u10ff" ? 1.1 : /[A-Zmw@%]/.test(c) ? 0.8 : 0.58));
  return fontSize * ems.reduce((sum, em) => sum + em, 0);
}

/** The text, with an … in place of what finds no room. */
export function cut(text: string, fontSize: number, room: number): string {
  if (guessWidth(text, fontSize) <= room) return text;
  const kept = [...text];
  while (kept.length > 0 && guessWidth(`${kept.join("")}…`, fontSize) > room) kept.pop();
  return `${kept.join("")}…`;
}

/** Hundredths of a pixel are enough. */
function round(value: number): number {
  return Number(value.toFixed(2));
}
