import { readFileSync } from "node:fs";

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
