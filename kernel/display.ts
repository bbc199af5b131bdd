import { inspect, isArray, json, keys } from "./intrinsics.ts";
import type { MimeBundle } from "./thread-messages.ts";

const displayKey = Symbol.for("Jupyter.display");

/**
 * A value by mime type: by its own display, as in Deno's kernel, which may take its time; a string
 * as it is; all else as Node prints it.
 *
 * @throws what the value's own code throws, and TypeError if its display is none
 */
export async function mimeBundleOf(value: unknown): Promise<MimeBundle> {
  const display = (value as { [key: symbol]: unknown } | null | undefined)?.[displayKey];
  if (typeof display !== "function") {
    return { "text/plain": typeof value === "string" ? value : inspect(value) };
  }
  return plainBundle(await display.call(value));
}

/**
 * A display as JSON has it.
 *
 * @throws {TypeError} if JSON has no such thing
 */
export function plainBundle(display: unknown): MimeBundle {
  if (typeof display !== "object" || display === null || isArray(display)) {
    throw new TypeError(
      `Cannot show the value as its display must be an object of mime types: received ${inspect(display)}`,
    );
  }
  const plain: MimeBundle = { __proto__: null };
  const types = keys(display);
  for (let i = 0; i < types.length; i++) {
    const type = types[i] as string;
    const value = (display as MimeBundle)[type];
    const text = typeof value === "string" ? undefined : json.stringify(value);
    plain[type] = text === undefined ? `${value}` : json.parse(text);
  }
  return plain;
}

/** How many characters a display has as JSON, about. */
export function sizeOf(bundle: MimeBundle): number {
  let size = 0;
  const types = keys(bundle);
  for (let i = 0; i < types.length; i++) {
    const value = bundle[types[i] as string];
    size += typeof value === "string" ? value.length : json.stringify(value).length;
  }
  return size;
}
