import { Session } from "node:inspector/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Reply, Router } from "zeromq";
import { addressOf, type ConnectionInfo } from "./connection-info.ts";
import { decode, encode, type Message } from "./messages.ts";

/** How long the cells' thread may take to notice an interrupt before its code is stopped by force. */
const noticeMs = 100;
/** How long the process may take to shut down. */
const shutdownMs = 1_000;
const parentPollMs = 500;

/** What the cells' thread has to do, whatever else it does. */
export type ControlEvent = "interrupt" | "shutdown";

/** What the control channel is served with. */
export interface ControlOptions {
  readonly info: ConnectionInfo;
  readonly kernelInfo: Promise<object>;
  /** Counts the interrupts that the cells' thread has taken notice of. */
  readonly noticed: Int32Array;
  /** Tells the cells' thread. */
  readonly tell: (event: ControlEvent) => void;
}

/**
 * What works even while a cell keeps its thread busy: heartbeat and control channel, the stop
 * button, and the end of the process once its Jupyter server is gone.
 */
export class Control {
  readonly #options: ControlOptions;
  readonly #control = new Router({ linger: 1_000 });
  readonly #heartbeat = new Reply();

  constructor(options: ControlOptions) {
    this.#options = options;
  }

  async bind(): Promise<void> {
    const { info } = this.#options;
    await Promise.all([
      this.#control.bind(addressOf(info, info.control_port)),
      this.#heartbeat.bind(addressOf(info, info.hb_port)),
    ]);
    void this.#serveHeartbeat();
    void this.#serve();
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) endAll();
    }, parentPollMs);
  }

  close(): void {
    this.#control.close();
    this.#heartbeat.close();
  }

  async #serveHeartbeat(): Promise<void> {
    for await (const frames of this.#heartbeat) await this.#heartbeat.send(frames);
  }

  async #serve(): Promise<void> {
    for await (const frames of this.#control) {
      const request = decode(frames, this.#options.info.key);
      if (request) await this.#answer(request);
    }
  }

  async #answer(request: Message): Promise<void> {
    const { info, kernelInfo, tell } = this.#options;
    const type = request.header.msg_type;
    const reply = (content: object) =>
      this.#control.send(encode(type.replace("_request", "_reply"), content, request, info.key));
    if (type === "kernel_info_request") {
      await reply(await kernelInfo);
    } else if (type === "interrupt_request") {
      await this.#interrupt();
      await reply({ status: "ok" });
    } else if (type === "shutdown_request") {
      await reply({ status: "ok", restart: request.content.restart === true });
      this.close();
      tell("shutdown");
      setTimeout(endAll, shutdownMs);
    }
  }

  /**
   * Tells the cells' thread. If that is busy, what keeps it busy is ended first. A loop that began
   * with the cell is broken by SIGINT, for which tslab lets it watch; the inspector's way is
   * rougher, but reaches any other, such as one after an `await`.
   */
  async #interrupt(): Promise<void> {
    const { noticed, tell } = this.#options;
    const before = Atomics.load(noticed, 0);
    const isNoticed = async () => {
      await sleep(noticeMs);
      return Atomics.load(noticed, 0) !== before;
    };
    tell("interrupt");
    if (await isNoticed()) return;
    process.kill(process.pid, "SIGINT");
    if (await isNoticed()) return;
    const session = new Session();
    session.connectToMainThread();
    do {
      await session.post("Runtime.terminateExecution");
    } while (!(await isNoticed()));
    session.disconnect();
  }
}

/** Ends this process, and those that it has started, which are in the group that it leads. */
function endAll(): void {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    process.kill(process.pid, "SIGKILL");
  }
}
