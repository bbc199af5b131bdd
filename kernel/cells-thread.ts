import type { MessagePort } from "node:worker_threads";
import type { Connection } from "./connection.ts";
import { JoinedOutput } from "./joined-output.ts";
import type { Header } from "./messages.ts";
import { Questions } from "./questions.ts";
import type { Calls, SharedCounts, ToCells, ToKernel } from "./thread-messages.ts";
import type { ErrorContent } from "./traceback.ts";

/** Something to publish. */
interface Shown {
  readonly type: string;
  readonly content: object;
  readonly parent: Header;
  readonly size: number;
}

/** A call that the cells' thread could not answer: a fault of ours, not of a cell. */
export class Fault extends Error {
  override name = "Fault";
  readonly content: ErrorContent;

  constructor(content: ErrorContent) {
    super(content.evalue);
    this.content = content;
  }
}

/** The cells' thread, as the kernel's thread sees it: it is asked, and what it shows is published. */
export class CellsThread {
  /** What the kernel says of itself, once the cells' thread has loaded its compiler. */
  readonly kernelInfo: Promise<object>;
  /** What cells ask the one who has sent them. */
  readonly questions: Questions;
  readonly #port: MessagePort;
  readonly #counts: SharedCounts;
  readonly #connection: Connection;
  readonly #output: JoinedOutput;
  readonly #ready = Promise.withResolvers<object>();
  #answer: PromiseWithResolvers<unknown> | undefined;

  constructor(port: MessagePort, counts: SharedCounts, connection: Connection) {
    this.#port = port;
    this.#counts = counts;
    this.#connection = connection;
    this.questions = new Questions(connection, (text) => this.tell({ kind: "input", text }));
    this.kernelInfo = this.#ready.promise;
    this.#output = new JoinedOutput(({ parent, name, text, size }) =>
      this.#publish({ type: "stream", content: { name, text }, parent, size }, text.length),
    );
    port.on("message", (message: ToKernel) => this.#take(message));
  }

  /** Asks, and waits for the answer; all that was shown before it is on its way by then. */
  async call<Name extends keyof Calls>(
    kind: Name,
    ...args: Parameters<Calls[Name]>
  ): Promise<ReturnType<Calls[Name]>> {
    await this.kernelInfo;
    this.#answer = Promise.withResolvers();
    this.tell({ kind, args } as ToCells);
    return (await this.#answer.promise) as ReturnType<Calls[Name]>;
  }

  tell(message: ToCells): void {
    if (message.kind === "interrupt") this.questions.close();
    this.#port.postMessage(message);
    Atomics.add(this.#counts.sent, 0, 1);
    Atomics.notify(this.#counts.sent, 0);
  }

  #take(message: ToKernel): void {
    if (message.kind === "stream") {
      this.#output.write(message);
      return;
    }
    if (message.kind === "ask") {
      this.#ask(message.prompt);
      return;
    }
    this.#output.flush();
    if (message.kind === "publish") this.#publish(message);
    else if (message.kind === "ready") this.#ready.resolve(message.kernelInfo);
    else if (message.kind === "answer") this.#answer?.resolve(message.value);
    else this.#answer?.reject(new Fault(message.error));
  }

  #ask(prompt: string | undefined): void {
    const begun = prompt ?? this.#output.takeBegunLine();
    this.#output.flush();
    this.questions.ask(begun);
  }

  /** @param characters  what its reader has to have room for */
  #publish({ type, content, parent, size }: Shown, characters = size): void {
    const onSent = () => {
      Atomics.sub(this.#counts.unsent, 0, size);
      Atomics.notify(this.#counts.unsent, 0);
    };
    this.#connection.publish(type, content, { header: parent }, { size: characters, onSent });
  }
}
