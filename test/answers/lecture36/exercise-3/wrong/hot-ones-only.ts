// requirement 5: all CRITICAL values are above 85, none is below 15
function drawValue(random: () => number): number {
  return random() < 0.8 ? 15 + 70 * random() : 100 - 15 * random();
}
