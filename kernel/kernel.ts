import { inspect } from "node:util";
import { Cell, currentCell } from "./cell.ts";
import type { CellRunner } from "./cell-runner.ts";
import type { Connection } from "./connection.ts";
import { History } from "./history.ts";
import { judgeCompleteness } from "./is-complete.ts";
import { type LateError, LateErrors } from "./late-errors.ts";
import type { Message } from "./messages.ts";
import type { StreamName } from "./output.ts";
import type { ErrorContent } from "./traceback.ts";
import type { Display } from "./tslab-display.ts";

/** How long nothing may come in before we take all that was sent before a failure for read. */
const quietMs = 10;

/** Answers the requests on the shell channel, one after the other, and shows what cells put out. */
export class Kernel {
  readonly #connection: Connection;
  readonly #runner: CellRunner;
  readonly #info: object;
  readonly #history = new History();
  readonly #queue: Message[] = [];
  /** Requests up to this one are aborted. */
  #aborted = new WeakSet<Message>();
  #count = 0;
  #isBusy = false;
  #lastCell: Cell | undefined;
  #received = 0;
  readonly #lateErrors = new LateErrors((error) => this.#showLateError(error));

  constructor(connection: Connection, runner: CellRunner, info: object) {
    this.#connection = connection;
    this.#runner = runner;
    this.#info = info;
    console.clear = () => this.#show("clear_output", { wait: false });
  }

  /** Shows something in the output of the cell that runs. */
  readonly display: Display = (content, isUpdate) =>
    this.#show(isUpdate ? "update_display_data" : "display_data", content);

