import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../../scripts/environment.mjs";
import { readNotebook } from "../../scripts/notebooks.ts";
import { stopTree } from "../../scripts/process-tree.ts";
import { type Lab, startLab } from "../scripts/lab.ts";
import { findChromium } from "./chromium.ts";

const executablePath = findChromium();

describe.skipIf(!executablePath)("in JupyterLab", () => {
  let lab: Lab;
  let browser: Browser;
  beforeAll(async () => {
    lab = await startLab("--port", "9273");
    const quiet = [
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
    ];
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    browser = await chromium.launch({
      executablePath: executablePath ?? "",
      args: [...quiet, ...sandbox],
    });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    if (lab) await stopTree(lab.process, { graceMs: 10_000 });
  });

  test("lecture 29, exercise 1 runs from its first cell to its last", async () => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
    const path = "lecture29/exercise-1-batch-requests.ipynb";
    const { cells } = readNotebook(join(root, "notebooks", path));
    const codeCells = cells.filter((cell) => cell.cell_type === "code").length;
    const replies = repliesTo(page, codeCells);
    await open(page, path);
    await page.getByRole("menuitem", { name: "Run", exact: true }).click();
    await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
    expect(await replies).toEqual(Array(codeCells).fill("ok"));

    // Only what is in view is in the page.
    const notebook = page.locator(".jp-NotebookPanel:visible");
    await notebook.getByText("Request 9: dispatching").scrollIntoViewIfNeeded();
    await notebook.getByText("Requirement 3 holds").waitFor();
    await page.screenshot({ path: ".cache/jupyterlab.png" });
  }, 300_000);

  /** Opens a notebook of the course, and waits for its kernel. */
  async function open(page: Page, path: string): Promise<void> {
    // The test looks on: what it runs must not be saved into the repository.
    await page.route("**/api/contents/**", (route) =>
      route.request().method() === "GET" ? route.continue() : route.abort(),
    );
    await page.goto(`${lab.url.origin}/lab/tree/notebooks/${path}${lab.url.search}`);
    await page.locator(".jp-NotebookPanel:visible .jp-CodeCell").first().waitFor();
    await page.getByText("TypeScript | Idle").waitFor({ timeout: 60_000 });
  }
});

/**
 * Collects the status of every execute_reply until each of `cells` code cells has one, or one has
 * failed. The kernel's idle light cannot be waited for, as it comes on between cells.
 */
function repliesTo(page: Page, cells: number): Promise<string[]> {
  return new Promise((resolve) => {
    const replies: string[] = [];
    page.on("websocket", (socket) => {
      socket.on("framereceived", ({ payload }) => {
        const text = payload.toString();
        if (!/"msg_type": ?"execute_reply"/.test(text)) return;
        const status = /"status": ?"(\w+)"/.exec(text)?.[1] ?? "none";
        if (replies.push(status) === cells || status !== "ok") resolve(replies);
      });
    });
  });
}
