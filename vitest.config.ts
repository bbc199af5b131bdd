import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Node runs our TypeScript as it is, so tests load the very modules that notebooks load:
    // a function keeps the identity and the source by which it crosses into a worker.
    experimental: { viteModuleRunner: false },
  },
});
