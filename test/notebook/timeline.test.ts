import { execFileSync } from "node:child_process";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timeline } from "../../lib/notebook/timeline.ts";
import { outcomes, readBars, readWindow } from "../../lib/notebook/timeline-input.ts";
import { groupsOf, rowsOf } from "../../lib/notebook/timeline-lanes.ts";
import type { TaskRecord } from "../../lib/pools/task-record.ts";
import { findEnvironment } from "../../scripts/environment.mjs";

/** A task of `compute` which waited since 0. */
function record(
  task: string,
  worker: number | undefined,
  [startedMs, endedMs]: readonly [number, number],
  more: Partial<TaskRecord> = {},
): TaskRecord {
  const started = worker === undefined ? {} : { worker, startedMs };
  return {
    executor: "compute",
    task,
    ...started,
    submittedMs: 0,
    endedMs,
    outcome: "completed",
    ...more,
  };
}

const tiers = [
  record("load b", 7, [0, 40], { executor: "blocking" }),
  record("load a", 3, [0, 60], { executor: "blocking", submittedMs: -0.5 }),
  record("analyze b", 2, [40, 80], { submittedMs: 40 }),
  record("analyze a", 2, [80, 100], { submittedMs: 60 }),
];

const faults = [
  record("job 1", 4, [0, 300]),
  record("job 2", 9, [0, 200], { outcome: "failed" }),
  record("job 3", 9, [200, 500], { outcome: "died" }),
  record("job 4", 4, [300, 304], { outcome: "failed" }),
  record("job 5", 4, [304, 308]),
  record("job 6", 11, [550, 1000], { outcome: "timed out" }),
  record("job 7", 4, [308, 800], { outcome: "aborted" }),
  record("job 8", undefined, [0, 600], { outcome: "aborted" }),
];

/** Seeded: the same records each time. */
function sample(count: number): TaskRecord[][] {
  const ms = fc.oneof(fc.nat(1_000), fc.double({ min: 0, max: 1_000, noNaN: true }));
  const lasted = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 300, noNaN: true }));
  const one = fc
    .tuple(
      ms,
      fc.option(lasted),
      lasted,
      fc.nat(4),
      fc.constantFrom("compute", "blocking", "日本👍"),
    )
    .map(
      ([submittedMs, waited, ran, worker, executor]): Omit<TaskRecord, "task" | "outcome"> =>
        waited === null
          ? { executor, submittedMs, endedMs: submittedMs + ran }
          : {
              executor,
              worker,
              submittedMs,
              startedMs: submittedMs + waited,
              endedMs: submittedMs + waited + ran,
            },
    );
  const records = fc
    .array(fc.tuple(one, fc.constantFrom(...outcomes), fc.constantFrom("", "a", "long label ")))
    .map((all) =>
      all.map(([times, outcome, label], i) => ({ ...times, outcome, task: `${label}${i}` })),
    );
  return fc.sample(records, { numRuns: count, seed: 29 });
}

const columnsOf = (line: string): number =>
  [...new Intl.Segmenter().segment(line)].reduce(
    (width, { segment }) =>
      width + (/[\u3000-\u9fff]|\p{Emoji_Presentation}/u.test(segment) ? 2 : 1),
    0,
  );

/** What stands between the borders, by the name in front. */
function lanesOf(text: string): [name: string, drawn: string][] {
  return text
    .split("\n")
    .filter((line) => line.endsWith("│"))
    .map((line) => [line.split("│")[0]?.trim() ?? "", line.split("│")[1] ?? ""]);
}

