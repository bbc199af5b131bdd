// An open-loop client, in a process of its own: requests leave when they are due, whether or not
// those before them have been answered, as a crowd's do, and the latency of each counts from when it
// was due. A closed loop, which waits for answers, would ask less of a slow server, and call it fast.

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { randomExponential, randomLcg } from "d3-random";
import { build } from "hdr-histogram-js";

/** What the client is told, one at a time. */
export type Command =
  | { readonly kind: "connect"; readonly url: string; readonly connections: number }
  | { readonly kind: "load"; readonly ratePerSecond: number; readonly durationMs: number };

/** What came of a load. Latencies are of the answers with 200. */
export interface Load {
  readonly offeredPerSecond: number;
  readonly goodPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Answers by status; 0 for what had no answer a while after the end, or lost its connection. */
  readonly statuses: Readonly<Record<number, number>>;
}

const wave = 100;
const random = randomLcg(7);
const requests = Array.from({ length: 256 }, () => {
  const body = JSON.stringify({
    input: Array.from({ length: 16 }, () => Number(random().toFixed(3))),
  });
  const headers = `host: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
  return Buffer.from(`POST /predict HTTP/1.1\r\n${headers}\r\n\r\n${body}`);
});

/** A connection, which has at most one request under way. */
interface Line {
  readonly socket: Socket;
  dueMs: number;
  received: string;
}

let idle: Line[] = [];
let overdue: number[] = [];
let firstOverdue = 0;
let underWay = 0;
let statuses: Record<number, number> = {};
const latencies = build({ lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000 });

async function open(url: string, connections: number): Promise<void> {
  for (const { socket } of idle) socket.destroy();
  idle = [];
  const { hostname, port } = new URL(url);
  while (idle.length < connections) {
    const sockets = Array.from({ length: Math.min(wave, connections - idle.length) }, () =>
      connect({ host: hostname, port: Number(port), noDelay: true }),
    );
    await Promise.all(sockets.map((socket) => once(socket, "connect")));
    // A first request on each: a server takes who connects and says nothing for an attacker.
    for (const socket of sockets) send(lineOf(socket), performance.now());
    while (underWay > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function lineOf(socket: Socket): Line {
  const line: Line = { socket, dueMs: Number.NaN, received: "" };
  socket.setEncoding("latin1");
  socket.on("data", (text: unknown) => {
    line.received += text;
    const bodyAt = line.received.indexOf("\r\n\r\n") + 4;
    if (bodyAt < 4) return;
    const [, length] = /content-length: (\d+)/i.exec(line.received) ?? [];
    if (line.received.length < bodyAt + Number(length)) return;
    end(line, Number(line.received.slice(9, 12)));
    line.received = "";
    const due = overdue[firstOverdue];
    if (due === undefined) idle.push(line);
    else {
      firstOverdue++;
      send(line, due);
    }
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    if (!Number.isNaN(line.dueMs)) end(line, 0);
    idle = idle.filter((other) => other !== line);
  });
  return line;
}

/** Any of them, so that all connections are used. */
function takeIdle(): Line | undefined {
  const at = Math.floor(random() * idle.length);
  const line = idle[at];
  const last = idle.pop();
  if (last && line !== last) idle[at] = last;
  return line;
}

function send(line: Line, dueMs: number): void {
  line.dueMs = dueMs;
  underWay++;
  line.socket.write(requests[Math.floor(random() * requests.length)] as Buffer);
}

function end(line: Line, status: number): void {
  statuses[status] = (statuses[status] ?? 0) + 1;
  if (status === 200) latencies.recordValue(Math.round((performance.now() - line.dueMs) * 1000));
  line.dueMs = Number.NaN;
  underWay--;
}

async function load(ratePerSecond: number, durationMs: number): Promise<Load> {
  latencies.reset();
  statuses = {};
  overdue = [];
  firstOverdue = 0;
  // Poisson arrivals: the gaps between them are exponential.
  const gapMs = randomExponential.source(random)(ratePerSecond / 1000);
  const startMs = performance.now();
  let offered = 0;
  let dueMs = startMs + gapMs();
  for (let now = startMs; now < startMs + durationMs; now = performance.now()) {
    for (; dueMs <= now; dueMs += gapMs()) {
      offered++;
      const line = takeIdle();
      if (line) send(line, dueMs);
      else overdue.push(dueMs);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const elapsedMs = performance.now() - startMs;
  // What takes longer has failed.
  const patienceMs = performance.now() + 6000;
  while (underWay > 0 && performance.now() < patienceMs) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const unanswered = underWay + overdue.length - firstOverdue;
  overdue = [];
  return {
    offeredPerSecond: (offered / elapsedMs) * 1000,
    goodPerSecond: ((statuses[200] ?? 0) / elapsedMs) * 1000,
    p50Ms: latencies.getValueAtPercentile(50) / 1000,
    p99Ms: latencies.getValueAtPercentile(99) / 1000,
    maxMs: latencies.maxValue / 1000,
    statuses: unanswered > 0 ? { ...statuses, 0: (statuses[0] ?? 0) + unanswered } : statuses,
  };
}

process.on("message", async (command: Command) => {
  if (command.kind === "connect") await open(command.url, command.connections);
  const isLoad = command.kind === "load";
  process.send?.(isLoad ? await load(command.ratePerSecond, command.durationMs) : "connected");
});
process.on("disconnect", () => process.exit());
