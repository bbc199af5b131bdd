import { startOf } from "./chart-axes.ts";
import { type Bar, type Outcome, outcomes, type Window } from "./timeline-input.ts";
import { along, type Group, numbersOf, type Placed, rowsOf, ticksOf } from "./timeline-lanes.ts";

const widest = 100;
const widestName = 20;
const letters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** Stands for a task when the letters are used up. */
const another = "#";

/** What ends a bar. */
const marks: Readonly<Record<Outcome, string>> = {
  completed: "▌",
  failed: "×",
  "timed out": "!",
  aborted: "/",
  died: "†",
};

/** One line of the picture. */
interface Line {
  readonly name: string;
  readonly row: readonly Placed[];
  /** How many wait: in place of bars. */
  readonly counts?: string;
}

/** The timeline in characters, no line wider than 100 columns. */
export function drawText(groups: readonly Group[], window: Window): string {
  const names = groups.flatMap((group) => group.lanes.map((_, i) => nameOf(group, i)));
  const margin = Math.max(...["  never started", ...names].map(widthOf));
  const width = widest - margin - 3;
  const lines = groups.flatMap((group) => linesOf(group, window, width));
  const placed = lines.flatMap(({ row }) => row);
  const ids = idsOf(placed);
  const { unit, ticks } = ticksOf(window);
  const rule = Array.from({ length: width }, () => "─");
  let below = `${unit.padStart(margin)}  `;
  for (const [ms, label] of ticks) {
    const column = Math.min(Math.round(along(ms, window) * width), width - 1);
    rule[column] = "┬";
    const start = Math.min(Math.max(0, startOf(column, label)), width + 1 - label.length);
    below = below.padEnd(margin + 2 + start) + label;
  }
  return [
    ...lines.map(({ name, row, counts }) => {
      const drawn =
        counts ?? row.reduce((text, at) => text.padEnd(at.start) + draw(at, window, ids), "");
      return `${name}${" ".repeat(margin - widthOf(name))} │${drawn.padEnd(width)}│`;
    }),
    `${"".padEnd(margin)} └${rule.join("")}┘`,
    below,
    ...wrap(legendOf(lines), "   "),
    ...wrap(
      [...ids].map(([label, id]) => `${id} ${label}`),
      "   ",
    ),
    ...wrap(numbersOf(groups, window), " · "),
  ].join("\n");
}

function linesOf(group: Group, window: Window, width: number): Line[] {
  const lane = (name: string, bars: readonly Bar[]): Line[] => {
    const [first = [], ...more] = rowsOf(bars, window, { width, least: 1, snap: Math.round });
    return [{ name, row: first }, ...more.map((row) => ({ name: "", row }))];
  };
  const counts = countsOf(group.waits, window, width);
  return [
    ...group.lanes.flatMap((bars, i) => lane(nameOf(group, i), bars)),
    ...(counts.trim() === "" ? [] : [{ name: "  waiting", row: [], counts }]),
    ...(group.neverStarted.length === 0 ? [] : lane("  never started", group.neverStarted)),
  ];
}

/** How many wait in the middle of each column's time. */
function countsOf(waits: readonly Window[], { fromMs, toMs }: Window, width: number): string {
  return Array.from({ length: width }, (_, column) => {
    const ms = fromMs + ((column + 0.5) / width) * (toMs - fromMs);
    const count = waits.filter((wait) => wait.fromMs <= ms && ms < wait.toMs).length;
    return count === 0 ? " " : count < 10 ? String(count) : "+";
  }).join("");
}

/** A bar: what identifies the task, a filling, and how it ended. */
function draw(
  { bar, start, end }: Placed,
  window: Window,
  ids: ReadonlyMap<string, string>,
): string {
  const mark = bar.toMs > window.toMs ? fillingOf(bar) : marks[bar.outcome];
  const id = needsId({ bar, start, end }) ? (ids.get(bar.label) ?? another) : bar.label;
  if (end - start === 1) return bar.outcome === "completed" ? id : mark;
  return id.padEnd(end - start - 1, fillingOf(bar)) + mark;
}

function fillingOf({ worker, outcome }: Bar): string {
  if (worker === undefined) return "░";
  return outcome === "completed" ? "█" : "▒";
}

/** The letters of the tasks whose labels don't fit, in the order of their submission. */
function idsOf(placed: readonly Placed[]): Map<string, string> {
  const bars = placed.filter(needsId).map(({ bar }) => bar);
  const labels = bars.toSorted((a, b) => a.submittedMs - b.submittedMs).map(({ label }) => label);
  return new Map([...new Set(labels)].map((label, i) => [label, letters[i] ?? another]));
}

function needsId({ bar, start, end }: Placed): boolean {
  // One column has room for the mark alone.
  if (end - start === 1 && bar.outcome !== "completed") return false;
  return !/^[ -~]+$/.test(bar.label) || bar.label.length > end - start - 1;
}

/** What the marks mean that are in the picture. */
function legendOf(lines: readonly Line[]): string[] {
  const bars = lines.flatMap(({ row }) => row.map(({ bar }) => bar));
  const ends = outcomes.flatMap((outcome) => {
    const count = bars.filter((bar) => bar.outcome === outcome).length;
    return count === 0 ? [] : [`${marks[outcome]} ${outcome} (${count})`];
  });
  const isCrowded = lines.some(({ counts }) => counts?.includes("+"));
  return isCrowded ? [...ends, "+ ten or more"] : ends;
}

function nameOf({ executor }: Group, lane: number): string {
  const number = ` ${lane + 1}`;
  return cut(executor, widestName - number.length) + number;
}

/** The text, with an … in place of what is too much. */
function cut(text: string, most: number): string {
  if (widthOf(text) <= most) return text;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (widthOf(`${kept}${segment}…`) > most) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** As few lines as are not too wide. */
function wrap(parts: readonly string[], between: string): string[] {
  const lines: string[] = [];
  for (const whole of parts) {
    const part = cut(whole, widest);
    const longer = `${lines.at(-1)}${between}${part}`;
    if (lines.length > 0 && widthOf(longer) <= widest) lines.splice(-1, 1, longer);
    else lines.push(part);
  }
  return lines;
}

const graphemes = new Intl.Segmenter();
const wide =
  /\p{Emoji_Presentation}|\uFE0F|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;

/** Columns on the screen: a Chinese character or an emoji takes two. */
function widthOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  return [...graphemes.segment(text)].reduce(
    (w, { segment }) => w + (wide.test(segment) ? 2 : 1),
    0,
  );
}