describe("timeline as text", () => {
  it("draws a lane for each worker, and each executor's queue below", () => {
    expect(`\n${timeline(tiers, { title: "Two tiers" })}\n`).toBe(`
Two tiers
blocking 1      │load a██████████████████████████████████████████▌                                 │
blocking 2      │load b██████████████████████████▌                                                 │
compute 1       │                                 analyze b███████████████████████▌analyze a██████▌│
  waiting       │                                                 11111111111111111                │
                └┬───────────────┬────────────────┬───────────────┬───────────────┬───────────────┬┘
             ms  0              20               40              60              80              100
▌ completed (4)
span 101 ms · blocking: 2 workers, 50% busy · compute: 1 worker, 60% busy
`);
  });

  it("marks what did not complete, and gives a replaced worker's successor its own lane", () => {
    expect(`\n${timeline(faults)}\n`).toBe(`
compute 1       │job 1███████████████████▌×ajob 7▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒/                │
compute 2       │job 2▒▒▒▒▒▒▒▒▒▒×job 3▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒†                                         │
compute 3       │                                             job 6▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒!│
  waiting       │6666666666666666555555555222222222222222222221111                                 │
  never started │job 8░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░/                                 │
                └┬───────────────┬────────────────┬───────────────┬────────────────┬──────────────┬┘
             ms  0              200              400             600              800           1000
▌ completed (2)   × failed (2)   ! timed out (1)   / aborted (2)   † died (1)
a job 5
span 1000 ms · compute: at most 2 of 3 workers at once, 88% busy
`);
  });

  it("numbers workers in the order in which they first began", () => {
    const text = String(timeline([record("late", 1, [5, 9]), record("early", 2, [0, 9])]));
    expect(lanesOf(text)).toEqual([
      ["compute 1", expect.stringMatching(/^early█+▌$/)],
      ["compute 2", expect.stringMatching(/^ +late█+▌$/)],
      ["waiting", expect.stringMatching(/^1+ +$/)],
    ]);
  });

  it("stacks what overlaps in a lane", () => {
    const text = String(
      timeline([
        record("one", 1, [0, 60]),
        record("two", 1, [30, 90]),
        record("three", 1, [60, 90]),
      ]),
    );
    expect(lanesOf(text).slice(0, 2)).toEqual([
      ["compute 1", expect.stringMatching(/^one█+▌three█+▌$/)],
      ["", expect.stringMatching(/^ +two█+▌$/)],
    ]);
    expect(text).toContain("compute: 1 worker, 100% busy");
  });

  it("says how many workers were busy at once if they are fewer than its lanes", () => {
    const inTurn = [record("one", 1, [0, 50]), record("two", 2, [50, 100])];
    expect(timeline(inTurn).text).toContain("compute: at most 1 of 2 workers at once, 100% busy");
    const atOnce = [record("one", 1, [0, 60]), record("two", 2, [50, 100])];
    expect(timeline(atOnce).text).toContain("compute: 2 workers, 55% busy");
  });

  it("stacks what overlaps but little, and not what follows at once", () => {
    const rows = (startedMs: number): number =>
      lanesOf(String(timeline([record("x", 1, [0, 40]), record("y", 1, [startedMs, 80])]))).filter(
        ([name]) => name !== "waiting",
      ).length;
    expect(rows(39)).toBe(2);
    expect(rows(40)).toBe(1);
  });

  it("shows tasks of no length, each with a column of its own", () => {
    const text = String(
      timeline([
        record("x", 1, [0, 0]),
        record("y", 1, [0, 0]),
        record("z", 1, [100, 100], { submittedMs: 9 }),
      ]),
    );
    expect(lanesOf(text)).toEqual([
      ["compute 1", expect.stringMatching(/^ab +c$/)],
      ["waiting", expect.stringMatching(/^ +1+$/)],
    ]);
    expect(text).toContain("\na x   b y   c z\n");
    expect(String(timeline([record("x", 1, [0, 0])]))).toContain("│a ");
  });

  it("says + where ten or more wait, and # when the letters are used up", () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      record(`task ${i}`, 1, [i * 10, i * 10 + 10]),
    );
    const text = String(timeline(many));
    expect(lanesOf(text).at(-1)?.[1]).toMatch(/^\++9+8+7+6+5+4+3+2+1+ +$/);
    expect(text).toContain("+ ten or more");
    expect(text).toContain("Z task 51   # task 52");
  });

  it("draws a window of it", () => {
    const lanes = lanesOf(timeline(faults, { fromMs: 250, toMs: 600 }).text);
    expect(lanes.map(([name]) => name)).toEqual([
      "compute 1",
      "compute 2",
      "compute 3",
      "waiting",
      "never started",
    ]);
    // What goes on beyond the window has no mark.
    expect(lanes[0]?.[1]).toMatch(/^job 1█+▌×ajob 7▒+$/);
    expect(lanes[1]?.[1]).toMatch(/^job 3▒+† +$/);
    expect(lanes[2]?.[1]).toMatch(/^ +job 6▒+$/);
    expect(timeline(faults, { fromMs: 250, toMs: 600 }).text).toContain(
      "span 350 ms · compute: at most 2 of 3 workers at once, 93% busy",
    );
    expect(timeline(faults, { fromMs: 2_000 }).text).toContain("2 of 3 workers at once, 0% busy");
  });

  it("has round times on its axis, in seconds from five on", () => {
    const axis = (toMs: number): string[] =>
      timeline([record("x", 1, [0, toMs])])
        .text.split("\n")
        .find((line) => /^ +m?s /.test(line))
        ?.trim()
        .split(/ +/) ?? [];
    expect(axis(0.7)).toEqual(["ms", "0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7"]);
    expect(axis(187)).toEqual(["ms", "0", "50", "100", "150"]);
    expect(axis(4_000)).toEqual([
      "ms",
      "0",
      "500",
      ..."1000 1500 2000 2500 3000 3500 4000".split(" "),
    ]);
    expect(axis(60_000)).toEqual(["s", "0", "10", "20", "30", "40", "50", "60"]);
  });

  it("has lanes equally wide, and no line wider than 100", () => {
    for (const records of sample(100)) {
      const lines = timeline(records).text.split("\n");
      expect(Math.max(...lines.map(columnsOf)), lines.join("\n")).toBeLessThanOrEqual(100);
      const lanes = lines.filter((line) => line.includes("│"));
      expect(new Set(lanes.map(columnsOf)).size).toBeLessThanOrEqual(1);
    }
  });

  it("cuts names that are too long, and keeps control characters away", () => {
    const text = String(
      timeline([record("a\n\u001b[31mb\u001b[0m\t", 1, [0, 9], { executor: "日本".repeat(20) })]),
    );
    expect(text).toMatch(/^日本日本日本日本… 1 │a b█+▌│\n/);
  });
});

