// requirement 4: all failures are counted as ValueErrors
function summarize(results: readonly { status: string; error?: string | undefined }[]) {
  const successes = results.filter(({ status }) => status === "success").length;
  const valueErrors = results.filter(({ status }) => status === "failed").length;
  const timeouts = 0;
  return { successes, valueErrors, timeouts, total: successes + valueErrors + timeouts };
}
