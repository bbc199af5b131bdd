import type { MessagePort } from "node:worker_threads";
import type { Connection } from "./connection.ts";
import { JoinedOutput } from "./joined-output.ts";
import type { Header } from "./messages.ts";
import { Questions } from "./questions.ts";
import type {
  CellOutcome,
  CellRequest,
  SharedCounts,
  ToCells,
  ToKernel,
} from "./thread-messages.ts";

/** Something to publish. */
interface Shown {
  readonly type: string;
  readonly content: object;
  readonly parent: Header;
  readonly size: number;
}

/** The cells' thread, as the kernel's thread sees it: it is asked, and what it shows is published. */
export class CellsThread {
  /** What cells ask the one who has sent them. */
  readonly questions: Questions;
  readonly #port: MessagePort;
  readonly #counts: SharedCounts;
  readonly #connection: Connection;
  readonly #output: JoinedOutput;
  #onOutcome: (outcome: CellOutcome) => void = () => {};

  constructor(port: MessagePort, counts: SharedCounts, connection: Connection) {
    this.#port = port;
    this.#counts = counts;
    this.#connection = connection;
    this.questions = new Questions(connection, (text) => this.tell({ kind: "input", text }));
    this.#output = new JoinedOutput(({ parent, name, text, size }) =>
      this.#publish({ type: "stream", content: { name, text }, parent, size }, text.length),
    );
    port.on("message", (message: ToKernel) => this.#take(message));
  }

  /** Has a cell run, and waits for its end; all that it showed is on its way by then. */
  execute(cell: CellRequest): Promise<CellOutcome> {
    return new Promise((resolve) => {
      this.#onOutcome = resolve;
      this.tell({ kind: "execute", cell });
    });
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
    else this.#onOutcome(message.outcome);
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
