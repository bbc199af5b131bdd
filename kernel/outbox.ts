import { setTimeout as sleep } from "node:timers/promises";

/** What leaves the kernel. */
interface Parcel {
  /** Its characters, and some for the message around them. */
  readonly cost: number;
  /** Whether it has to wait until its reader has room. */
  readonly isPaced: boolean;
  send(): Promise<void>;
}

/**
 * A Jupyter server drops what goes beyond 1,000 messages or 1,000,000 bytes of output a second,
 * as a mean over three seconds, and an error as easily as any other. This is four fifths of both.
 */
const windowMs = 3_000;
const mostInWindow = 2_400_000;
const costOfMessage = 1_000;

/** Sends one after the other, in order, and never more at a time than a Jupyter server lets pass. */
export class Outbox {
  readonly #waiting: Parcel[] = [];
  readonly #recent: { readonly atMs: number; readonly cost: number }[] = [];
  #inWindow = 0;
  #sending: Promise<void> | undefined;

  /** @param options.size  its characters, if it is output that may have to wait */
  add(send: () => Promise<void>, { size }: { readonly size?: number } = {}): void {
    this.#waiting.push({ cost: (size ?? 0) + costOfMessage, isPaced: size !== undefined, send });
    this.#sending ??= this.#sendAll();
  }

  /** Resolves once all has been sent. */
  async emptied(): Promise<void> {
    await this.#sending;
  }

  /** A server counts anew after each idle. */
  startAnew(): void {
    this.#recent.length = 0;
    this.#inWindow = 0;
  }

  async #sendAll(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      if (next.isPaced) await this.#findRoom(next.cost);
      // What cannot be said is said to be so, and keeps nothing else from being said.
      await next.send().catch(console.error);
    }
    this.#sending = undefined;
  }

  /** Waits until this much more fits; what is larger than all that fits waits until it is alone. */
  async #findRoom(cost: number): Promise<void> {
    for (;;) {
      const now = performance.now();
      let [oldest] = this.#recent;
      for (; oldest && oldest.atMs + windowMs <= now; [oldest] = this.#recent) {
        this.#recent.shift();
        this.#inWindow -= oldest.cost;
      }
      if (!oldest || this.#inWindow + cost <= mostInWindow) break;
      await sleep(oldest.atMs + windowMs - now + 1);
    }
    this.#recent.push({ atMs: performance.now(), cost });
    this.#inWindow += cost;
  }
}
