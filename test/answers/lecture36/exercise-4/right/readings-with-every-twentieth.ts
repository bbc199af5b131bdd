// right: every twentieth reading is a pill, NaN and Infinity in turn
function makeReadings(total: number, random: () => number) {
  const readings = [];
  for (let recordId = 0; recordId < total; recordId++) {
    let value = random() * 100;
    if (recordId % 20 === 7) value = recordId % 40 === 7 ? Number.NaN : Number.POSITIVE_INFINITY;
    readings.push({ recordId, sensorId: `s${recordId % 5}`, value, createdAtMs: Date.now() });
  }
  return readings;
}
