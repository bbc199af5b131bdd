// requirement 3: after 3 s it says that it is degraded, not that it timed out
import { sleep as pause } from "concurrency-lab";

class FlakyAsyncService {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  async fetch(requestId: number, { signal }: { signal?: AbortSignal | undefined } = {}) {
    const chance = this.#random();
    if (chance < 0.6) return { requestId, data: `response ${requestId}` };
    if (chance < 0.9) throw new Error("service degraded");
    await pause(3000, { signal });
    throw new Error("service degraded");
  }
}
