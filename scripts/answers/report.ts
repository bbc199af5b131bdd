import { table } from "concurrency-lab";
import type { Verdict } from "./try-answers.ts";

/** The table of all answers to one exercise, at most 100 columns wide. */
export function tableOf(verdicts: readonly Verdict[]): string {
  return table(
    verdicts.map((verdict) => ({
      "": verdict.isAsMeant ? "✓" : "✗",
      answer: cutTo(verdict.answer, 34),
      meant: list(verdict.meant, ","),
      failed: list(verdict.failed, ","),
      message: cutTo(messageOf(verdict), 32),
    })),
  );
}

/** All that an answer's run has said, in full. */
export function detailsOf(verdict: Verdict): string {
  const { exercise, answer, meant, failed, failures, problem, elapsedMs } = verdict;
  const title = `${exercise}, ${answer}: meant to fail: ${list(meant)}; failed: ${list(failed)} (${(elapsedMs / 1000).toFixed(1)} s)`;
  const lines = failures.map(
    ({ cell, gradeId, requirement, message }) =>
      `  ${gradeId || cell}, requirement ${requirement}: ${message.replaceAll("\n", "\n    ")}`,
  );
  return [title, ...(problem === undefined ? [] : [`  ${problem}`]), ...lines].join("\n");
}

/** How many wrong answers each check finds, and how many of them no other check does. */
export function checksOf(verdicts: readonly Verdict[]): string {
  const wrong = verdicts
    .filter(({ answer }) => answer.startsWith("wrong/"))
    .map(({ failures }) => new Set(failures.map(({ gradeId }) => gradeId).filter(Boolean)));
  const checks = [...new Set(wrong.flatMap((found) => [...found]))].sort();
  if (checks.length === 0) return "";
  return table(
    checks.map((check) => ({
      check,
      "wrong answers found": wrong.filter((found) => found.has(check)).length,
      "by it alone": wrong.filter((found) => found.size === 1 && found.has(check)).length,
    })),
  );
}

/** What it fails with where it is meant to, else whatever it fails with first. */
function messageOf({ failures, meant, problem }: Verdict): string {
  const own = failures.find(({ requirement }) => meant.includes(requirement));
  return problem ?? (own ?? failures[0])?.message ?? "";
}

function list(numbers: readonly number[], separator = ", "): string {
  return numbers.length === 0 ? "–" : numbers.join(separator);
}

function cutTo(text: string, length: number): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}