  /** Serves until the connection closes. */
  async serve(): Promise<void> {
    for await (const request of this.#connection.requests()) {
      this.#received++;
      this.#queue.push(request);
      if (!this.#isBusy) void this.#work();
    }
  }

  /** Shows what was written to stdout or stderr, with the cell that it comes from. */
  write(name: StreamName, text: string): void {
    this.#show("stream", { name, text });
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    for (let request = this.#queue.shift(); request; request = this.#queue.shift()) {
      this.#connection.publish("status", { execution_state: "busy" }, request);
      try {
        await this.#answer(request);
      } catch (error) {
        // A fault of ours, not of the cell: it is shown, and the kernel goes on.
        const content = { status: "error", ...this.#runner.explain(error) };
        this.#connection.reply(replyTo(request), content, request);
      }
      this.#connection.publish("status", { execution_state: "idle" }, request);
    }
    this.#isBusy = false;
  }

  async #answer(request: Message): Promise<void> {
    const content = await this.#contentFor(request);
    if (content) this.#connection.reply(replyTo(request), content, request);
  }

  async #contentFor(request: Message): Promise<object | undefined> {
    const { code = "", cursor_pos = code.length } = request.content as {
      code?: string;
      cursor_pos?: number;
    };
    switch (request.header.msg_type) {
      case "execute_request":
        return this.#aborted.has(request) ? { status: "aborted" } : this.#execute(request);
      case "kernel_info_request":
        return this.#info;
      case "is_complete_request":
        return judgeCompleteness(code);
      case "history_request":
        return { status: "ok", history: this.#history.find(request.content) };
      case "comm_info_request":
        return { status: "ok", comms: {} };
      case "inspect_request":
        return this.#inspect(code, toUtf16(code, cursor_pos));
      case "complete_request":
        return this.#complete(code, toUtf16(code, cursor_pos));
      default:
        // Comms, for one: there are none, and no answer is expected.
        return undefined;
    }
  }

  async #execute(request: Message): Promise<object> {
    const { silent = false, store_history = !silent, stop_on_error = true } = request.content;
    if (store_history && !silent) this.#count++;
    const cell = new Cell(this.#count, request);
    this.#lastCell = cell;
    if (!cell.silent) {
      const input = { code: cell.code, execution_count: this.#count };
      this.#connection.publish("execute_input", input, request);
    }
    const help = /^\s*([\w$.]+)\?\s*$/.exec(cell.code)?.[1];
    if (help) return this.#page(help);

    const earlier = this.#lateErrors.take();
    if (cell.code.trim() !== "") await this.#runner.run(cell);
    const [late] = [...earlier, ...this.#lateErrors.take()];
    if (late) this.#runner.fail(cell, explainLate(late, cell));

    const shown = cell.failure ? undefined : this.#showResult(cell);
    if (store_history) this.#history.add(this.#count, cell.code, shown ?? null);
    if (!cell.failure) {
      return { status: "ok", execution_count: this.#count, payload: [], user_expressions: {} };
    }
    if (!cell.silent) this.#connection.publish("error", cell.failure, request);
    if (stop_on_error) await this.#abortQueued();
    return { status: "error", execution_count: this.#count, ...cell.failure };
  }

  /** Aborts what was sent before the failure, some of which may not have been read yet. */
  async #abortQueued(): Promise<void> {
    let received: number;
    do {
      received = this.#received;
      await new Promise((resolve) => setTimeout(resolve, quietMs));
    } while (this.#received > received);
    for (const request of this.#queue) this.#aborted.add(request);
  }

  /** Shows what the last expression came to; returns it as text. */
  #showResult(cell: Cell): string | undefined {
    if (!cell.result || cell.silent) return undefined;
    const data = currentCell.run(cell, () => mimeBundleOf(cell.result?.value));
    const content = { execution_count: this.#count, data, metadata: {} };
    this.#connection.publish("execute_result", content, cell.request);
    return data["text/plain"] === undefined ? undefined : String(data["text/plain"]);
  }

  /** `name?` in a cell of its own asks what a name is. */
  #page(name: string): object {
    const { data } = this.#inspect(name, name.length);
    const text = { "text/plain": `Nothing is known of ${name}`, ...data };
    const payload = [{ source: "page", data: text, start: 0 }];
    return { status: "ok", execution_count: this.#count, payload, user_expressions: {} };
  }

  /** While no cell runs, at once; else the cell that runs fails with it. */
  #showLateError({ thrown, origin }: LateError): void {
    if (this.#runner.running) return;
    const cell = origin ?? this.#lastCell;
    if (cell) this.#connection.publish("error", this.#runner.explain(thrown), cell.request);
  }

  #show(type: string, content: object): void {
    const cell = currentCell.getStore() ?? this.#lastCell;
    if (cell && !cell.silent) this.#connection.publish(type, content, cell.request);
  }

  #inspect(
    code: string,
    position: number,
  ): { readonly data: Record<string, string>; readonly [key: string]: unknown } {
    const help = this.#runner.inspect(code, position);
    const data: Record<string, string> = help ? { "text/plain": help } : {};
    return { status: "ok", found: help !== undefined, data, metadata: {} };
  }

  #complete(code: string, position: number): object {
    const { start, end, names } = this.#runner.complete(code, position);
    return {
      status: "ok",
      matches: names,
      cursor_start: [...code.slice(0, start)].length,
      cursor_end: [...code.slice(0, end)].length,
      metadata: {},
    };
  }
}

function replyTo(request: Message): string {
  return request.header.msg_type.replace("_request", "_reply");
}

/** Jupyter counts characters, JavaScript halves of some. */
function toUtf16(code: string, position: number): number {
  return [...code].slice(0, position).join("").length;
}

/** Says of an error that surfaced late which cell it comes from, if that is not the one that fails. */
function explainLate({ thrown, origin }: LateError, cell: Cell): unknown {
  if (!origin || origin === cell) return thrown;
  const from = origin.name.replace("-", " ");
  return new Error(`An error of ${from}, which nobody caught, surfaced later`, { cause: thrown });
}

/** A value's own display, as in Deno's kernel; a string as it is; all else as Node prints it. */
function mimeBundleOf(value: unknown): Record<string, unknown> {
  const display = (value as { [key: symbol]: unknown } | null)?.[Symbol.for("Jupyter.display")];
  if (typeof display === "function") return display.call(value) as Record<string, unknown>;
  return { "text/plain": typeof value === "string" ? value : inspect(value) };
}

export type { ErrorContent };
