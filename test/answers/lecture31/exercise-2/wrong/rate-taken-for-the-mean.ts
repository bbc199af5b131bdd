// requirement 1: the 5 of expovariate(5) is taken for the mean in seconds
function drawLatency(random: () => number) {
  const spikeMs = -Math.log(1 - random()) * 5 * 1000;
  return {
    latencyMs: 100 + spikeMs,
    fails: random() < 0.1,
    records: 3 + Math.floor(6 * random()),
  };
}
