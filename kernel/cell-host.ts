import { fileURLToPath } from "node:url";
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { Cell, currentCell } from "./cell.ts";
import { CellInput } from "./cell-input.ts";
import { cellLanguage } from "./cell-language.ts";
import { CellRunner } from "./cell-runner.ts";
import { mimeBundleOf, plainBundle, sizeOf } from "./display.ts";
import { freezeAssert } from "./frozen-assert.ts";
import { Interrupted } from "./interrupted.ts";
import {
  atomics,
  clearInterval,
  clearTimeout,
  defineProperty,
  exit,
  setImmediate,
  setInterval,
  setTimeout,
  settle,
} from "./intrinsics.ts";
import { judgeCompleteness } from "./is-complete.ts";
import { kernelInfo } from "./kernel-info.ts";
import { type LateError, LateErrors } from "./late-errors.ts";
import { captureOutput, type StreamName } from "./output.ts";
import type {
  Call,
  CellOutcome,
  CellRequest,
  MimeBundle,
  SharedCounts,
  ToCells,
  ToKernel,
} from "./thread-messages.ts";
import { type Display, displayHook } from "./tslab-display.ts";
import { ts } from "./typescript.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a cell may write: more than this no reader reads, and a browser cannot hold. */
const mostWritten = 10_000_000;
const endOfOutput = `\n… (the rest is left out, as a cell shows ${mostWritten.toLocaleString("en")} characters at most)\n`;
/** How much may wait to be sent: whoever shows more has to wait, too. */
const mostUnsent = 4_000_000;
/** What a message costs beside its text. */
const messageSize = 100;

/** Runs cells in this thread, and says to the kernel's thread what comes of them and what they show. */
export class CellHost {
  readonly #port: MessagePort;
  readonly #post: (message: ToKernel) => void;
  readonly #counts: SharedCounts;
  readonly #runner = new CellRunner({ root, folder: process.cwd(), ...cellLanguage(root) });
  readonly #lateErrors = new LateErrors((error) => this.#showLateError(error));
  #lastCell: Cell | undefined;
  /** Ends the wait for a display. */
  #stopShowing: (reason: Error) => void = () => {};

