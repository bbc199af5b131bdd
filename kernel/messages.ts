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

const delimiter = Buffer.from("<IDS|MSG>");
const session = randomUUID();

/**
 * Reads a message.
 *
 * @returns `undefined` if it is not signed with `key`
 */
export function decode(frames: readonly Buffer[], key: string): Message | undefined {
  const at = frames.findIndex((frame) => frame.equals(delimiter));
  const [signature, header, parentHeader, metadata, content] = frames.slice(at + 1);
  if (at < 0 || !signature || !header || !parentHeader || !metadata || !content) return undefined;
  const expected = Buffer.from(sign([header, parentHeader, metadata, content], key));
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    return undefined;
  }
  return {
    identities: frames.slice(0, at),
    header: JSON.parse(header.toString()),
    parentHeader: JSON.parse(parentHeader.toString()),
    content: JSON.parse(content.toString()),
  };
}

/** Writes a message of the given type in answer to `parent`. */
export function encode(
  type: string,
  content: object,
  parent: Message | undefined,
  key: string,
): (Buffer | string)[] {
  const header: Header = {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: parent?.header.username ?? "kernel",
    date: new Date().toISOString(),
    version: protocolVersion,
  };
  const parts = [header, parent?.header ?? {}, {}, content].map((part) => JSON.stringify(part));
  return [...(parent?.identities ?? []), delimiter, sign(parts, key), ...parts];
}

function sign(parts: readonly (Buffer | string)[], key: string): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}
