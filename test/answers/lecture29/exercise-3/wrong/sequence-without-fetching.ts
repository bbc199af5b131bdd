// requirement 5: the sequential run fetches before its clock starts
async function sequentially() {
  const ids = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
  const fetched = ids.map((dataId) => fetchDataFromLegacySystem(dataId));
  const begunMs = performance.now();
  const results = fetched.map((values, dataId) => ({ dataId, ...runAnalysis(values) }));
  return { results, elapsedMs: performance.now() - begunMs };
}
