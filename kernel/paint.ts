import { styleText } from "node:util";

/** Colours text, whether or not this process has a terminal: notebooks show ANSI colours. */
export function paint(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { validateStream: false });
}
