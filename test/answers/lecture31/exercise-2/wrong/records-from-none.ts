// requirement 1: 0 to 8
function drawLatency(random: () => number) {
  const spikeMs = (-Math.log(1 - random()) / 5) * 1000;
  return {
    latencyMs: 100 + spikeMs,
    fails: random() < 0.1,
    records: Math.floor(9 * random()),
  };
}
