// What the two threads say to each other: the kernel's, which speaks with Jupyter, and the cells',
// which is the main thread. All of it survives a structured clone.

import type { MessagePort } from "node:worker_threads";
import type { ConnectionInfo } from "./connection-info.ts";
import type { Completeness } from "./is-complete.ts";
import type { Completion } from "./language.ts";
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
  /** Empty if there is nothing to run. */
  readonly code: string;
  readonly silent: boolean;
  /** Whether the one who sent it can be asked for input. */
  readonly canAsk: boolean;
}

/** What came of a cell. */
export interface CellOutcome {
  readonly failure: ErrorContent | undefined;
  /** Its last expression, by mime type; `undefined` if there is nothing to show. */
  readonly data: MimeBundle | undefined;
}

export type MimeBundle = Record<string, unknown>;

/** What the cells' thread answers, by what it is asked. */
export interface Calls {
  execute(cell: CellRequest): CellOutcome;
  complete(code: string, position: number): Completion;
  /** What is known of a name, as text. */
  inspect(code: string, position: number): string | undefined;
  judge(code: string): Completeness;
}

/** One question; the next is asked when it is answered. */
export type Call = {
  [Name in keyof Calls]: { readonly kind: Name; readonly args: Parameters<Calls[Name]> };
}[keyof Calls];

/** What the kernel's thread says. */
export type ToCells =
  | Call
  | { readonly kind: "input"; readonly text: string }
  | { readonly kind: "interrupt" }
  | { readonly kind: "shutdown" };

/** What the cells' thread says. */
export type ToKernel =
  | { readonly kind: "ready"; readonly kernelInfo: object }
  | { readonly kind: "answer"; readonly value: unknown }
  | { readonly kind: "fault"; readonly error: ErrorContent }
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
