import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** Absolute path of a Chromium or Chrome on this machine, or that of the variable `CHROMIUM`. */
export function findChromium(): string | undefined {
  const names = ["chromium", "chromium-browser", "google-chrome", "chrome.exe", "msedge.exe"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  return [
    process.env.CHROMIUM,
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ].find((path) => path && isExecutable(path));
}

/** Starts it, headless, and without the look-ups that it makes by itself. */
export function launchChromium(): Promise<Browser> {
  const quiet = ["--disable-quic", "--disable-background-networking", "--disable-component-update"];
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({
    executablePath: findChromium() ?? "",
    args: [...quiet, ...sandbox],
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
