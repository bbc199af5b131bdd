import type { TaskRecord } from "../pools/task-record.ts";

/**
 * Counts how many tasks ran at the same moment, at most: by the records that an executor's `onTask`
 * collects. A task that ends when another begins is over by then; one that never began is not
 * counted.
 *
 * @example
 * ```ts
 * const log: TaskRecord[] = [];
 * const executor = new InlineExecutor({ onTask: (task) => log.push(task) });
 * await Promise.all([1, 4, 9].map((n) => executor.run(Math.sqrt, n)));
 * peakConcurrency(log); // 1
 * await executor.close();
 * ```
 */
export function peakConcurrency(records: Iterable<TaskRecord>): number {
  const changes = [...records].flatMap(({ startedMs, endedMs }) =>
    startedMs === undefined
      ? []
      : [
          { ms: startedMs, change: 1 },
          { ms: endedMs, change: -1 },
        ],
  );
  changes.sort((x, y) => x.ms - y.ms || x.change - y.change);
  let running = 0;
  return changes.reduce((most, { change }) => {
    running += change;
    return Math.max(most, running);
  }, 0);
}
