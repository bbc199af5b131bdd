import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

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

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
