// requirement 5: the wrong way round
function storeOrFail(reading: Parameters<typeof storeReading>[0], random: () => number) {
  if (random() > 0.15) throw new Error("storage failed");
  return storeReading(reading);
}
