// requirement 3: the same line, repeated
function makeLines(requestId: number, size = 20): string[] {
  const line = `${requestId + 1},${(100 * Math.random()).toFixed(1)},2024-01-01`;
  return Array<string>(size).fill(line);
}
