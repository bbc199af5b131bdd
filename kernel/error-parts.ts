import { clip, isError, nameOf, read, show } from "./error-text.ts";

/** A value inside an error that is told like one: an error as a rule, but anything can be thrown. */
export interface InnerError {
  /** What it is to the error around it, such as `Caused by: `. */
  readonly label: string;
  readonly thrown: unknown;
}

const mostMembers = 10;
const toldElsewhere = new Set([
  ...["name", "message", "stack", "cause"],
  // A list of the kernel's own files, from an import that was not found.
  "requireStack",
]);
/** What node:assert has put into the message. */
const ofAssertions = new Set([
  ...["generatedMessage", "code", "actual", "expected", "operator", "diff"],
]);

/**
 * An error's own enumerable properties as `util.inspect` shows them, in at most 40 lines;
 * `undefined` if there are none that are not told elsewhere.
 */
export function propertiesOf(error: object): string | undefined {
  const properties = ownProperties(error).filter(([, { value }]) => !isError(value));
  if (properties.length === 0) return undefined;
  const shown = {};
  for (const [key, property] of properties) Object.defineProperty(shown, key, property);
  return clip(show(shown, true), { characters: 10_000, lines: 40 });
}

/** The errors inside an error: the first ten members, what else it carries, its cause. */
export function innerErrorsOf(error: object): readonly InnerError[] {
  const inner = membersOf(error).map((thrown, i) => ({ label: `[${i + 1}] `, thrown }));
  if (nameOf(error) === "SuppressedError") {
    inner.push({ label: "Thrown while disposing: ", thrown: read(error, "error") });
    inner.push({ label: "Suppressed: ", thrown: read(error, "suppressed") });
  }
  for (const [key, { value }] of ownProperties(error)) {
    if (isError(value)) inner.push({ label: `${key}: `, thrown: value });
  }
  const cause = read(error, "cause");
  return cause == null ? inner : [...inner, { label: "Caused by: ", thrown: cause }];
}

/** How many members of an AggregateError `innerErrorsOf` leaves out. */
export function leftOutOf(error: object): number {
  const count = read(read(error, "errors"), "length");
  return membersOf(error).length > 0 && typeof count === "number" ? count - mostMembers : 0;
}

function membersOf(error: object): unknown[] {
  try {
    const errors = read(error, "errors");
    return Array.isArray(errors) ? errors.slice(0, mostMembers) : [];
  } catch {
    return [];
  }
}

/** Those that are told as such, as they are: the value of a getter is not asked for. */
function ownProperties(error: object): [string, PropertyDescriptor][] {
  try {
    const isAssertion = read(error, "code") === "ERR_ASSERTION";
    return Object.entries(Object.getOwnPropertyDescriptors(error)).filter(
      ([key, { enumerable, value }]) =>
        enumerable &&
        !toldElsewhere.has(key) &&
        !(isAssertion && ofAssertions.has(key)) &&
        !(key === "errors" && Array.isArray(value)),
    );
  } catch {
    return [];
  }
}
