import { readFileSync } from "node:fs";
import { Router, XPublisher } from "zeromq";
import { decode, encode, type Message } from "./messages.ts";

/** What Jupyter's connection file says. */
export interface ConnectionInfo {
  readonly transport: string;
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  readonly key: string;
  readonly signature_scheme: string;
}

/** Reads the connection file. */
export function readConnectionFile(path: string): ConnectionInfo {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Where a channel's socket binds. */
export function addressOf({ transport, ip }: ConnectionInfo, port: number): string {
  return transport === "ipc" ? `ipc://${ip}-${port}` : `${transport}://${ip}:${port}`;
}

/**
 * Nothing that was said may be lost: no limit to what waits for a slow reader, and a second at the
 * end to hand over the rest. And each send is to be done at once (a time-out of 0), as otherwise
 * zeromq puts off the 513th of a loop to the next turn of the event loop, and refuses all others
 * until then.
 */
const lossless = { sendHighWaterMark: 0, sendTimeout: 0, linger: 1_000 };

/**
 * The kernel's ends of the channels that the main thread serves: requests come in on shell, and
 * all that is to be seen goes out on iopub.
 */
export class Connection {
  readonly #info: ConnectionInfo;
  readonly #iopub = new XPublisher(lossless);
  readonly #shell = new Router(lossless);
  readonly #stdin = new Router();

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
  async *requests(): AsyncGenerator<Message> {
    for await (const frames of this.#shell) {
      const message = decode(frames, this.#info.key);
      if (message) yield message;
    }
  }

  /** Says something to all who listen; at once, so that it is out even if the thread then blocks. */
  publish(type: string, content: object, parent: Message | undefined): void {
    const frames = encode(type, content, parent && { ...parent, identities: [] }, this.#info.key);
    void this.#iopub.send([type, ...frames]);
  }

  /** Answers a request. */
  reply(type: string, content: object, request: Message): void {
    void this.#shell.send(encode(type, content, request, this.#info.key));
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

  close(): void {
    for (const socket of [this.#iopub, this.#shell, this.#stdin]) socket.close();
  }
}
