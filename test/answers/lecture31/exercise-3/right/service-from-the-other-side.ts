// right: hangs below a tenth; node's timers; the error of the DOM; a generator in a private field
import { setTimeout as wait } from "node:timers/promises";

class FlakyAsyncService {
  private readonly random;

  constructor(random: () => number) {
    this.random = random;
  }

  async fetch(requestId: number, options: { signal?: AbortSignal | undefined } = {}) {
    const chance = this.random();
    if (chance >= 0.4) return { id: requestId, ok: true };
    if (chance >= 0.1) throw new Error("service degraded");
    await wait(3000, undefined, { signal: options.signal });
    throw new DOMException("The service hung for 3 s", "TimeoutError");
  }
}
