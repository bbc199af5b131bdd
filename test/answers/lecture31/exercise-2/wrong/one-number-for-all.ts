// requirement 1: one random number for latency, failure and records: only fast shards fail
function drawLatency(random: () => number) {
  const one = random();
  const spikeMs = (-Math.log(1 - one) / 5) * 1000;
  return {
    latencyMs: 100 + spikeMs,
    fails: one < 0.1,
    records: 3 + Math.floor(6 * one),
  };
}
