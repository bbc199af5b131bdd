/** How `mapInOrder` reads and ends. */
export interface MapInOrderOptions {
  /** Results under way or waiting to be read, at most. */
  readonly window: number;
  readonly signal?: AbortSignal | undefined;
}

/** A call, and whether it is over. */
interface Slot<R> {
  readonly result: Promise<R>;
  isSettled: boolean;
}

/**
 * Yields what `run` makes of each item, in the order of the items, with up to `window` calls ahead
 * of whoever reads.
 */
export async function* mapInOrder<T, R>(
  run: (item: T, signal: AbortSignal) => Promise<R>,
  items: Iterable<T> | AsyncIterable<T>,
  { window, signal }: MapInOrderOptions,
): AsyncGenerator<R, void, undefined> {
  const rest = new AbortController();
  const giveUp = AbortSignal.any(signal ? [signal, rest.signal] : [rest.signal]);
  const iterator =
    Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const slots: Slot<R>[] = [];
  let reading: Promise<void> | undefined;
  /** Set once the source has ended, with what it threw, if it did. */
  let end: { readonly error?: unknown } | undefined;

  const read = async () => {
    try {
      const next = await iterator.next();
      if (next.done) end = {};
      else slots.push(slotFor(run(next.value, giveUp)));
    } catch (error) {
      end = { error };
    }
    reading = undefined;
  };

  try {
    for (;;) {
      if (!end && slots.length < window) reading ??= read();
      const [first] = slots;
      if (!first && end) {
        if ("error" in end) throw end.error;
        return;
      }
      if (!first) {
        await reading;
      } else if (reading && !first.isSettled) {
        await Promise.race([reading, first.result]);
      } else {
        const result = await first.result;
        slots.shift();
        yield result;
      }
    }
  } finally {
    rest.abort(new DOMException("Nobody reads the results any more", "AbortError"));
    // While the source is asked for an item it does not hear this, and may never answer.
    if (!end && !reading) await iterator.return?.();
  }
}

function slotFor<R>(result: Promise<R>): Slot<R> {
  const slot = { result, isSettled: false };
  const note = () => {
    slot.isSettled = true;
  };
  // Until it is its turn, a rejection is not an unhandled one.
  result.then(note, note);
  return slot;
}
