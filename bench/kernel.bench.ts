// npm run bench -- kernel: our kernel beside stock tslab, in one run: time to start, time a cell.

import { join } from "node:path";
import { table } from "concurrency-lab";
import { kernelArguments, root } from "../scripts/environment.mjs";
import { Client, freePorts } from "../test/kernel/client.ts";

const rounds = 7;
const cells = 100;
const kernels = {
  "stock tslab": [join(root, "node_modules", "tslab", "bin", "tslab"), "kernel", "--config-path"],
  ours: kernelArguments,
};

const startMs = new Map<string, number[]>();
const cellMs = new Map<string, number[]>();
// In turn, so that what else the machine does disturbs both alike.
for (let round = 0; round < rounds; round++) {
  for (const [name, command] of Object.entries(kernels)) {
    const started = performance.now();
    const kernel = await Client.start({ command, ports: await freePorts(5) });
    add(startMs, name, performance.now() - started);
    await kernel.execute("const warm = 1;");
    const executed = performance.now();
    for (let n = 0; n < cells; n++) await kernel.execute(`const value${n % 5} = ${n};`);
    add(cellMs, name, (performance.now() - executed) / cells);
    await kernel.close();
  }
}

const names = Object.keys(kernels);
const best = (times: Map<string, number[]>, name: string) => Math.min(...(times.get(name) ?? []));
console.log(
  table(
    names.map((name) => ({
      kernel: name,
      "start (ms)": Math.round(best(startMs, name)),
      "start, ratio": (best(startMs, name) / best(startMs, "stock tslab")).toFixed(2),
      "a cell (ms)": best(cellMs, name).toFixed(2),
      "a cell, ratio": (best(cellMs, name) / best(cellMs, "stock tslab")).toFixed(2),
    })),
    { title: `Best of ${rounds} starts, and of ${rounds} times ${cells} cells` },
  ),
);

function add(times: Map<string, number[]>, name: string, ms: number): void {
  times.set(name, [...(times.get(name) ?? []), ms]);
}
