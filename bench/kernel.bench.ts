// npm run bench -- kernel: our kernel beside stock tslab and Python's, in one run: from start to
// its first answer and to that of the first cell, the first import of the library, a cell after
// that, and memory.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { table } from "concurrency-lab";
import { findEnvironment, kernelArguments, root } from "../scripts/environment.mjs";
import { Client, freePorts } from "../test/kernel/client.ts";

const rounds = 7;
const cells = 100;

interface Kernel {
  readonly name: string;
  readonly executable?: string;
  readonly command: readonly string[];
  readonly cell: (n: number) => string;
  /** The library that its notebooks begin with. */
  readonly library: string;
}

const typescript = {
  cell: (n: number) => `const value${n % 5} = ${n};`,
  library: 'import { ThreadPool, BoundedQueue, table } from "concurrency-lab";',
};
const kernels: readonly Kernel[] = [
  {
    name: "stock tslab",
    command: [join(root, "node_modules", "tslab", "bin", "tslab"), "kernel", "--config-path"],
    ...typescript,
  },
  { name: "ours", command: kernelArguments, ...typescript },
  {
    name: "Python's",
    executable: findEnvironment().python,
    command: ["-m", "ipykernel_launcher", "-f"],
    cell: (n) => `value${n % 5} = ${n}`,
    library: "import asyncio, concurrent.futures, multiprocessing, queue",
  },
];

/** What was measured, by kernel: times in ms, memory in MB. */
interface Measured {
  /** From start until it answers a client. */
  readonly ready: number;
  /** From start until a cell that came at once has run: a kernel may answer before it can do that. */
  readonly first: number;
  readonly library: number;
  readonly cell: number;
  readonly memory: number;
}

async function measure({
  executable = process.execPath,
  command,
  cell,
  library,
}: Kernel): Promise<Measured> {
  const began = performance.now();
  const kernel = await Client.start({ executable, command, ports: await freePorts(5) });
  const ready = performance.now() - began;
  const timed = async (code: string) => {
    const start = performance.now();
    const { reply } = await kernel.execute(code);
    if (reply.status !== "ok") throw new Error(`${code}: ${reply.evalue}`);
    return performance.now() - start;
  };
  await timed(cell(0));
  const first = performance.now() - began;
  const imported = await timed(library);
  const memory = residentMb(kernel.process.pid);
  const start = performance.now();
  for (let n = 0; n < cells; n++) await timed(cell(n));
  const perCell = (performance.now() - start) / cells;
  await kernel.close();
  return { ready, first, library: imported, cell: perCell, memory };
}

function residentMb(pid = 0): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

const measured = new Map<Kernel, Measured[]>(kernels.map((kernel) => [kernel, []]));
// In turn, so that what else the machine does disturbs all alike.
for (let round = 0; round < rounds; round++) {
  for (const [kernel, runs] of measured) runs.push(await measure(kernel));
}

const best = (runs: readonly Measured[], key: keyof Measured) =>
  Math.min(...runs.map((run) => run[key]));
console.log(
  table(
    [...measured].map(([{ name }, runs]) => ({
      kernel: name,
      "ready (ms)": Math.round(best(runs, "ready")),
      "first cell has run (ms)": Math.round(best(runs, "first")),
      "library (ms)": Math.round(best(runs, "library")),
      "memory then (MB)": Math.round(best(runs, "memory")),
      "a cell (ms)": best(runs, "cell").toFixed(2),
    })),
    { title: `Best of ${rounds} starts; of ${cells} cells each, the mean` },
  ),
);
