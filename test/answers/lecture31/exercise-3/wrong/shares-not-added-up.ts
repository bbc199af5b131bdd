// requirement 3: below 0.3 degraded, below 0.6 hanging, else it works
import { TimeoutError as Late, sleep as pause } from "concurrency-lab";

class FlakyAsyncService {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  async fetch(requestId: number, { signal }: { signal?: AbortSignal | undefined } = {}) {
    const chance = this.#random();
    if (chance < 0.3) throw new Error("service degraded");
    if (chance >= 0.6) return { requestId, data: `response ${requestId}` };
    await pause(3000, { signal });
    throw new Late(3000);
  }
}
