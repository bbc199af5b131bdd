// requirement 4: ValueErrors and timeouts are swapped
function summarize(results: readonly { status: string; error?: string | undefined }[]) {
  const successes = results.filter(({ status }) => status === "success").length;
  const valueErrors = results.filter(
    ({ status, error = "" }) => status === "failed" && !error.includes("intentionally"),
  ).length;
  const timeouts = results.length - successes - valueErrors;
  return { successes, valueErrors, timeouts, total: successes + valueErrors + timeouts };
}
