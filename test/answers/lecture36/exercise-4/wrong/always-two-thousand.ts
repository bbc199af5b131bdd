// requirement 2: two thousand readings, however many it was asked for
function makeReadings(_total: number, random: () => number) {
  return Array.from({ length: 2000 }, (_, recordId) => {
    const isPill = random() < 0.05;
    const pill = random() < 0.5 ? Number.NaN : Number.POSITIVE_INFINITY;
    const value = isPill ? pill : 100 * random();
    return { sensorId: "sensor-1", recordId, value, createdAtMs: performance.now() };
  });
}
