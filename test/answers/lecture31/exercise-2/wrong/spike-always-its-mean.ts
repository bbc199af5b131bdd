// requirement 1: 100 ms and 200 ms, always
function drawLatency(random: () => number) {
  const spikeMs = 200;
  return {
    latencyMs: 100 + spikeMs,
    fails: random() < 0.1,
    records: 3 + Math.floor(6 * random()),
  };
}
