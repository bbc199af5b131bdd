// requirement 2: all pills are Infinity
function makeReadings(total: number, random: () => number) {
  return Array.from({ length: total }, (_, recordId) => {
    const isPill = random() < 0.05;
    const pill = Number.POSITIVE_INFINITY;
    const value = isPill ? pill : 100 * random();
    return { sensorId: "sensor-1", recordId, value, createdAtMs: performance.now() };
  });
}
