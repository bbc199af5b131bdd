// requirement 4: a ValueError is counted as a timeout, too
function summarize(results: readonly { status: string; error?: string | undefined }[]) {
  const successes = results.filter(({ status }) => status === "success").length;
  const valueErrors = results.filter(({ error }) => error?.includes("failed intentionally")).length;
  const timeouts = results.filter(({ status }) => status === "failed").length;
  return { successes, valueErrors, timeouts, total: successes + valueErrors + timeouts };
}
