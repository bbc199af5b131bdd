// requirement 2: 3.6 per cent are pills
function makeReadings(total: number, random: () => number) {
  return Array.from({ length: total }, (_, recordId) => {
    const isPill = random() < 0.036;
    const pill = random() < 0.5 ? Number.NaN : Number.POSITIVE_INFINITY;
    const value = isPill ? pill : 100 * random();
    return { sensorId: "sensor-1", recordId, value, createdAtMs: performance.now() };
  });
}
