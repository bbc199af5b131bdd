import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { stopTree } from "../../scripts/process-tree.ts";
import { type Lab, startLab } from "../scripts/lab.ts";
import { findChromium, keepFromSaving, launchChromium } from "./chromium.ts";

describe.skipIf(!findChromium())("a notebook in JupyterLab", () => {
  let lab: Lab;
  let browser: Browser;
  let page: Page;
  let notebooks = 0;
  beforeAll(async () => {
    [lab, browser] = await Promise.all([startLab("--port", "9373"), launchChromium()]);
  }, 60_000);
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
    page.setDefaultTimeout(15_000);
  });
  afterEach(() => page.close());
  afterAll(async () => {
    await browser?.close();
    if (lab) await stopTree(lab.process, { graceMs: 10_000 });
  });

  test("shows an error as an error, and Run All stops there", async () => {
    await open(["console.log('one')", "throw new RangeError('boom')", "console.log('three')"]);
    await runAll();
    const error = cell(1).locator(".jp-OutputArea-output");
    await error.locator(".ansi-red-fg", { hasText: "RangeError" }).waitFor();
    expect(await error.innerText()).toContain("----> 1 throw new RangeError('boom')");
    // The cells in front have a number, the one behind was not run.
    await expect.poll(() => prompts()).toEqual(["[1]:", "[2]:", "[ ]:"]);
    expect(await cell(2).locator(".jp-OutputArea-output").count()).toBe(0);
  }, 90_000);

  test("colours the keywords of TypeScript, and says how long a cell took", async () => {
    await open(["interface A { x: number }", "const a: A = { x: 1 };"]);
    await runAll();
    await expect.poll(() => prompts()).toEqual(["[1]:", "[2]:"]);
    const colour = (word: Locator) => word.evaluate("(span) => getComputedStyle(span).color");
    const keyword = await colour(cell(0).locator(".cm-line span", { hasText: /^interface$/ }));
    expect(keyword).toBe(await colour(cell(1).locator(".cm-line span", { hasText: /^const$/ })));
    await cell(0)
      .locator(".execute-time")
      .getByText(/Last executed|executed/i)
      .waitFor();
  }, 90_000);

  test("shows what does not compile like what fails when it runs", async () => {
    await open(["const size = 1;\nconst text: string = size;"]);
    await runAll();
    const error = cell(0).locator(".jp-OutputArea-output");
    await error.locator(".ansi-red-fg", { hasText: "CompileError" }).waitFor();
    expect(await error.innerText()).toContain("----> 2 const text: string = size;");
    // As in a runtime error, nothing stands on black.
    expect(await error.locator("[class*=inverse], [class*=-bg]").count()).toBe(0);
  }, 90_000);

  test("tells, by Shift-Tab, the signature of the call that one is in", async () => {
    await open(['import { sleep } from "concurrency-lab";', "await sleep("]);
    await cell(0).click();
    await page.keyboard.press("Shift+Enter");
    await expect.poll(async () => (await prompts())[0]).toBe("[1]:");
    await cell(1).locator(".cm-content").click();
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+Tab");
    const tooltip = page.locator(".jp-Tooltip");
    await tooltip.waitFor();
    expect(await tooltip.innerText()).toContain("sleep(durationMs: number");
    expect(await tooltip.innerText()).toMatch(/Throws: /);
  }, 90_000);

  test.each([
    ["a cell that waits", "console.log('here'); await new Promise(() => {});"],
    ["a loop", "console.log('here'); while (true);"],
    ["a loop after an await", "await null; console.log('here'); while (true);"],
  ])(
    "the stop button ends %s, and the next cell runs",
    async (_what, code) => {
      await open([code, "console.log('alive')"]);
      await cell(0).click();
      await page.keyboard.press("Shift+Enter");
      await cell(0).locator(".jp-OutputArea-output").getByText("here").waitFor();
      await page
        .locator('.jp-NotebookPanel:visible [data-command="notebook:interrupt-kernel"]')
        .click();
      await cell(0).getByText("Interrupted").first().waitFor();
      await cell(1).click();
      await page.keyboard.press("Shift+Enter");
      await cell(1).locator(".jp-OutputArea-output").getByText("alive").waitFor();
    },
    90_000,
  );

  /** Opens a notebook that is only in the page, not on the disk, and waits for its kernel. */
  async function open(sources: readonly string[]): Promise<void> {
    const content = {
      cells: sources.map((source, index) => ({
        cell_type: "code",
        id: `cell-${index}`,
        metadata: {},
        source,
        outputs: [],
        execution_count: null,
      })),
      metadata: {
        kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
      },
      nbformat: 4,
      nbformat_minor: 5,
    };
    const now = new Date().toISOString();
    const name = `scratch-${++notebooks}.ipynb`;
    const path = `notebooks/${name}`;
    const file = { name, path, type: "notebook", format: "json", mimetype: null, writable: true };
    await keepFromSaving(page);
    const isNotebook = new RegExp(`/api/contents/${path}(\\?|$)`);
    await page.route(isNotebook, (route) =>
      route.request().method() === "GET"
        ? route.fulfill({ json: { ...file, content, created: now, last_modified: now } })
        : route.abort(),
    );
    const ready = new Promise<void>((resolve) => {
      page.on("websocket", (socket) =>
        socket.on("framereceived", ({ payload }) => {
          if (/"msg_type": ?"kernel_info_reply"/.test(payload.toString())) resolve();
        }),
      );
    });
    await page.goto(`${lab.url.origin}/lab/tree/${path}${lab.url.search}&reset`);
    await cell(0).waitFor();
    await ready;
  }

  function cell(index: number): Locator {
    return page.locator(".jp-NotebookPanel:visible .jp-CodeCell").nth(index);
  }

  function prompts(): Promise<string[]> {
    return page.locator(".jp-NotebookPanel:visible .jp-CodeCell .jp-InputPrompt").allInnerTexts();
  }

  async function runAll(): Promise<void> {
    await page.getByRole("menuitem", { name: "Run", exact: true }).click();
    await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
  }
});
