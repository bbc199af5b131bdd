import { join } from "node:path";
import pLimit from "p-limit";
import { writeNotebook } from "../scripts/fixtures/write-notebook.ts";
import { installKernel, type Kernel, type KernelName } from "./kernels.ts";
import { nbgrader } from "./nbgrader.ts";
import type { GradingNotebook } from "./notebooks.ts";
import type { Outcome, Outcomes, Tool } from "./outcome.ts";
import { allowErrors, grade, gradeInOtherKernel, nbconvert } from "./tools.ts";

/** As many kernels at once: each keeps a core busy while it starts, and then it often waits. */
const JOBS = 3;
/** How long a cell may take that never ends. */
const HANG_SECONDS = 5;
/** How long every other cell may take: no more than a limit for machines that are busy. */
const PATIENCE_SECONDS = 60;

/** One tool's outcome for one notebook. */
export interface Run {
  readonly kernel: KernelName;
  readonly tool: Tool;
  readonly notebook: GradingNotebook;
  readonly outcome: Outcome;
}

/** Where and how to run a set. */
export interface RunSetOptions {
  /** Where all is written; below the repository, as students' notebooks are. */
  readonly folder: string;
  /** The Python that has nbgrader. */
  readonly python: string;
  /** The tools that execute a notebook. */
  readonly toolsFor: (notebook: GradingNotebook) => readonly Tool[];
}

/** Executes notebooks with one kernel, each with the tools that are meant for it. */
export async function runSet(
  notebooks: readonly GradingNotebook[],
  kernel: KernelName,
  { folder, python, toolsFor }: RunSetOptions,
): Promise<Run[]> {
  const byPath = new Map(
    notebooks.map((notebook) => [join(folder, "notebooks", `${notebook.name}.ipynb`), notebook]),
  );
  for (const [path, { cells }] of byPath) writeNotebook(path, cells);
  const context: Context = {
    kernel: installKernel(kernel, folder),
    folder,
    python,
    timeoutSeconds: (path) =>
      byPath.get(path)?.fault?.way === "hang" ? HANG_SECONDS : PATIENCE_SECONDS,
    pathsFor: (tool) =>
      [...byPath].filter(([, one]) => toolsFor(one).includes(tool)).map(([path]) => path),
  };

  const limit = pLimit(JOBS);
  try {
    const runs = await limit.map(tasksFor(context), async ({ tool, run }) => {
      // A kernel that is reached by ports may not come up: it is not what is tested here.
      const outcomes = await (kernel === "stock" ? run().catch(run) : run());
      return [...byPath].flatMap(([path, notebook]): Run[] => {
        const outcome = outcomes.get(path);
        return outcome ? [{ kernel, tool, notebook, outcome }] : [];
      });
    });
    return runs.flat();
  } finally {
    // If one could not be run, for want of a program perhaps, the others need not be tried.
    limit.clearQueue();
  }
}

interface Context {
  readonly kernel: Kernel;
  readonly folder: string;
  readonly python: string;
  readonly timeoutSeconds: (path: string) => number;
  readonly pathsFor: (tool: Tool) => string[];
}

/** One run of one tool: Python starts once for all its notebooks, where the tool allows that. */
interface Task {
  readonly tool: Tool;
  readonly run: () => Promise<Outcomes>;
}

/** All there is to do; the long ones first, so that both cores are busy to the end. */
function tasksFor(context: Context): Task[] {
  const { kernel, folder, python, timeoutSeconds, pathsFor } = context;
  const tasks: Task[] = inParts(pathsFor("nbgrader")).map((paths, part) => {
    const course = join(folder, `course-${part}`);
    return {
      tool: "nbgrader",
      run: () => nbgrader(paths, { kernel, python, timeoutSeconds, folder: course }),
    };
  });
  tasks.push(...gradeTasks(context));
  for (const paths of inParts(pathsFor("allow-errors"))) {
    const options = {
      kernel,
      timeoutSeconds: PATIENCE_SECONDS,
      folder: join(folder, "allow-errors"),
    };
    tasks.push({ tool: "allow-errors", run: () => allowErrors(paths, options) });
  }
  for (const path of pathsFor("nbconvert")) {
    const options = {
      kernel,
      timeoutSeconds: timeoutSeconds(path),
      folder: join(folder, "nbconvert"),
    };
    const run = async () => new Map([[path, await nbconvert(path, options)]]);
    tasks.push({ tool: "nbconvert", run });
  }
  return tasks;
}

/** `npm run grade` has one time-out for all that it is given. */
function gradeTasks({ kernel, folder, timeoutSeconds, pathsFor }: Context): Task[] {
  const tool = "grade";
  const all = pathsFor(tool);
  if (kernel.name !== "ours") {
    return all.map((path) => {
      const options = { kernel, folder, timeoutSeconds: timeoutSeconds(path) };
      return { tool, run: async () => new Map([[path, await gradeInOtherKernel(path, options)]]) };
    });
  }
  return [PATIENCE_SECONDS, HANG_SECONDS].flatMap((seconds) =>
    inParts(all.filter((path) => timeoutSeconds(path) === seconds)).map((paths, part) => {
      const results = join(folder, `grade-${seconds}-${part}`);
      const options = { kernel, timeoutSeconds: seconds, folder: results };
      return { tool, run: () => grade(paths, options) };
    }),
  );
}

/** As many parts as there are jobs; none is empty. */
function inParts(paths: readonly string[]): string[][] {
  return Array.from({ length: JOBS }, (_, part) =>
    paths.filter((_, index) => index % JOBS === part),
  ).filter((part) => part.length > 0);
}
