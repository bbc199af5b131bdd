// right: ids from one in each request, many decimals
import { randomNormal as normal } from "d3-random";

function makeLines(_requestId: number, size = 20): string[] {
  const draw = normal(45, 15);
  const lines: string[] = [];
  for (let id = 1; id <= size; id++) {
    const day = String(1 + (id % 28)).padStart(2, "0");
    lines.push([id, draw(), `2024-01-${day}`].join(","));
  }
  return lines;
}
