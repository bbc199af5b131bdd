import { randomUUID } from "node:crypto";
import { Router, XPublisher } from "zeromq";
import { addressOf, type ConnectionInfo } from "./connection-info.ts";
import { decode, encode, type Message, type Parent } from "./messages.ts";
import { Outbox } from "./outbox.ts";

/**
 * Nothing that was said may be lost: no limit to what waits for a slow reader, and a second at the
 * end to hand over the rest.
 */
const lossless = { sendHighWaterMark: 0, linger: 1_000 };

/**
 * The kernel's ends of three channels: requests come in on shell, all that is to be seen goes out
 * on iopub, and cells ask for input on stdin.
 */
export class Connection {
  readonly #info: ConnectionInfo;
  readonly #iopub = new XPublisher(lossless);
  readonly #shell = new Router(lossless);
  readonly #stdin = new Router(lossless);
  /** One for all channels, so that what is said later arrives later. */
  readonly #outbox = new Outbox();

  constructor(info: ConnectionInfo) {
    this.#info = info;
  }

  async bind(): Promise<void> {
    await Promise.all([
      this.#iopub.bind(addressOf(this.#info, this.#info.iopub_port)),
      this.#shell.bind(addressOf(this.#info, this.#info.shell_port)),
      this.#stdin.bind(addressOf(this.#info, this.#info.stdin_port)),
    ]);
    void this.#welcome();
  }

  /** The requests on shell, as they come; what is not signed with our key is passed over. */
  requests(): AsyncGenerator<Message> {
    return this.#read(this.#shell);
  }

  /** What was typed in answer to `ask`. */
  inputs(): AsyncGenerator<Message> {
    return this.#read(this.#stdin);
  }

  /**
   * Says something to all who listen.
   *
   * @param options.size  its characters, if it is output, for which a reader has to have room
   * @param options.onSent  called when it is out
   */
  publish(
    type: string,
    content: object,
    parent: Parent | undefined,
    options: { readonly size?: number; readonly onSent?: () => void } = {},
  ): void {
    const about = parent && { header: parent.header };
    this.#outbox.add(async () => {
      await this.#iopub.send([type, ...encode(type, content, about, this.#info.key)]);
      options.onSent?.();
    }, options);
    if (type === "status") this.#outbox.add(async () => this.#outbox.startAnew());
  }

  /** Answers a request. */
  reply(type: string, content: object, request: Message): void {
    this.#send(this.#shell, type, content, request);
  }

  /**
   * Asks the one who has sent the request.
   *
   * @returns the id by which the answer names the question
   */
  ask(content: object, request: Message): string {
    const id = randomUUID();
    this.#send(this.#stdin, "input_request", content, request, id);
    return id;
  }

  /** Resolves once all that was said is out. */
  emptied(): Promise<void> {
    return this.#outbox.emptied();
  }

  close(): void {
    for (const socket of [this.#iopub, this.#shell, this.#stdin]) socket.close();
  }

  #send(socket: Router, type: string, content: object, request: Message, id?: string): void {
    this.#outbox.add(async () => socket.send(encode(type, content, request, this.#info.key, id)));
  }

  async *#read(socket: Router): AsyncGenerator<Message> {
    for await (const frames of socket) {
      const message = decode(frames, this.#info.key);
      if (message) yield message;
    }
  }

  /**
   * Greets each new listener, so that it knows from when on it hears all. That the kernel starts is
   * said to the first, right after its greeting: before that, nobody would hear it.
   */
  async #welcome(): Promise<void> {
    let isStarting = true;
    for await (const [frame] of this.#iopub) {
      const isSubscription = frame?.[0] === 1;
      if (!isSubscription) continue;
      const subscription = frame.subarray(1).toString();
      this.publish("iopub_welcome", { subscription }, undefined);
      if (isStarting) this.publish("status", { execution_state: "starting" }, undefined);
      isStarting = false;
    }
  }
}
