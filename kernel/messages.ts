// Jupyter's messages, and their form on the wire.
// https://jupyter-client.readthedocs.io/en/stable/messaging.html

import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

/** The protocol's version that this kernel speaks. */
export const protocolVersion = "5.4";

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

export interface Message {
  /** Who asked, so that the router knows whom to answer. */
  readonly identities: readonly Buffer[];
  readonly header: Header;
  readonly parentHeader: Header | Record<string, never>;
  readonly content: Record<string, unknown>;
}

/** What a message is an answer to: a request as a rule, or its header where nobody is addressed. */
export type Parent = Pick<Message, "header"> & Partial<Pick<Message, "identities">>;

const delimiter = Buffer.from("<IDS|MSG>");
const session = randomUUID();

/**
 * Reads a message.
 *
 * @returns `undefined` if it is not signed with `key`, or is not what the protocol calls a message
 */
export function decode(frames: readonly Buffer[], key: string): Message | undefined {
  const at = frames.findIndex((frame) => frame.equals(delimiter));
  const [signature, ...parts] = frames.slice(at + 1, at + 6);
  if (at < 0 || !signature || parts.length < 4) return undefined;
  const expected = Buffer.from(sign(parts, key));
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    return undefined;
  }
  try {
    const [header, parentHeader, , content] = parts.map((part) => JSON.parse(part.toString()));
    const isMessage = typeof header?.msg_type === "string" && typeof header.msg_id === "string";
    if (!isMessage || !isObject(parentHeader) || !isObject(content)) return undefined;
    return { identities: frames.slice(0, at), header, parentHeader, content };
  } catch {
    return undefined;
  }
}

/** Writes a message of the given type in answer to `parent`. All text in it is well formed. */
export function encode(
  type: string,
  content: object,
  parent: Parent | undefined,
  key: string,
  id: string = randomUUID(),
): (Buffer | string)[] {
  const header: Header = {
    msg_id: id,
    msg_type: type,
    session,
    username: parent?.header.username ?? "kernel",
    date: new Date().toISOString(),
    version: protocolVersion,
  };
  const parts = [header, parent?.header ?? {}, {}, content].map(wellFormedJson);
  return [...(parent?.identities ?? []), delimiter, sign(parts, key), ...parts];
}

/**
 * Halves of surrogate pairs are replaced by U+FFFD, in keys, too: Python reads them as they are, and
 * can then not write them. `JSON.stringify` escapes them, and no other surrogates.
 */
function wellFormedJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!json.includes("\\ud")) return json;
  return json.replace(/\\(ud[89a-f][\da-f]{2}|.)/g, (whole, code) =>
    code.length > 1 ? "\ufffd" : whole,
  );
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sign(parts: readonly (Buffer | string)[], key: string): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}
