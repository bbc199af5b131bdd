import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

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

/** Lets a page of JupyterLab look at files, and keeps it from writing any. */
export async function keepFromSaving(page: Page): Promise<void> {
  await page.route("**/api/contents/**", (route) => {
    const request = route.request();
    if (request.url().includes("/checkpoints")) {
      // It makes one of what it opens if there is none, and opens nothing if it cannot.
      const checkpoint = { id: "checkpoint", last_modified: new Date().toISOString() };
      return route.fulfill({ json: [checkpoint] });
    }
    return request.method() === "GET" ? route.continue() : route.abort();
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
