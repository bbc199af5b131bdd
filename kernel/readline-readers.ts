import readline from "node:readline";
import type { Readable } from "node:stream";

/** What readline's classes have in common; that of `node:readline/promises` extends it, too. */
const common: readline.Interface = Object.getPrototypeOf(readline.Interface.prototype);

/** An interface of readline; which stream it reads is not in its public type. */
type Interface = readline.Interface & { readonly input: unknown; readonly closed: boolean };

/**
 * Which interfaces of readline wait for a line. Each reads its stream all the time, but only one
 * that has prompted, or that someone listens to, has a use for what is typed.
 */
export class ReadlineReaders {
  readonly #listening = new Set<Interface>();

  /** @param onWait  called with the stream that an interface begins to wait on */
  constructor(onWait: (input: unknown) => void) {
    const { on, prompt } = common;
    const listening = this.#listening;
    common.prompt = function (this: Interface, ...args) {
      prompt.apply(this, args);
      onWait(this.input);
    };
    common.on = function (
      this: Interface,
      event: string,
      listener: (...args: unknown[]) => void,
    ): Interface {
      Reflect.apply(on, this, [event, listener]);
      if (event === "line") {
        listening.add(this);
        onWait(this.input);
      }
      return this;
    } as typeof on;
  }

  /** Whether someone waits for the lines of a stream as they come. */
  listenTo(input: Readable): boolean {
    for (const one of this.#listening) {
      if (one.closed || one.listenerCount("line") === 0) this.#listening.delete(one);
      else if (one.input === input) return true;
    }
    return false;
  }
}
