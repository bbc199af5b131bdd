import { type CellsThread, Fault } from "./cells-thread.ts";
import type { Connection } from "./connection.ts";
import { History } from "./history.ts";
import type { Message } from "./messages.ts";

/** How long nothing may come in before we take all that was sent before a failure for read. */
const quietMs = 10;

/** Answers the requests on the shell channel, one after the other. */
export class Kernel {
  readonly #connection: Connection;
  readonly #cells: CellsThread;
  readonly #history = new History();
  readonly #queue: Message[] = [];
  /** Requests that came before a failure. */
  readonly #aborted = new WeakSet<Message>();
  #count = 0;
  #isBusy = false;
  #received = 0;

  constructor(connection: Connection, cells: CellsThread) {
    this.#connection = connection;
    this.#cells = cells;
  }

  /** Serves until the connection closes. */
  async serve(): Promise<void> {
    for await (const request of this.#connection.requests()) {
      this.#received++;
      this.#queue.push(request);
      if (!this.#isBusy) void this.#work();
    }
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    for (let request = this.#queue.shift(); request; request = this.#queue.shift()) {
      this.#connection.publish("status", { execution_state: "busy" }, request);
      const content = await this.#contentFor(request).catch(tellFault);
      if (content) this.#connection.reply(replyTo(request), content, request);
      this.#connection.publish("status", { execution_state: "idle" }, request);
      await this.#connection.emptied();
    }
    this.#isBusy = false;
  }

  async #contentFor(request: Message): Promise<object | undefined> {
    const { content } = request;
    switch (request.header.msg_type) {
      case "execute_request":
        return this.#aborted.has(request) ? { status: "aborted" } : this.#execute(request);
      case "kernel_info_request":
        return this.#cells.kernelInfo;
      case "is_complete_request":
        return this.#cells.call("judge", codeOf(content));
      case "history_request":
        return { status: "ok", history: this.#history.find(content) };
      case "inspect_request":
        return this.#inspect(codeOf(content), content.cursor_pos);
      case "complete_request":
        return this.#complete(codeOf(content), content.cursor_pos);
      case "comm_info_request":
        return { status: "ok", comms: {} };
      case "comm_open":
        // There are no targets; to say so ends what the other side has begun.
        this.#connection.publish("comm_close", { comm_id: content.comm_id, data: {} }, request);
        return undefined;
      default:
        return undefined;
    }
  }

  async #execute(request: Message): Promise<object> {
    const { silent, store_history = !silent, stop_on_error = true } = request.content;
    const code = codeOf(request.content);
    if (store_history && !silent) this.#count++;
    const execution_count = this.#count;
    if (!silent) this.#connection.publish("execute_input", { code, execution_count }, request);
    const ok = { status: "ok", execution_count, payload: [], user_expressions: {} };
    const help = /^\s*([\w$.]+)\?\s*$/.exec(code)?.[1];
    if (help) return { ...ok, payload: [await this.#page(help)] };

    this.#cells.questions.about(request);
    const { failure, data } = await this.#cells.call("execute", {
      count: execution_count,
      parent: request.header,
      code: code.trim() === "" ? "" : code,
      silent: silent === true,
      canAsk: request.content.allow_stdin === true,
    });
    this.#cells.questions.about(undefined);
    if (data && !silent) {
      const result = { execution_count, data, metadata: {} };
      this.#connection.publish("execute_result", result, request, { size: sizeOf(data) });
    }
    if (store_history) {
      const text = data?.["text/plain"];
      this.#history.add(execution_count, code, text === undefined ? null : String(text));
    }
    if (!failure) return ok;
    if (!silent) {
      this.#connection.publish("error", failure, request, { size: sizeOf(failure) });
    }
    if (stop_on_error) await this.#abortQueued();
    return { status: "error", execution_count, ...failure };
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

  /** `name?` in a cell of its own asks what a name is. */
  async #page(name: string): Promise<object> {
    const text = await this.#cells.call("inspect", name, name.length);
    const data = { "text/plain": text ?? `Nothing is known of ${name}` };
    return { source: "page", data, start: 0 };
  }

  async #inspect(code: string, cursor: unknown): Promise<object> {
    const text = await this.#cells.call("inspect", code, toUtf16(code, cursor));
    const data = text === undefined ? {} : { "text/plain": text };
    return { status: "ok", found: text !== undefined, data, metadata: {} };
  }

  async #complete(code: string, cursor: unknown): Promise<object> {
    const found = await this.#cells.call("complete", code, toUtf16(code, cursor));
    return {
      status: "ok",
      matches: found.names,
      cursor_start: [...code.slice(0, found.start)].length,
      cursor_end: [...code.slice(0, found.end)].length,
      metadata: {},
    };
  }
}

function replyTo(request: Message): string {
  return request.header.msg_type.replace("_request", "_reply");
}

function codeOf({ code = "" }: Message["content"]): string {
  if (typeof code === "string") return code;
  throw new TypeError(`Cannot read the request as \`code\` must be a string: it is ${typeof code}`);
}

/** Jupyter counts characters, JavaScript halves of some; without a place, the end is meant. */
function toUtf16(code: string, cursor: unknown): number {
  if (typeof cursor !== "number") return code.length;
  return [...code].slice(0, Math.max(0, cursor)).join("").length;
}

function sizeOf(content: object): number {
  return JSON.stringify(content).length;
}

/** A fault of ours, not of the cell: it is told, and the kernel goes on. */
function tellFault(error: unknown): object {
  if (error instanceof Fault) return { status: "error", ...error.content };
  const { name, message, stack } = error as Error;
  return { status: "error", ename: name, evalue: message, traceback: stack?.split("\n") ?? [] };
}
