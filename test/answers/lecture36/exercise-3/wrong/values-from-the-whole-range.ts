// requirement 5: any value from 0 to 100: 30 per cent are CRITICAL
function drawValue(random: () => number): number {
  return 100 * random();
}
