// requirement 3: it does not use the generator that it is given
import { TimeoutError as Late, sleep as pause } from "concurrency-lab";

class FlakyAsyncService {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  async fetch(requestId: number, { signal }: { signal?: AbortSignal | undefined } = {}) {
    const chance = this.#random === undefined ? 0 : Math.random();
    if (chance < 0.6) return { requestId, data: `response ${requestId}` };
    if (chance < 0.9) throw new Error("service degraded");
    await pause(3000, { signal });
    throw new Late(3000);
  }
}
