import { expect, test } from "vitest";
import { peakConcurrency } from "../../lib/notebook/peak-concurrency.ts";
import type { TaskRecord } from "../../lib/pools/task-record.ts";

const record = (startedMs: number | undefined, endedMs: number) =>
  ({ ...(startedMs !== undefined && { startedMs }), endedMs }) as TaskRecord;

test.each([
  ["nothing", [], 0],
  ["one after the other, without a gap", [record(0, 5), record(5, 9)], 1],
  ["two that overlap, and a third", [record(4, 9), record(0, 5), record(9, 12)], 2],
  ["one within another", [record(0, 10), record(2, 3), record(4, 5)], 2],
  ["three at the same moment", [record(1, 2), record(1, 2), record(1, 2)], 3],
  ["one that never began", [record(undefined, 3), record(1, 2)], 1],
])("%s", (_, records, most) => {
  expect(peakConcurrency(records)).toBe(most);
});
