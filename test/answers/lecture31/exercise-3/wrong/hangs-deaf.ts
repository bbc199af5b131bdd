// requirement 3: it goes on hanging when its signal aborts
import { TimeoutError as Late, sleep as pause } from "concurrency-lab";

class FlakyAsyncService {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  async fetch(requestId: number, _options: { signal?: AbortSignal | undefined } = {}) {
    const chance = this.#random();
    if (chance < 0.6) return { requestId, data: `response ${requestId}` };
    if (chance < 0.9) throw new Error("service degraded");
    await pause(3000);
    throw new Late(3000);
  }
}
