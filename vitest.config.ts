import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // One file after the other: they start kernels, servers and browsers, which want both cores.
    fileParallelism: false,
    // On a busy machine a worker may take seconds to start: only what hangs is to fail by time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Node runs our TypeScript as it is, so tests load the very modules that notebooks load:
    // a function keeps the identity and the source by which it crosses into a worker.
    experimental: { viteModuleRunner: false },
  },
});
