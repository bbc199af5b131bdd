import { type ExecutorAnnouncements, executorChannels } from "../pools/announcements.ts";
import { type QueueAnnouncements, queueChannels } from "../queues/announcements.ts";

type Announcements = ExecutorAnnouncements & QueueAnnouncements;

/** What executors and queues announced: a list for each kind of event, in the order of events. */
export type ObservedEvents = {
  readonly [Name in keyof Announcements]: readonly Announcements[Name][];
};

/** What a function returned, and what was announced while it ran. */
export interface Observation<R> {
  readonly result: R;
  readonly events: ObservedEvents;
}

/**
 * Runs `fn`, and returns what all executors and queues of this thread announced meanwhile on
 * `node:diagnostics_channel`, whoever used them: `fn` need not be prepared for it.
 *
 * @throws what `fn` throws, as a rejection
 *
 * @example
 * ```ts
 * const { result, events } = await observe(async () => {
 *   const executor = new InlineExecutor();
 *   const root = await executor.run(Math.sqrt, 49);
 *   await executor.close();
 *   return root;
 * });
 * result; // 7
 * events.executorCreated.map(({ kind, workers }) => [kind, workers]); // [["InlineExecutor", 1]]
 * events.taskSettled.map(({ fn, args, outcome }) => [fn.name, args, outcome]); // [["sqrt", [49], "completed"]]
 * events.executorClosed.length; // 1
 * ```
 */
export async function observe<R>(fn: () => R): Promise<Observation<Awaited<R>>> {
  const listeners = Object.entries({ ...executorChannels, ...queueChannels }).map(
    ([name, channel]) => {
      const messages: unknown[] = [];
      const listener = (message: unknown) => void messages.push(message);
      channel.subscribe(listener);
      return { name, messages, stop: () => channel.unsubscribe(listener) };
    },
  );
  try {
    const result = await fn();
    const lists = listeners.map(({ name, messages }) => [name, [...messages]]);
    return { result, events: Object.fromEntries(lists) as ObservedEvents };
  } finally {
    for (const { stop } of listeners) stop();
  }
}
