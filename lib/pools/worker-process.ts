import { type ChildProcess, fork } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { decodeError, type EncodedError } from "./error-codec.ts";
import { type Output, outputOfHost } from "./interruption.ts";
import type { OutcomeMessage, TaskMessage } from "./worker/run-task.ts";
import type { Death } from "./worker-died-error.ts";

/** Whom a process tells of itself. */
export interface WorkerProcessListener {
  onReady(): void;
  /** @param how  it ended, such as `was killed by SIGKILL` */
  onEnd(how: string): void;
}

/** Whom it tells of one task. */
export interface ProcessTask {
  readonly output: Output;
  onOutcome(outcome: OutcomeMessage): void;
  /** @param how  the process ended, such as `was killed by SIGKILL` */
  onDeath(how: string, death: Death): void;
}

/** What a process says. */
type Message = "ready" | "wrote" | OutcomeMessage | { readonly death: EncodedError };

const entry = fileURLToPath(new URL("./worker/process.ts", import.meta.url));

/** How long the output of a process that has ended may take to arrive. */
const outputMs = 1_000;

/** Where the report of V8 or of Node on its own end begins: it is no output of the function's. */
const crashReport =
  /(\n?<--- Last few GCs --->|FATAL ERROR:|#\n# Fatal|----- Native stack trace -----)/;

const living = new Set<WorkerProcess>();
process.on("exit", () => {
  for (const worker of living) worker.kill();
});

/** A child process that runs one task at a time. */
export class WorkerProcess {
  readonly pid: number;
  /** Resolves once it has ended. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #listener: WorkerProcessListener;
  #isReady = false;
  /** Whether output is on its way that belongs before the next answer. */
  #hasWritten = false;
  #task: ProcessTask | undefined;
  #thrown: { readonly error: unknown } | undefined;
  #crashReport = "";
  /** That of its last task: what it writes afterwards is taken to come from there. */
  #output = outputOfHost();

  /**
   * @param maxOldSpaceMb  the heap it may fill, in megabytes
   * @param modules        the URLs of what it is to load before it is ready
   */
  constructor(
    maxOldSpaceMb: number | undefined,
    modules: Iterable<string>,
    listener: WorkerProcessListener,
  ) {
    this.#listener = listener;
    this.#child = fork(entry, [String(process.pid), ...modules], {
      serialization: "advanced",
      execArgv: maxOldSpaceMb === undefined ? [] : [`--max-old-space-size=${maxOldSpaceMb}`],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.pid = this.#child.pid ?? -1;
    living.add(this);
    this.#child.on("message", (message: Message) => this.#onMessage(message));
    this.#unref();
    this.#forward("stdout");
    this.#forward("stderr");
    this.ended = new Promise((resolve) => {
      this.#child.once("error", (error) => {
        // Without a process there is no other event to come.
        if (this.pid < 0) resolve(this.#onEnd(`could not be started: ${error.message}`, {}));
      });
      this.#child.once("exit", (exitCode, signal) => {
        const tell = () => resolve(this.#onExit(exitCode, signal));
        const timer = setTimeout(tell, outputMs);
        this.#child.once("close", () => {
          clearTimeout(timer);
          tell();
        });
      });
    });
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** @throws {Error} a DataCloneError, if the message cannot be sent */
  send(message: TaskMessage, task: ProcessTask): void {
    // A channel that closes is no news: the end of the process is told, and how it came.
    this.#child.send(message, () => {});
    this.#task = task;
    this.#output = task.output;
    this.#ref();
  }

  /** Whether it was told to end. */
  get isKilled(): boolean {
    return this.#child.killed;
  }

  kill(): void {
    // Whoever waits for its end is to hear of it.
    this.#ref();
    this.#child.kill("SIGKILL");
  }

  #onMessage(message: Message): void {
    if (message === "ready") {
      this.#isReady = true;
      this.#listener.onReady();
    } else if (message === "wrote") {
      this.#hasWritten = true;
    } else if ("death" in message) {
      this.#thrown = { error: decodeError(message.death) };
    } else if (this.#hasWritten) {
      this.#hasWritten = false;
      this.#whenRead(() => this.#settle(message));
    } else {
      this.#settle(message);
    }
  }

  #settle(outcome: OutcomeMessage): void {
    this.#unref();
    const task = this.#task;
    this.#task = undefined;
    task?.onOutcome(outcome);
  }

  /** Calls `then` once a whole turn of the event loop has found nothing more to read. */
  #whenRead(then: () => void): void {
    const before = this.#bytesRead;
    setImmediate(() =>
      setImmediate(() => {
        if (this.#bytesRead > before) this.#whenRead(then);
        else then();
      }),
    );
  }

  get #bytesRead(): number {
    const { stdout, stderr } = this.#child;
    return (stdout as Socket).bytesRead + (stderr as Socket).bytesRead;
  }

  #onExit(exitCode: number | null, signal: string | null): void {
    if (/heap out of memory|heap limit/.test(this.#crashReport)) {
      this.#onEnd("ran out of memory", { ...(signal && { signal }) });
    } else if (this.#thrown) {
      const { error } = this.#thrown;
      this.#onEnd(`had an uncaught exception: ${error}`, { cause: error });
    } else if (signal) {
      this.#onEnd(`was killed by ${signal}`, { signal });
    } else {
      this.#onEnd(`ended with exit code ${exitCode}`, { exitCode: exitCode ?? 0 });
    }
  }

  #onEnd(how: string, death: Death): void {
    if (!living.delete(this)) return;
    this.#task?.onDeath(how, death);
    this.#task = undefined;
    this.#listener.onEnd(how);
  }

  /** Passes on what it writes, up to a report of V8's, which is kept. */
  #forward(name: "stdout" | "stderr"): void {
    const stream = this.#child[name] as Socket;
    stream.unref();
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      const text = this.#crashReport + chunk;
      const report = name === "stderr" ? text.search(crashReport) : -1;
      if (report >= 0) this.#crashReport = text.slice(report);
      const own = report >= 0 ? text.slice(0, report) : text;
      if (own !== "") this.#output.write(name, own);
      // Whoever reads what we show may be slower than the one who writes it.
      if (process[name].writableNeedDrain) {
        stream.pause();
        process[name].once("drain", () => stream.resume());
      }
    });
  }

  /** Keeps our own process alive until an answer has come. */
  #ref(): void {
    this.#child.ref();
    this.#child.channel?.ref();
  }

  #unref(): void {
    this.#child.unref();
    this.#child.channel?.unref();
  }
}
