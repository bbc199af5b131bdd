// right: each reading is a pill with 5 per cent
function makeReadings(total: number, random: () => number) {
  return Array.from({ length: total }, (_, recordId) => {
    const isPill = random() < 0.05;
    const pill = random() < 0.5 ? Number.NaN : Number.POSITIVE_INFINITY;
    const value = isPill ? pill : 100 * random();
    return { sensorId: "sensor-1", recordId, value, createdAtMs: performance.now() };
  });
}
