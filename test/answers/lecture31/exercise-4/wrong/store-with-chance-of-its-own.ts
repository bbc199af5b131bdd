// requirement 5: it does not use the generator that it is given
function storeOrFail(reading: Parameters<typeof storeReading>[0], _random: () => number) {
  if (Math.random() < 0.15) throw new Error("storage failed");
  return storeReading(reading);
}
