// requirement 5: the sequential run's time is in seconds
async function sequentially() {
  const begunMs = performance.now();
  const results = [];
  for (let dataId = 0; dataId < 12; dataId++) {
    results.push({ dataId, ...runAnalysis(fetchDataFromLegacySystem(dataId)) });
  }
  return { results, elapsedMs: (performance.now() - begunMs) / 1000 };
}
