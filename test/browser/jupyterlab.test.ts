import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../../scripts/environment.mjs";
import { readNotebook, textOf } from "../../scripts/notebooks.ts";
import { stopTree } from "../../scripts/process-tree.ts";
import { type Lab, startLab } from "../scripts/lab.ts";
import { findChromium, keepFromSaving, launchChromium } from "./chromium.ts";

describe.skipIf(!findChromium())("in JupyterLab", () => {
  let lab: Lab;
  let browser: Browser;
  beforeAll(async () => {
    lab = await startLab("--port", "9273");
    browser = await launchChromium();
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
    const { ready, replies } = watchKernel(page, codeCells);
    await open(page, path);
    await ready;
    await page.getByRole("menuitem", { name: "Run", exact: true }).click();
    await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
    expect(await replies).toEqual(Array(codeCells).fill("ok"));

    const outputs = page.locator(".jp-NotebookPanel:visible .jp-OutputArea-output");
    expect(await outputs.filter({ hasText: "Request 9: dispatching" }).count()).toBe(1);
    const holds = /Requirement \d holds/;
    const checks = cells.filter((cell) => cell.cell_type === "code" && holds.test(textOf(cell)));
    expect(checks.length).toBeGreaterThanOrEqual(5);
    expect(await outputs.filter({ hasText: holds }).count()).toBe(checks.length);
    await outputs.filter({ hasText: "Request 9: dispatching" }).scrollIntoViewIfNeeded();
    // The picture in the README.
    await page.screenshot({ path: join(root, ".cache", "jupyterlab.png") });
  }, 300_000);

  test("a notebook that is opened stays as it is, and its contents jump", async () => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    const { ready } = watchKernel(page, 1);
    await open(page, "lecture31/exercise-4-pipeline-benchmark.ipynb");
    await ready;
    await page.getByRole("tab", { name: "Table of Contents" }).click();
    const last = page.locator(".jp-TableOfContents-tree .jp-tocItem-heading").last();
    await last.click();
    const heading = page.locator(".jp-NotebookPanel:visible .jp-RenderedMarkdown :is(h1,h2,h3)");
    await expect.poll(() => isInView(page, heading.last()), { timeout: 20_000 }).toBe(true);
    expect(await page.locator(".jp-mod-dirty").count()).toBe(0);
  }, 120_000);

  /** Opens a notebook of the course. */
  async function open(page: Page, path: string): Promise<void> {
    await keepFromSaving(page);
    await page.goto(`${lab.url.origin}/lab/tree/notebooks/${path}${lab.url.search}&reset`);
    await page.locator(".jp-NotebookPanel:visible .jp-CodeCell").first().waitFor();
  }
});

async function isInView(page: Page, element: Locator): Promise<boolean> {
  const [box, view] = [await element.boundingBox(), page.viewportSize()];
  return box !== null && view !== null && box.y >= 0 && box.y < view.height;
}

/**
 * Listens to a page's kernel: `ready` once it has said who it is, `replies` with the status of
 * every execute_reply once each of `cells` code cells has one, or one has failed. The kernel's
 * idle light cannot be waited for, as it comes on between cells.
 */
function watchKernel(
  page: Page,
  cells: number,
): { ready: Promise<void>; replies: Promise<string[]> } {
  const ready = Promise.withResolvers<void>();
  const replies = Promise.withResolvers<string[]>();
  const statuses: string[] = [];
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      const text = payload.toString();
      const type = /"msg_type": ?"(\w+)"/.exec(text)?.[1];
      if (type === "kernel_info_reply") ready.resolve();
      if (type !== "execute_reply") return;
      const status = /"status": ?"(\w+)"/.exec(text)?.[1] ?? "none";
      if (statuses.push(status) === cells || status !== "ok") replies.resolve(statuses);
    });
  });
  return { ready: ready.promise, replies: replies.promise };
}
