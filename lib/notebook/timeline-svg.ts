import { definitions, drawBar, drawKey, fontSize, grey, plot } from "./timeline-bar.ts";
import { type Bar, outcomes, type Window } from "./timeline-input.ts";
import {
  along,
  type Group,
  isWithin,
  numbersOf,
  peakConcurrency,
  rowsOf,
  ticksOf,
} from "./timeline-lanes.ts";
import { cut, element, textAt } from "./timeline-xml.ts";

const width = 900;
const margin = 16;

/** The parts drawn so far, and where the next one goes. */
interface Sheet {
  readonly parts: string[];
  y: number;
}

/** The timeline as an XML document. */
export function drawSvg(groups: readonly Group[], window: Window, title?: string): string {
  const sheet: Sheet = { parts: [], y: 12 };
  if (title !== undefined) drawHeading(sheet, title, 19);
  if (groups.length === 0) drawHeading(sheet, "(no tasks)", fontSize);
  else drawPlot(sheet, groups, window);
  const height = sheet.y + 10;
  const frame = { x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 6 };
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      "font-family": "system-ui, 'Segoe UI', 'Liberation Sans', Arial, sans-serif",
      "font-size": fontSize,
      fill: "#111",
    },
    definitions(),
    element("rect", { ...frame, fill: "#fff", stroke: "#c8c8c8" }),
    ...sheet.parts,
  );
}

function drawPlot(sheet: Sheet, groups: readonly Group[], window: Window): void {
  const [span = "", ...loads] = numbersOf(groups, window);
  for (const [i, { lanes, waits, neverStarted }] of groups.entries()) {
    drawHeading(sheet, loads[i] ?? "", 16);
    const { parts, y } = sheet;
    const before = parts.length;
    for (const [i, bars] of lanes.entries()) drawLane(sheet, `worker ${i + 1}`, bars, window);
    if (waits.length > 0) drawWaiting(sheet, waits, window);
    if (neverStarted.length > 0) drawLane(sheet, "never started", neverStarted, window);
    parts.splice(before, 0, gridBetween(y, sheet.y, window));
    sheet.y += 8;
  }
  drawAxis(sheet, window);
  drawLegend(sheet, groups, window, span);
}

function drawHeading(sheet: Sheet, text: string, size: number): void {
  const shown = cut(text, size, width - 2 * margin);
  sheet.parts.push(
    textAt(margin, sheet.y + size * 0.7, shown, { "font-size": size, "font-weight": 700 }),
  );
  sheet.y += size * 1.4 + 4;
}

function drawLane(sheet: Sheet, name: string, bars: readonly Bar[], window: Window): void {
  const rows = rowsOf(bars, window, { width: plot.width, least: 3 });
  const height = plot.laneHeight * Math.max(1, rows.length);
  drawGround(sheet, name, height);
  for (const [i, row] of rows.entries()) {
    for (const [at, placed] of row.entries()) {
      const room = { start: row[at - 1]?.end ?? 0, end: row[at + 1]?.start ?? plot.width };
      sheet.parts.push(drawBar(placed, sheet.y + i * plot.laneHeight, room, window));
    }
  }
  sheet.y += height;
}

/** How many wait, as an area. */
function drawWaiting(sheet: Sheet, waits: readonly Window[], window: Window): void {
  const most = peakConcurrency(waits);
  const height = plot.laneHeight;
  drawGround(sheet, `waiting (≤ ${most})`, height);
  const times = new Set(waits.flatMap(({ fromMs, toMs }) => [fromMs, toMs]));
  const steps = [...times]
    .sort((a, b) => a - b)
    .map((ms) => {
      const count = waits.filter(({ fromMs, toMs }) => fromMs <= ms && ms < toMs).length;
      const x = plot.left + along(ms, window) * plot.width;
      return `H${x.toFixed(2)}V${(sheet.y + (height - 3) * (1 - count / most)).toFixed(2)}`;
    });
  const base = (sheet.y + height - 3).toFixed(2);
  const d = `M${plot.left} ${base}${steps.join("")}V${base}Z`;
  sheet.parts.push(element("path", { d, fill: "#b9a7c9" }));
  sheet.y += height;
}

function drawGround(sheet: Sheet, name: string, height: number): void {
  const box = { x: plot.left, y: sheet.y, width: plot.width, height: height - 3 };
  sheet.parts.push(
    textAt(plot.left - 8, sheet.y + plot.laneHeight / 2 - 1.5, name, {
      "text-anchor": "end",
      fill: grey,
    }),
    element("rect", { ...box, fill: "#000", "fill-opacity": 0.05 }),
  );
}

function drawAxis(sheet: Sheet, window: Window): void {
  const { unit, ticks } = ticksOf(window);
  const font = { "text-anchor": "middle", fill: grey };
  for (const [ms, label] of ticks) {
    sheet.parts.push(textAt(plot.left + along(ms, window) * plot.width, sheet.y, label, font));
  }
  sheet.parts.push(textAt(plot.left - 8, sheet.y, unit, { ...font, "text-anchor": "end" }));
  sheet.y += 26;
}

/** Lies below all else, which is why it is drawn last: its height is known by then. */
function gridBetween(top: number, bottom: number, window: Window): string {
  const lines = ticksOf(window).ticks.map(([ms]) => {
    const x = plot.left + along(ms, window) * plot.width;
    return `M${x.toFixed(2)} ${top - 2}V${bottom + 2}`;
  });
  return element("path", { d: lines.join(""), stroke: "#d0d0d0" });
}

/** What the bars that the window shows came to. */
function drawLegend(sheet: Sheet, groups: readonly Group[], window: Window, span: string): void {
  const bars = groups.flatMap(({ lanes, neverStarted }) => [...lanes.flat(), ...neverStarted]);
  const shown = bars.filter((bar) => isWithin(bar, window));
  let x = plot.left;
  for (const outcome of outcomes) {
    const count = shown.filter((bar) => bar.outcome === outcome).length;
    if (count === 0) continue;
    const [key, width] = drawKey(outcome, count, x, sheet.y);
    sheet.parts.push(key);
    x += width;
  }
  sheet.parts.push(textAt(margin, sheet.y, span, { fill: grey }));
  sheet.y += 12;
}
