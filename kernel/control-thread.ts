// A thread that answers even while a cell keeps the main thread busy: heartbeat and control
// channel, the stop button, and the end of the process once its Jupyter server is gone.

import { Session } from "node:inspector/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { Reply, Router } from "zeromq";
import { addressOf, type ConnectionInfo } from "./connection.ts";
import { decode, encode, type Message } from "./messages.ts";

/** What the main thread starts this one with. */
export interface ControlThreadData {
  readonly info: ConnectionInfo;
  readonly kernelInfo: object;
  /** Counts the interrupts that the main thread has taken notice of. */
  readonly noticed: Int32Array;
}

/** What this thread tells the main thread. */
export type ControlEvent = "ready" | "interrupt" | "shutdown";

/** How long the main thread may take to notice an interrupt before its code is stopped by force. */
const noticeMs = 100;
/** How long the process may take to shut down. */
const shutdownMs = 1_000;
const parentPollMs = 500;

const { info, kernelInfo, noticed } = workerData as ControlThreadData;
const parent = process.ppid;
const control = new Router({ linger: 1_000 });
const heartbeat = new Reply();
await Promise.all([
  control.bind(addressOf(info, info.control_port)),
  heartbeat.bind(addressOf(info, info.hb_port)),
]);
void serveHeartbeat();
void serveControl();
setInterval(() => {
  if (process.ppid !== parent) endAll();
}, parentPollMs);
tell("ready");

async function serveHeartbeat(): Promise<void> {
  for await (const frames of heartbeat) await heartbeat.send(frames);
}

async function serveControl(): Promise<void> {
  for await (const frames of control) {
    const request = decode(frames, info.key);
    if (request) await answer(request);
  }
}

async function answer(request: Message): Promise<void> {
  const type = request.header.msg_type;
  const reply = (content: object) =>
    control.send(encode(type.replace("_request", "_reply"), content, request, info.key));
  if (type === "kernel_info_request") {
    await reply(kernelInfo);
  } else if (type === "interrupt_request") {
    await interrupt();
    await reply({ status: "ok" });
  } else if (type === "shutdown_request") {
    await reply({ status: "ok", restart: request.content.restart === true });
    // A thread that ends with open sockets takes the process down with an error.
    control.close();
    heartbeat.close();
    tell("shutdown");
    setTimeout(endAll, shutdownMs);
  }
}

/**
 * Tells the main thread. If that is busy, what keeps it busy is ended first. A loop that began with
 * the cell is broken by SIGINT, for which tslab lets it watch; the inspector's way is rougher, but
 * reaches any other, such as one after an `await`.
 */
async function interrupt(): Promise<void> {
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

function tell(event: ControlEvent): void {
  parentPort?.postMessage(event);
}

/** Ends this process, and those that it has started, which are in the group that it leads. */
function endAll(): void {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    process.kill(process.pid, "SIGKILL");
  }
}
