// requirement 3: the sheet's 45.3 in each line
function makeLines(requestId: number, size = 20): string[] {
  return Array.from({ length: size }, (_, place) => {
    const value = "45.3";
    return `${requestId * size + place},${value},2024-01-01`;
  });
}
