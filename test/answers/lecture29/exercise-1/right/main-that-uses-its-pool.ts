// right: `await using` closes the pool; the speedup is rounded
async function main(): Promise<Report> {
  await using pool = new ThreadPool({ maxWorkers: 3, name: "requests" });
  const requests = makeRequests();
  const started = Date.now();
  const analyses = await Promise.all(
    requests.map(({ requestId, values }) => handleRequest(requestId, values, pool)),
  );
  const poolMs = Date.now() - started;
  const loopStarted = performance.now();
  const again = runSequentially(requests);
  const loopMs = performance.now() - loopStarted;
  const times = Math.round(100 * speedup(loopMs, poolMs)) / 100;
  return { analyses, highRisk: again.filter(isHighRisk).length, poolMs, loopMs, speedup: times };
}
