// What the two threads say to each other: the kernel's, which speaks with Jupyter, and the cells',
// which is the main thread. All of it survives a structured clone.

import type { MessagePort } from "node:worker_threads";
import type { Compiled } from "./compiled.ts";
import type { ConnectionInfo } from "./connection-info.ts";
import type { Header } from "./messages.ts";
import type { StreamName } from "./output.ts";
import type { ErrorContent } from "./traceback.ts";

/** What the kernel's thread is started with. */
export interface KernelThreadData {
  readonly info: ConnectionInfo;
  readonly port: MessagePort;
  readonly counts: SharedCounts;
}

/** Counters that both threads see, also while one of them is blocked. */
export interface SharedCounts {
  /** The interrupts that the cells' thread has taken notice of. */
  readonly noticed: Int32Array;
  /** The characters of output that have not been handed to zeromq yet. */
  readonly unsent: Int32Array;
  /** What has been sent to the cells' thread, which may wait for more. */
  readonly sent: Int32Array;
}

/** A cell to run. */
export interface CellRequest {
  readonly count: number;
  /** The header of its request: what the cell shows names it as the reason. */
  readonly parent: Header;
  /** `undefined` if there is nothing to run. */
  readonly compiled: Compiled | undefined;
  readonly silent: boolean;
  /** Whether the one who sent it can be asked for input. */
  readonly canAsk: boolean;
}

/** What came of a cell. */
export interface CellOutcome {
  readonly failure: ErrorContent | undefined;
  /** Its last expression, by mime type; `undefined` if there is nothing to show. */
  readonly data: MimeBundle | undefined;
  /** The names that it has declared, or come to before it failed. */
  readonly declared: ReadonlySet<string>;
}

export type MimeBundle = Record<string, unknown>;

/** What the kernel's thread says. */
export type ToCells =
  | { readonly kind: "execute"; readonly cell: CellRequest }
  | { readonly kind: "input"; readonly text: string }
  | { readonly kind: "interrupt" }
  | { readonly kind: "shutdown" };

/** What the cells' thread says. */
export type ToKernel =
  | { readonly kind: "outcome"; readonly outcome: CellOutcome }
  /** Without a prompt, the line that was begun on stdout is the prompt. */
  | { readonly kind: "ask"; readonly prompt: string | undefined }
  | {
      readonly kind: "stream";
      readonly parent: Header;
      readonly name: StreamName;
      readonly text: string;
      readonly size: number;
    }
  | {
      readonly kind: "publish";
      readonly parent: Header;
      readonly type: string;
      readonly content: object;
      /** About how many bytes of memory it takes. */
      readonly size: number;
    };