describe("timeline as an image", () => {
  it("is well-formed XML that shows every record once, whatever the labels", () => {
    const odd = [`<b> & "it's" ]]>`, "👍🏽 日本", "\u0000\ud800\uffff", "", "<!-- -->"];
    const records = odd.map((task, i) => record(task, i, [i, 50], { executor: `<${task}>` }));
    const pictures = [records, tiers, faults, [], ...sample(30)];
    const svgs = pictures.map((some) => timeline(some, { title: `"<&>'` }).svg);
    for (const [i, svg] of svgs.entries()) {
      expect(svg.match(/<title>/g) ?? []).toHaveLength(pictures[i]?.length ?? 0);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    }
    const parse = "import sys, json; from xml.dom.minidom import parseString as p\n";
    const each = "[p(s.encode()).documentElement.tagName for s in json.load(sys.stdin)]";
    const { python } = findEnvironment();
    const options = { input: JSON.stringify(svgs), encoding: "utf8" as const };
    const tags = execFileSync(python, ["-c", `${parse}print(len(${each}))`], options);
    expect(Number(tags)).toBe(pictures.length);
  });

  it("tells by hatching, mark and colour what did not complete", () => {
    const { svg } = timeline(faults);
    for (const [outcome, mark] of [
      ["failed", "×"],
      ["timed-out", "!"],
      ["died", "†"],
      ["aborted", "/"],
    ]) {
      expect(svg).toContain(`fill="url(#${outcome})"`);
      expect(svg).toContain(`>${mark}</text>`);
    }
    expect(svg).toContain("<title>job 7 (compute): aborted after 492 ms, started at 308 ms");
    expect(svg).toContain("<title>job 8 (compute): aborted after 600 ms of waiting</title>");
    expect(svg).toContain(">never started</text>");
    expect(svg).toContain(">worker 3</text>");
  });

  it("leaves the mark out where a task goes on beyond the window", () => {
    const clocks = (toMs: number): number =>
      timeline(faults, { toMs }).svg.split(">!</text>").length - 1;
    // One is the legend's.
    expect(clocks(1_000)).toBe(2);
    expect(clocks(900)).toBe(1);
  });

  it("grows with its lanes", () => {
    const height = (records: TaskRecord[]): number =>
      Number(/height="(\d+(?:\.\d+)?)"/.exec(timeline(records).svg)?.[1]);
    expect(height(faults)).toBeGreaterThan(height(faults.slice(0, 1)) + 100);
    expect(timeline([]).svg).toContain("(no tasks)");
  });
});

