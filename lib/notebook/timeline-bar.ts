// One task in the SVG form of a timeline.

import { type Bar, type Outcome, outcomes, type Window } from "./timeline-input.ts";
import { along, duration, type Placed } from "./timeline-lanes.ts";
import { element, escapeXml, guessWidth, textAt } from "./timeline-xml.ts";

/** Where the plot is in the drawing, and how high its bars are. */
export const plot = { left: 124, width: 752, laneHeight: 28 };
const barHeight = 22;
const markWidth = 16;
export const fontSize = 14;
export const grey = "#5f5f5f";

interface Look {
  readonly fill: string;
  readonly ink: string;
  readonly mark: string;
  /** The path of a tile, 8 by 8. */
  readonly hatch: string;
}

/** Close to the colours of Okabe and Ito, which the colour-blind can tell apart. */
const looks: Readonly<Record<Outcome, Look>> = {
  completed: { fill: "#0072b2", ink: "#fff", mark: "", hatch: "" },
  failed: { fill: "#c44e00", ink: "#fff", mark: "×", hatch: "M0 8L8 0" },
  "timed out": { fill: "#e69f00", ink: "#000", mark: "!", hatch: "M0 0L8 8" },
  aborted: { fill: "#6e6e6e", ink: "#fff", mark: "/", hatch: "M4 0V8" },
  died: { fill: "#222", ink: "#fff", mark: "†", hatch: "M0 8L8 0M0 0L8 8" },
};

/** The hatchings that bars refer to. */
export function definitions(): string {
  const tile = { patternUnits: "userSpaceOnUse", width: 8, height: 8 };
  const line = { stroke: "#fff", "stroke-width": 1.5, "stroke-opacity": 0.5, fill: "none" };
  const hatched = outcomes.filter((outcome) => looks[outcome].hatch !== "");
  return element(
    "defs",
    {},
    ...hatched.map((outcome) =>
      element(
        "pattern",
        { id: idOf(outcome), ...tile },
        element("path", { d: looks[outcome].hatch, ...line }),
      ),
    ),
  );
}

/**
 * A bar with its tooltip, and in front of it the wait for it as a thin line.
 *
 * @param y     of the row's upper edge
 * @param room  of the row, between the bars before and after
 */
export function drawBar(
  { bar, start, end }: Placed,
  y: number,
  room: { readonly start: number; readonly end: number },
  window: Window,
): string {
  const isStarted = bar.worker !== undefined;
  const { fill, ink, mark } = looks[bar.outcome];
  const x = plot.left + start;
  const middle = y + plot.laneHeight / 2 - 1.5;
  // Neighbours have a gap between them.
  const width = Math.max(2, end - start - 1.5);
  const isMarked = mark !== "" && bar.toMs <= window.toMs;
  const holdsMark = isMarked && width >= markWidth;
  const free = holdsMark ? width - markWidth : width;
  const names = [bar.label, lastWordOf(bar.label)].filter((name) => /\S/.test(name));
  const name = names.find((name) => guessWidth(name, fontSize) + 8 <= free);
  const named = name === undefined ? 0 : guessWidth(name, fontSize) + 8;
  const parts = [element("title", {}, escapeXml(describe(bar)))];
  if (isStarted) {
    parts.push(drawBox(x, middle, width, { fill }));
    // Neither the name nor the mark is to be read through a hatching.
    parts.push(drawBox(x + named, middle, free - named, hatchingOf(bar.outcome)));
  } else {
    parts.push(
      drawBox(x, middle, width, { fill: "#fff", stroke: fill, "stroke-dasharray": "4 3" }),
    );
  }
  if (holdsMark) parts.push(drawMark(x + width, middle, mark, isStarted ? ink : fill));
  else if (isMarked && room.end - end >= markWidth) {
    parts.push(drawMark(x + width + markWidth, middle, mark, fill));
  }
  if (name !== undefined) {
    parts.push(textAt(x + 4, middle, name, { fill: isStarted ? ink : "#111" }));
  }
  const waited = Math.max(along(bar.submittedMs, window) * plot.width, room.start + 1);
  const wait = isStarted && start - waited > 4 ? drawWait(plot.left + waited, x, middle) : "";
  return wait + element("g", {}, ...parts);
}

/** An entry of the legend, and its width. */
export function drawKey(outcome: Outcome, count: number, x: number, y: number): [string, number] {
  const { fill, ink, mark } = looks[outcome];
  const [sample, gap] = [36, 7];
  const text = `${outcome} (${count})`;
  const parts = [
    drawBox(x, y, sample, { fill }),
    drawBox(x, y, sample - markWidth, hatchingOf(outcome)),
    drawMark(x + sample, y, mark, ink),
    textAt(x + sample + gap, y, text),
  ];
  return [parts.join(""), sample + gap + guessWidth(text, fontSize) + gap];
}

function drawBox(
  x: number,
  middle: number,
  width: number,
  paint: Readonly<Record<string, string>>,
): string {
  if (width <= 0 || paint.fill === "none") return "";
  const box = {
    x,
    y: middle - barHeight / 2,
    width,
    height: barHeight,
    rx: Math.min(3, width / 2),
  };
  return element("rect", { ...box, ...paint });
}

/** How a bar ended, in front of `right`. */
function drawMark(right: number, middle: number, mark: string, fill: string): string {
  if (mark === "") return "";
  const font = { "font-size": 17, "font-weight": 700, "text-anchor": "middle" };
  return textAt(right - markWidth / 2, middle, mark, { ...font, fill });
}

/** From the submission, as far as the row is free, to the start. */
function drawWait(from: number, to: number, y: number): string {
  const d = `M${from.toFixed(2)} ${y - 4}v8m0 -4H${to.toFixed(2)}`;
  return element("path", { d, stroke: grey, "stroke-width": 1.5, fill: "none" });
}

function hatchingOf(outcome: Outcome): { readonly fill: string } {
  return { fill: looks[outcome].hatch === "" ? "none" : `url(#${idOf(outcome)})` };
}

function describe({ executor, label, worker, outcome, submittedMs, fromMs, toMs }: Bar): string {
  const place = `${label} (${executor}): ${outcome}`;
  if (worker === undefined) return `${place} after ${duration(toMs - submittedMs)} of waiting`;
  const waited = fromMs > submittedMs ? `, waited ${duration(fromMs - submittedMs)}` : "";
  return `${place} after ${duration(toMs - fromMs)}, started at ${duration(fromMs)}${waited}`;
}

function idOf(outcome: Outcome): string {
  return outcome.replace(" ", "-");
}

/** Tells `request 7` from `request 8` where there is no room for more. */
function lastWordOf(label: string): string {
  return /[^\s\-_:#/.]*$/.exec(label)?.[0] ?? "";
}