  readonly #input = new CellInput({
    running: () => this.#runner.running,
    ask: (prompt) => this.#tell({ kind: "ask", prompt }),
    wait: () => this.#wait(),
    fail: (cell, error) => {
      this.#runner.interrupt();
      this.#input.cutOff();
      cell.failure = this.#runner.explain(error);
    },
  });

  constructor(port: MessagePort, counts: SharedCounts) {
    this.#port = port;
    this.#post = port.postMessage.bind(port);
    this.#counts = counts;
  }

  serve(): void {
    this.#prepareProcess();
    this.#port.on("message", (message: ToCells) => this.#take(message));
    this.#tell({ kind: "ready", kernelInfo: kernelInfo({ typescript: ts.version }) });
  }

  /** Makes what cells find in the process fit for them. */
  #prepareProcess(): void {
    // The kernel's own thread sends it, for a loop in a cell: it is not to end the kernel.
    process.on("SIGINT", () => {});
    // To leave would end the kernel, and the cells after this one would not be run.
    process.exit = (code) => {
      throw new Error(`process.exit(${code ?? ""}) would end the kernel: let the cell end instead`);
    };
    const hooks = {
      // What lib/ listens to, so that its work ends with the cell that asked for it.
      [Symbol.for("concurrency-lab.interruption")]: () =>
        currentCell.getStore()?.interruption.signal,
      [Symbol.for("concurrency-lab.scope")]: this.#runner.scope,
      [displayHook]: this.#showDisplay,
      // What lib/ waits by, whatever becomes of the global timers.
      [Symbol.for("concurrency-lab.timers")]: Object.freeze({
        setTimeout,
        clearTimeout,
        setInterval,
        clearInterval,
      }),
    };
    for (const hook of Object.getOwnPropertySymbols(hooks)) {
      defineProperty(globalThis, hook, { value: hooks[hook as keyof typeof hooks] });
    }
    Object.defineProperty(process, "stdin", {
      configurable: true,
      enumerable: true,
      get: () => this.#input.stdin,
    });
    Object.assign(globalThis, { prompt: this.#input.prompt.bind(this.#input) });
    freezeAssert();
    captureOutput((name, text) => this.#write(name, text));
    console.clear = () => this.#show("clear_output", { wait: false });
  }

  readonly #showDisplay: Display = (display, isUpdate) => {
    const data = plainBundle((display as { readonly data: unknown }).data);
    const type = isUpdate ? "update_display_data" : "display_data";
    this.#show(type, { ...display, data }, sizeOf(data));
  };

  #take(message: ToCells): void {
    if (message.kind === "interrupt") {
      atomics.add(this.#counts.noticed, 0, 1);
      this.#runner.interrupt();
      this.#stopShowing(new Interrupted());
      this.#input.cutOff();
    } else if (message.kind === "input") {
      this.#input.answer(message.text);
    } else if (message.kind === "shutdown") {
      this.#runner.close();
      exit(0);
    } else {
      void this.#reply(message);
    }
  }

  async #reply(call: Call): Promise<void> {
    try {
      const value = await this.#answer(call);
      this.#tell({ kind: "answer", value });
    } catch (error) {
      this.#tell({ kind: "fault", error: this.#runner.explain(error) });
    }
  }

  async #answer(call: Call): Promise<unknown> {
    switch (call.kind) {
      case "execute":
        return this.#execute(call.args[0]);
      case "complete":
        return this.#runner.complete(call.args[0], call.args[1]);
      case "inspect":
        return this.#runner.inspect(call.args[0], call.args[1]);
      case "judge":
        return judgeCompleteness(call.args[0]);
    }
  }

  async #execute(request: CellRequest): Promise<CellOutcome> {
    const cell = new Cell(request);
    this.#lastCell = cell;
    this.#lateErrors.listen();
    const earlier = this.#lateErrors.take();
    if (cell.code !== "") await this.#runner.run(cell);
    const data = await this.#display(cell);
    const late = earlier ?? this.#lateErrors.take();
    if (late) this.#runner.fail(cell, explainLate(late, cell));
    this.#tellLeftOut(cell);
    this.#input.forget();
    return { failure: cell.failure, data: cell.failure ? undefined : data };
  }

  /** What the last expression came to; fails the cell if that cannot be shown. */
  async #display(cell: Cell): Promise<MimeBundle | undefined> {
    const { result } = cell;
    if (!result || cell.failure || cell.silent) return undefined;
    try {
      return await new Promise<MimeBundle>((resolve, reject) => {
        this.#stopShowing = reject;
        // In a turn of its own: what ends a busy loop ends all that is on the stack with it.
        setImmediate(() =>
          settle(currentCell.run(cell, mimeBundleOf, result.value), resolve, reject),
        );
      });
    } catch (error) {
      this.#runner.fail(cell, error);
      return undefined;
    } finally {
      this.#stopShowing = () => {};
    }
  }

  #write(name: StreamName, text: string): void {
    const cell = currentCell.getStore() ?? this.#lastCell;
    if (!cell || cell.silent || text === "") return;
    const room = mostWritten - cell.written;
    cell.written += text.length;
    if (room < 0) return;
    const shown = text.length > room ? `${text.slice(0, room)}${endOfOutput}` : text;
    this.#send({ kind: "stream", parent: cell.parent, name, text: shown, size: shown.length });
  }

  #tellLeftOut({ written, parent }: Cell): void {
    const left = written - mostWritten;
    if (left <= 0) return;
    const text = `… ${left.toLocaleString("en")} characters were left out\n`;
    this.#send({ kind: "stream", parent, name: "stdout", text, size: text.length });
  }

  /** While no cell runs, at once; else the cell that runs fails with it. */
  #showLateError({ thrown, origin }: LateError): void {
    if (!this.#runner.running) this.#show("error", this.#runner.explain(thrown), 0, origin);
  }

  #show(
    type: string,
    content: object,
    size = 0,
    cell = currentCell.getStore() ?? this.#lastCell,
  ): void {
    if (!cell || cell.silent) return;
    this.#send({ kind: "publish", parent: cell.parent, type, content, size });
  }

  /** Says what is to be shown, and waits while too much of it has not been sent yet. */
  #send(shown: Extract<ToKernel, { readonly size: number }>): void {
    const { unsent } = this.#counts;
    const size = shown.size + messageSize;
    // In this order: if the thread is stopped in between, too little is counted, and nobody waits for ever.
    this.#tell({ ...shown, size });
    atomics.add(unsent, 0, size);
    for (let now = atomics.load(unsent, 0); now > mostUnsent; now = atomics.load(unsent, 0)) {
      atomics.wait(unsent, 0, now);
    }
  }

  /** Takes the next message, for code that blocks this thread. */
  #wait(): void {
    const { sent } = this.#counts;
    const before = atomics.load(sent, 0);
    const received = receiveMessageOnPort(this.#port);
    if (received) this.#take(received.message);
    else atomics.wait(sent, 0, before);
  }

  #tell(message: ToKernel): void {
    this.#post(message);
  }
}

/** Says of an error that surfaced late which cell it comes from, if that is not the one that fails. */
function explainLate({ thrown, origin }: LateError, cell: Cell): unknown {
  if (!origin || origin === cell) return thrown;
  const from = origin.name.replace("-", " ");
  return new Error(`An error of ${from}, which nobody caught, surfaced later`, { cause: thrown });
}
