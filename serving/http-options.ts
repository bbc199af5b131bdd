import type { Writable } from "node:stream";
import { checkDuration, checkPositiveInteger, refuse } from "concurrency-lab/internal";

/** How an `InferenceService` answers HTTP. */
export interface ListenOptions {
  /**
   * 0 for one that is free.
   *
   * @default 0
   */
  readonly port?: number;
  /**
   * Whose connections it takes: `0.0.0.0` for anybody's.
   *
   * @default "127.0.0.1", this machine's alone
   */
  readonly host?: string;
  /**
   * Bytes in a body.
   *
   * @default 16384
   */
  readonly maxBodyBytes?: number;
  /**
   * How long a client may take to send a request, in milliseconds; half of it for the headers.
   *
   * @default 10000
   */
  readonly requestTimeoutMs?: number;
  /**
   * How long `close` waits for clients that do not take their answers, or have not finished their
   * requests, in milliseconds: then it hangs up.
   *
   * @default 10000
   */
  readonly drainTimeoutMs?: number;
  /**
   * From which level on it logs, as lines of JSON (pino).
   *
   * @default "silent"
   */
  readonly logLevel?: "debug" | "info" | "warn" | "error" | "silent";
  /** @default process.stdout */
  readonly logTo?: Writable;
}

/** The HTTP side of a service. */
export interface HttpServer {
  readonly url: string;
  close(): Promise<void>;
}

export type CheckedListenOptions = Required<Omit<ListenOptions, "logTo">> &
  Pick<ListenOptions, "logTo">;

/** @throws {TypeError | RangeError} if an option is not what it must be */
export function checkListenOptions(options: ListenOptions): CheckedListenOptions {
  const { port = 0, host = "127.0.0.1", maxBodyBytes = 16_384 } = options;
  const { requestTimeoutMs = 10_000, drainTimeoutMs = 10_000, logLevel = "silent" } = options;
  const what = "listen";
  if (!(Number.isInteger(port) && port >= 0 && port < 65_536)) {
    refuse(what, "port", { value: port, wanted: "an integer from 0 to 65535" });
  }
  checkPositiveInteger(what, "maxBodyBytes", maxBodyBytes);
  checkPositiveInteger(what, "requestTimeoutMs", requestTimeoutMs);
  checkDuration(what, "drainTimeoutMs", drainTimeoutMs);
  const checked = { port, host, maxBodyBytes, requestTimeoutMs, drainTimeoutMs, logLevel };
  return options.logTo ? { ...checked, logTo: options.logTo } : checked;
}
