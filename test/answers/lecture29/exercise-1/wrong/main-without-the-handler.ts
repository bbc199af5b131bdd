// requirement 3: main hands the requests to the pool itself, and handleRequest is never called
async function main(): Promise<Report> {
  const [requests, pool] = [makeRequests(), new ThreadPool({ maxWorkers: 3 })];
  const startMs = performance.now();
  const analyses = await Promise.all(requests.map((one) => pool.run(analyzeRequest, one)));
  const poolMs = performance.now() - startMs;
  await pool.close();
  const loopStartMs = performance.now();
  runSequentially(requests);
  const loopMs = performance.now() - loopStartMs;
  const highRisk = analyses.filter(isHighRisk).length;
  return { analyses, highRisk, poolMs, loopMs, speedup: speedup(loopMs, poolMs) };
}