it("never lets bars of a row meet, and loses none", () => {
  for (const records of sample(300)) {
    const bars = readBars(records);
    const window = readWindow(bars, {});
    for (const scale of [
      { width: 80, least: 1, snap: Math.round },
      { width: 752, least: 3 },
    ]) {
      const rows = groupsOf(bars, window).flatMap(({ lanes, neverStarted }) =>
        [...lanes, neverStarted].flatMap((lane) => rowsOf(lane, window, scale)),
      );
      for (const row of rows) {
        for (const [i, { bar, start, end }] of row.entries()) {
          const before = row[i - 1];
          expect(start).toBeGreaterThanOrEqual(before?.end ?? 0);
          // Nor in time, but for what rounding to whole columns hides.
          const leastMs = (before?.bar.toMs ?? 0) - (window.toMs - window.fromMs) / scale.width;
          expect(bar.fromMs).toBeGreaterThanOrEqual(leastMs);
          expect(end - start).toBeGreaterThanOrEqual(scale.least - 1e-9);
          expect(end).toBeLessThanOrEqual(scale.width);
        }
      }
      const drawn = rows.flatMap((row) => row.map(({ bar }) => bar.label));
      expect(drawn.sort()).toEqual(records.map(({ task }) => task).sort());
    }
  }
});

describe("timeline", () => {
  it("shows itself as text, and in a notebook as an image by data address", () => {
    const shown = timeline(tiers, { title: 'A "tier" & more' });
    expect(inspect(shown)).toBe(shown.text);
    const display = Reflect.get(shown, Symbol.for("Jupyter.display")) as () => object;
    expect(display.call(shown)).toEqual({
      "text/plain": shown.text,
      "text/html": `<img alt="A &quot;tier&quot; &amp; more: timeline of 2 tasks on 2 workers of blocking and 2 tasks on 1 worker of compute from 0 ms to 101 ms: 4 completed" src="data:image/svg+xml;base64,${Buffer.from(shown.svg).toString("base64")}">`,
    });
  });

  it("says that there are no tasks", () => {
    expect(timeline([]).text).toBe("(no tasks)");
    expect(timeline([], { title: "Nothing" }).text).toBe("Nothing\n(no tasks)");
    expect(timeline([]).alt).toBe("Timeline of no tasks");
  });

  it("is a picture of the moment", () => {
    const log = [...tiers];
    const shown = timeline(log);
    const before = shown.text;
    log.push(...faults);
    expect(shown.text).toBe(before);
  });

  const { submittedMs: _, ...unsubmitted } = record("x", 1, [0, 9]);
  const { worker: __, ...nowhere } = record("x", 1, [0, 9]);
  it.each([
    [5, "`records` must be an array of task records: received 5"],
    [[7], "record 0 must be a task record: received 7"],
    [[record("x", 1, [0, 9]), null], "record 1 must be a task record: received null"],
    [[{ ...unsubmitted, executor: 1 }], "`executor` of record 0 must be a string: received 1"],
    [[unsubmitted], "`submittedMs` of record 0 must be a finite number: received undefined"],
    [[nowhere], "`worker` of record 0 must be a finite number: received undefined"],
  ])("refuses the records %j", (records, reason) => {
    expect(() => timeline(records as TaskRecord[])).toThrow(
      new TypeError(`Cannot draw timeline as ${reason}`),
    );
  });

  it.each([
    [{ endedMs: Number.NaN }, "`endedMs` of record 0 must be a finite number: received NaN"],
    [{ endedMs: -1 }, "`endedMs` of record 0 must not be before `startedMs`, 0: received -1"],
    [
      { outcome: "lost" },
      "`outcome` of record 0 must be one of 'completed', 'failed', 'timed out', 'aborted', 'died': received 'lost'",
    ],
  ])("refuses a record with %o", (wrong, reason) => {
    const records = [{ ...record("x", 1, [0, 9]), ...wrong }] as TaskRecord[];
    expect(() => timeline(records)).toThrow(new RangeError(`Cannot draw timeline as ${reason}`));
  });

  it.each([
    [{ fromMs: Infinity }, "`fromMs` must be a finite number: received Infinity"],
    [{ fromMs: 5, toMs: 5 }, "`toMs` must be later than `fromMs`, 5: received 5"],
  ])("refuses the window %o", (options, reason) => {
    expect(() => timeline(tiers, options)).toThrow(
      new RangeError(`Cannot draw timeline as ${reason}`),
    );
  });
});
