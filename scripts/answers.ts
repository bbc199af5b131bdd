// npm run answers [-- [--full] [--jobs 12] [--only TEXT] lecture29/exercise-2 …]: puts each trial
// answer in the place of its answer cell, and says which of the notebook's checks find it wrong.

import { parseArgs } from "node:util";
import { checksOf, detailsOf, tableOf } from "./answers/report.ts";
import { tryAnswers } from "./answers/try-answers.ts";
import { typeErrorsOf } from "./answers/type-errors.ts";
import { listExercises } from "./exercises.ts";

// That taking types out is experimental is no news to whoever tries answers.
process.removeAllListeners("warning");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    full: { type: "boolean", default: false },
    jobs: { type: "string", default: "12" },
    only: { type: "string", default: "" },
    timeout: { type: "string", default: "60" },
  },
});
const all = listExercises();
const exercises = all.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((name) => !all.some((exercise) => exercise.name === name));
for (const name of unknown) {
  console.error(
    `There is no exercise ${name} with answer cells: ${all.map((one) => one.name).join(", ")}`,
  );
}

const startMs = performance.now();
const verdicts = await tryAnswers(exercises, {
  jobs: Number(values.jobs),
  timeoutMs: 1000 * Number(values.timeout),
  pattern: values.only,
});
for (const { name } of exercises) {
  const own = verdicts.filter(({ exercise }) => exercise === name);
  console.log(`\n${name}\n${tableOf(own)}`);
  if (values.only === "") console.log(checksOf(own));
}
const typeErrors = exercises.flatMap(typeErrorsOf);
for (const error of typeErrors) console.log(`\nIt does not compile: ${error}`);
const odd = verdicts.filter(({ isAsMeant }) => !isAsMeant);
for (const verdict of values.full ? verdicts : odd) console.log(`\n${detailsOf(verdict)}`);
const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
console.log(
  `\n${verdicts.length - odd.length} as meant, ${odd.length} not, ${typeErrors.length} type errors (${seconds} s)`,
);
const faults = odd.length + unknown.length + typeErrors.length;
process.exitCode = faults > 0 ? 1 : 0;
