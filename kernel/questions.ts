import type { Connection } from "./connection.ts";
import type { Message } from "./messages.ts";

/** Asks the one who has sent a cell for a line of text, on the stdin channel. */
export class Questions {
  readonly #connection: Connection;
  readonly #onAnswer: (text: string) => void;
  #request: Message | undefined;
  /** Id of the question that waits for its answer. */
  #open: string | undefined;

  /** @param onAnswer  called with what was typed */
  constructor(connection: Connection, onAnswer: (text: string) => void) {
    this.#connection = connection;
    this.#onAnswer = onAnswer;
    void this.#listen();
  }

  /** Whom questions go to from now on; what is open is no longer waited for. */
  about(request: Message | undefined): void {
    this.#request = request;
    this.close();
  }

  ask(prompt: string): void {
    if (!this.#request) return;
    this.#open = this.#connection.ask({ prompt, password: false }, this.#request);
  }

  /** Takes no answer to what was asked. */
  close(): void {
    this.#open = undefined;
  }

  async #listen(): Promise<void> {
    for await (const { header, parentHeader, content } of this.#connection.inputs()) {
      // Some clients do not say what they answer.
      const isAnswer = (parentHeader.msg_id ?? this.#open) === this.#open;
      if (header.msg_type !== "input_reply" || !this.#open || !isAnswer) continue;
      this.close();
      this.#onAnswer(String(content.value ?? ""));
    }
  }
}
