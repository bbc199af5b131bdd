import { stripVTControlCharacters } from "node:util";
import { assertionMessage } from "./assertion-message.ts";
import { linesOf } from "./cell-source-map.ts";
import { innerErrorsOf, leftOutOf, propertiesOf } from "./error-parts.ts";
import { clip, isError, messageOf, nameOf, read, show } from "./error-text.ts";
import { paint } from "./paint.ts";
import { excerpt } from "./source-excerpt.ts";
import { type Frame, framesOf, type SyntaxPlace, syntaxPlaceOf } from "./stack-frames.ts";
import type { TracebackOptions } from "./traceback-options.ts";

/** The content of a Jupyter `error` message, and of an `execute_reply` with status `error`. */
export interface ErrorContent {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
}

/** A traceback in the making. */
interface Telling {
  readonly options: TracebackOptions;
  /** What has been told: causes may go in a circle. */
  readonly told: Set<unknown>;
}

const mostErrors = 20;
const mostFrames = 20;

/**
 * Turns whatever a cell threw into what Jupyter shows. It never throws.
 *
 * The traceback, a line an item: name and message; the line as typed of the innermost frame in a
 * cell, with two lines around it; the frames of cells and of the repository; the error's own
 * properties; its cause, or its errors, indented.
 *
 * At most 20 errors are told, 10 of an AggregateError; of each 20 frames, 60 lines and 4000
 * characters of its message, and 40 lines of its properties.
 */
export function formatError(thrown: unknown, options: TracebackOptions): ErrorContent {
  try {
    const traceback = tell(thrown, "", { options, told: new Set() });
    if (!isError(thrown)) return { ename: "Thrown", evalue: showThrown(thrown), traceback };
    const evalue = stripVTControlCharacters(messageAt(thrown, framesFor(thrown, options), options));
    return { ename: nameOf(thrown), evalue, traceback };
  } catch {
    const evalue = "an error that cannot be shown";
    return { ename: "Error", evalue, traceback: [`${paint("red", "Error")}: ${evalue}`] };
  }
}

/** @param label what comes before the name, such as `Caused by: ` */
function tell(thrown: unknown, label: string, telling: Telling): string[] {
  if (!isError(thrown)) return tellValue(thrown, label);
  const { options, told } = telling;
  const frames = framesFor(thrown, options);
  const [title = "", ...moreOfMessage] = messageAt(thrown, frames, options).split("\n");
  const headline = `${label}${paint("red", nameOf(thrown))}${title && `: ${title}`}`;
  if (told.has(thrown)) return [`${headline} (told above)`];
  const isOutermost = told.size === 0;
  told.add(thrown);
  return [
    headline,
    ...moreOfMessage.map((line) => `  ${line}`.trimEnd()),
    ...tellPlaces(thrown, frames, { ...options, context: isOutermost ? 2 : 0 }),
    ...tellProperties(thrown),
    ...tellInner(thrown, telling),
  ];
}

function framesFor(error: object, options: TracebackOptions): Frame[] {
  const message = read(error, "message");
  return framesOf(stackOf(error), typeof message === "string" ? message : "", options);
}

function stackOf(error: object): string {
  const stack = read(error, "stack");
  return typeof stack === "string" ? stack : "";
}

function messageAt(error: object, [frame]: Frame[], { cells }: TracebackOptions): string {
  return assertionMessage(error, frame, cells) ?? messageOf(error);
}

function tellValue(thrown: unknown, label: string): string[] {
  const [first, ...rest] = showThrown(thrown, true).split("\n");
  if (label) return [`${label}${first}`, ...rest];
  const kind =
    thrown == null ? String(thrown) : `${/^o/.test(typeof thrown) ? "an" : "a"} ${typeof thrown}`;
  return [
    `${paint("red", "Thrown")}: ${first}`,
    ...rest,
    paint("gray", `Where is not known, as ${kind} is no Error: throw new Error(…) instead`),
  ];
}

function showThrown(thrown: unknown, colors = false): string {
  return clip(show(thrown, colors), { characters: 4000, lines: 60 });
}

/** How places are told: with how many lines of the source around the innermost one. */
interface PlacesOptions extends TracebackOptions {
  readonly context: number;
}

/** The innermost line of a cell, and the frames. */
function tellPlaces(error: object, frames: readonly Frame[], options: PlacesOptions): string[] {
  const isUnparsed = nameOf(error) === "SyntaxError";
  const unparsed = isUnparsed ? syntaxPlaceOf(stackOf(error), options) : undefined;
  const inCell = unparsed ?? frames.find((frame) => frame.typed);
  const lines = inCell ? tellExcerpt(inCell, options) : [];
  const [only, ...others] = frames;
  // The excerpt says it all.
  if (only === inCell && others.length === 0 && !only?.call) return lines;
  return [...lines, ...(lines.length > 0 ? [""] : []), ...tellFrames(frames)];
}

function tellExcerpt(frame: Frame | SyntaxPlace, { cells, context }: PlacesOptions): string[] {
  const place = paint("green", frame.place);
  if (frame.typed) {
    const source = linesOf(cells.sourceOf(frame.typed.cell) ?? "");
    return [place, ...excerpt(source, frame.typed.at, { context })];
  }
  if (!("text" in frame)) return [];
  return [place, ...excerpt([frame.text], frame.at, { context, firstLine: frame.at.line })];
}

function tellFrames(frames: readonly Frame[]): string[] {
  const lines: { readonly text: string; times: number }[] = [];
  for (const { call, place } of frames) {
    const where = paint("green", place);
    // `async` alone is that of code without a name.
    const isNamed = call !== "" && call !== "async";
    const text = isNamed ? `${paint("cyan", call)} (${where})` : `${call} ${where}`.trimStart();
    const last = lines.at(-1);
    if (last?.text === text) last.times++;
    else lines.push({ text, times: 1 });
  }
  const told = lines
    .slice(0, mostFrames)
    .map(({ text, times }) => `    at ${text}${times > 1 ? ` × ${times}` : ""}`);
  const left = lines.length - mostFrames;
  return left > 0 ? [...told, `    … and ${left} more`] : told;
}

function tellProperties(error: object): string[] {
  const properties = propertiesOf(error);
  return properties ? ["", ...indent(properties.split("\n"), 4)] : [];
}

/** The errors inside an error. */
function tellInner(error: object, telling: Telling): string[] {
  const lines = innerErrorsOf(error).flatMap(({ label, thrown }) => {
    const isTooMuch = telling.told.size >= mostErrors;
    return ["", ...indent(isTooMuch ? [`${label}…`] : tell(thrown, label, telling), 2)];
  });
  const left = leftOutOf(error);
  return left > 0 ? [...lines, "", `  … and ${left} more`] : lines;
}

function indent(lines: readonly string[], spaces: number): string[] {
  return lines.map((line) => (line === "" ? "" : " ".repeat(spaces) + line));
}
