import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findEnvironment, jupyterVariables, root } from "../../scripts/environment.mjs";
import { testEnvironment } from "../../scripts/test-environment.ts";

test("the kernel passes the public conformance suite, and skips nothing", async () => {
  const { python } = await testEnvironment();
  const { error, stderr } = await new Promise<{ error: Error | null; stderr: string }>(
    (resolve) => {
      const options = { cwd: join(root, "notebooks"), env: jupyterVariables(findEnvironment()) };
      execFile(
        python,
        [join(root, "test", "kernel", "conformance.py")],
        options,
        (error, _, stderr) => resolve({ error, stderr }),
      );
    },
  );
  expect(stderr).toMatch(/Ran \d+ tests in [\d.]+s\n\nOK\n$/);
  expect(error).toBeNull();
}, 240_000);
