// requirement 1: probability 0.2
function drawLatency(random: () => number) {
  const spikeMs = (-Math.log(1 - random()) / 5) * 1000;
  return {
    latencyMs: 100 + spikeMs,
    fails: random() < 0.2,
    records: 3 + Math.floor(6 * random()),
  };
}
