// requirement 3: it does not hang
import { TimeoutError as Late } from "concurrency-lab";

class FlakyAsyncService {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  async fetch(requestId: number, _options: { signal?: AbortSignal | undefined } = {}) {
    const chance = this.#random();
    if (chance < 0.6) return { requestId, data: `response ${requestId}` };
    if (chance < 0.9) throw new Error("service degraded");
    throw new Late(3000);
  }
}
