// right: d3's exact sum, with an import that crosses to the worker
import { fsum as exactSum } from "d3-array";

function transformRecord({ recordId, data }: DataRecord): TransformedRecord {
  const total = exactSum(data, (x) => Math.sqrt(Math.abs(x)));
  return [recordId, Math.round(Math.log(total + 1) * 1_000_000) / 1_000_000];
}
