/**
 * What a `BoundedQueue` is to do, written for clarity alone: arrays, no promises. A call is known by
 * its number, and `outcomes` says what has become of each.
 */
export class QueueModel {
  readonly items: number[] = [];
  readonly putters: { call: number; item: number }[] = [];
  readonly getters: { call: number }[] = [];
  readonly outcomes: string[] = [];
  closed = false;
  readonly #maxSize: number;

  constructor(maxSize: number) {
    this.#maxSize = maxSize;
  }

  put(item: number): void {
    const call = this.outcomes.push("waits") - 1;
    if (this.closed) this.outcomes[call] = "closed";
    else if (this.tryPut(item)) this.outcomes[call] = "put";
    else this.putters.push({ call, item });
  }

  tryPut(item: number): boolean {
    const getter = this.getters.shift();
    if (getter) {
      this.outcomes[getter.call] = `got ${item}`;
      return true;
    }
    if (this.items.length === this.#maxSize) return false;
    this.items.push(item);
    return true;
  }

  get(): void {
    const call = this.outcomes.push("waits") - 1;
    const item = this.tryGet();
    if (item !== undefined) this.outcomes[call] = `got ${item}`;
    else if (this.closed) this.outcomes[call] = "closed";
    else this.getters.push({ call });
  }

  tryGet(): number | undefined {
    const item = this.items.shift();
    const putter = item === undefined ? undefined : this.putters.shift();
    if (putter) {
      this.items.push(putter.item);
      this.outcomes[putter.call] = "put";
    }
    return item;
  }

  abort(call: number): void {
    for (const line of [this.putters, this.getters]) {
      const place = line.findIndex((waiter) => waiter.call === call);
      if (place < 0) continue;
      line.splice(place, 1);
      this.outcomes[call] = "aborted";
    }
  }

  close(): void {
    this.closed = true;
    for (const { call } of [...this.putters.splice(0), ...this.getters.splice(0)]) {
      this.outcomes[call] = "closed";
    }
  }
}
