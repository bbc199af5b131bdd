import { getEventListeners } from "node:events";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BoundedQueue } from "../../lib/queues/bounded-queue.ts";
import { QueueClosedError } from "../../lib/queues/queue-closed-error.ts";
import { QueueModel } from "./queue-model.ts";

const turn = () => new Promise(setImmediate);
const aborted = Symbol("aborted");

/** The queue under test, and what has become of each call so far, in the words of the model. */
class Trial {
  readonly queue: BoundedQueue<number>;
  readonly outcomes: string[] = [];
  readonly #controllers: AbortController[] = [];
  #items = 0;

  constructor(maxSize: number) {
    this.queue = new BoundedQueue({ maxSize });
  }

  nextItem(): number {
    return this.#items++;
  }

  put(item: number): void {
    this.#follow((signal) => this.queue.put(item, { signal }).then(() => "put"));
  }

  get(): void {
    this.#follow((signal) => this.queue.get({ signal }).then((item) => `got ${item}`));
  }

  abort(call: number): void {
    this.#controllers[call]?.abort(aborted);
  }

  /** How many listeners each call has left. */
  get listeners(): number[] {
    return this.#controllers.map(({ signal }) => getEventListeners(signal, "abort").length);
  }

  #follow(start: (signal: AbortSignal) => Promise<string>): void {
    const controller = new AbortController();
    const call = this.outcomes.push("waits") - 1;
    this.#controllers.push(controller);
    start(controller.signal)
      .catch((error: unknown) => {
        if (error === aborted) return "aborted";
        if (error instanceof QueueClosedError) return "closed";
        throw error;
      })
      .then((outcome) => {
        this.outcomes[call] = outcome;
      });
  }
}

/** A step that the model and the queue take side by side. */
class Step implements fc.AsyncCommand<QueueModel, Trial> {
  readonly #name: string;
  readonly run: (model: QueueModel, trial: Trial) => Promise<void>;

  constructor(name: string, run: (model: QueueModel, trial: Trial) => unknown) {
    this.#name = name;
    this.run = async (model, trial) => {
      await run(model, trial);
      expect(trial.queue.size).toBe(model.items.length);
      expect(trial.queue.size).toBeLessThanOrEqual(trial.queue.maxSize);
      expect(trial.queue.stats).toMatchObject({
        waitingPutters: model.putters.length,
        waitingGetters: model.getters.length,
      });
    };
  }

  check(): boolean {
    return true;
  }

  toString(): string {
    return this.#name;
  }
}

const put = new Step("put", (model, trial) => {
  const item = trial.nextItem();
  model.put(item);
  trial.put(item);
});
const get = new Step("get", (model, trial) => {
  model.get();
  trial.get();
});
const tryPut = new Step("tryPut", (model, trial) => {
  const item = trial.nextItem();
  if (model.closed) expect(() => trial.queue.tryPut(item)).toThrow(QueueClosedError);
  else expect(trial.queue.tryPut(item)).toBe(model.tryPut(item));
});
const tryGet = new Step("tryGet", (model, { queue }) => {
  expect(queue.tryGet()?.value).toBe(model.tryGet());
});
const close = new Step("close", (model, { queue }) => {
  model.close();
  queue.close();
});
/** Only now do those who called learn what became of it: between two turns all happens at once. */
const compare = new Step("compare", async (model, trial) => {
  await turn();
  expect(trial.outcomes).toEqual(model.outcomes);
  expect(trial.listeners).toEqual(model.outcomes.map((outcome) => (outcome === "waits" ? 1 : 0)));
});
/** Gives up one of the latest calls: older ones seldom wait. */
const abort = (back: number) =>
  new Step(`abort ${back}`, (model, trial) => {
    const call = model.outcomes.length - 1 - back;
    model.abort(call);
    trial.abort(call);
  });

describe("BoundedQueue", () => {
  test("does what a simple model does, whatever the mix of calls", async () => {
    const steps = fc.commands(
      [
        // Each as often as it stands here; a close is rare, as little happens after it.
        ...[put, put, put, get, get, get, tryPut, tryGet, compare].map((step) => fc.constant(step)),
        ...[1, 2].map(() => fc.nat({ max: 4 }).map(abort)),
        fc.oneof({ weight: 9, arbitrary: fc.constant(compare) }, fc.constant(close)),
      ],
      { maxCommands: 60, size: "max" },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), steps, async (maxSize, commands) => {
        const model = new QueueModel(maxSize);
        const trial = new Trial(maxSize);
        await fc.asyncModelRun(() => ({ model, real: trial }), commands);
        await compare.run(model, trial);
      }),
      { numRuns: 500 },
    );
  });

  test("loses and doubles nothing between producers and consumers, in any order of events", async () => {
    const producer = fc.array(fc.boolean(), { maxLength: 8 });
    const consumer = fc.option(fc.integer({ min: 1, max: 5 }));
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 3 }),
        fc.array(producer, { minLength: 1, maxLength: 4 }),
        fc.array(consumer, { maxLength: 3 }),
        async (scheduler, maxSize, producers, consumers) => {
          const queue = new BoundedQueue<string>({ maxSize });
          const pause = () => scheduler.schedule(Promise.resolve());
          const sent: string[] = [];
          const received: string[] = [];

          /** Puts an item for each entry, and gives up on those that say so if they have to wait. */
          const produce = async (givesUp: readonly boolean[], name: number) => {
            for (const [n, impatient] of givesUp.entries()) {
              const controller = new AbortController();
              const putting = queue.put(`${name}:${n}`, { signal: controller.signal }).then(
                () => sent.push(`${name}:${n}`),
                (error) => expect(error).toBe(aborted),
              );
              if (impatient) pause().then(() => controller.abort(aborted));
              await putting;
              await pause();
            }
          };
          /** Leaves its loop after `most` items. */
          const consume = async (most: number | null) => {
            let count = 0;
            for await (const item of queue) {
              received.push(item);
              if (++count === most) break;
              await pause();
            }
          };

          const consuming = [...consumers, null].map(consume);
          const producing = Promise.all(producers.map(produce)).then(() => queue.close());
          await scheduler.waitFor(Promise.all([producing, ...consuming]));

          expect(received.toSorted()).toEqual(sent.toSorted());
          expect(queue.stats).toMatchObject({ puts: sent.length, gets: sent.length });
          for (const name of producers.keys()) {
            const own = received.filter((item) => item.startsWith(`${name}:`));
            expect(own).toEqual(own.toSorted());
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
