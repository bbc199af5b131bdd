// requirement 4: the failures are counted as the successes
function summarize(results: readonly { status: string; error?: string | undefined }[]) {
  const successes = results.filter(({ status }) => status !== "success").length;
  const valueErrors = results.filter(({ error }) => error?.includes("failed intentionally")).length;
  const timeouts = results.filter(
    ({ status, error = "" }) => status === "failed" && !error.includes("intentionally"),
  ).length;
  return { successes, valueErrors, timeouts, total: successes + valueErrors + timeouts };
}
