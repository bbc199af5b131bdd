import { inspect, types } from "node:util";

// Whatever is thrown may be hostile: a getter or a trap that throws must not hide the error itself,
// so everything is read from it through `read`.

/** A property, or `undefined` if it cannot be read. */
export function read(value: unknown, key: PropertyKey): unknown {
  try {
    return (value as Record<PropertyKey, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** Whether a value is an error, of this realm or another, or a DOMException. */
export function isError(value: unknown): value is object {
  try {
    return types.isNativeError(value) || value instanceof Error;
  } catch {
    return false;
  }
}

const builtIn = new Set([
  "Error",
  "AggregateError",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SuppressedError",
  "SyntaxError",
  "TypeError",
  "URIError",
]);

/** An error's name; that of its class if the class has not set one. */
export function nameOf(error: object): string {
  const name = read(error, "name");
  const className = read(read(error, "constructor"), "name");
  const own = typeof name === "string" && name !== "" ? name : "Error";
  const isTelling = typeof className === "string" && className !== "" && !builtIn.has(className);
  const chosen = builtIn.has(own) && isTelling ? className : own;
  return clip(chosen.slice(0, 1000).replace(/\s+/g, " "), { characters: 100, lines: 1 });
}

/** An error's message, of at most 60 lines and 4000 characters. */
export function messageOf(error: object): string {
  const message = read(error, "message");
  if (message === undefined) return "";
  const text = typeof message === "string" ? message : show(message);
  // What follows are the kernel's own files.
  const end = read(error, "code") === "MODULE_NOT_FOUND" ? text.indexOf("\nRequire stack:") : -1;
  return clip((end < 0 ? text : text.slice(0, end)).trimEnd(), { characters: 4000, lines: 60 });
}

const shownOfValues = { depth: 3, maxArrayLength: 20, maxStringLength: 1000 };

/** A value as `util.inspect` shows it, though errors inside it without their stacks. */
export function show(value: unknown, colors = false): string {
  try {
    const plain = inspect(value, shownOfValues);
    if (/\n\s+at /.test(plain)) return plain.replace(/\n\s+at .*?(?=(?: \{|,)?$)/gm, "");
    return colors ? inspect(value, { ...shownOfValues, colors }) : plain;
  } catch {
    return `(${typeof value} that cannot be shown)`;
  }
}

/** Cuts a text that is too long, and says by how much. */
export function clip(
  text: string,
  { characters, lines }: { readonly characters: number; readonly lines: number },
): string {
  const start = text.slice(0, characters).split("\n").slice(0, lines).join("\n");
  const left = text.length - start.length;
  if (left === 0) return text;
  return `${start}… (${left} more characters)`;
}
