// requirement 2: the pills are finite: the greatest number that there is
function makeReadings(total: number, random: () => number) {
  return Array.from({ length: total }, (_, recordId) => {
    const isPill = random() < 0.05;
    const pill = random() < 0.5 ? Number.MAX_VALUE : -Number.MAX_VALUE;
    const value = isPill ? pill : 100 * random();
    return { sensorId: "sensor-1", recordId, value, createdAtMs: performance.now() };
  });
}
