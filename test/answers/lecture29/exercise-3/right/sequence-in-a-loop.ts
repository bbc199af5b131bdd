// right: plain calls in a loop
async function sequentially() {
  const begunMs = performance.now();
  const results = [];
  for (let dataId = 0; dataId < 12; dataId++) {
    const values = fetchDataFromLegacySystem(dataId);
    const { mean, std, histogram } = runAnalysis(values);
    results.push({ dataId, mean, std, histogram });
  }
  return { results, elapsedMs: performance.now() - begunMs };
}
