// right: d3's sample variance, turned into the population's
import { mean as average, fsum as exactSum, variance as sampleVariance } from "d3-array";

function analyzeRequest({ requestId, values }: RequestData): RequestAnalysis {
  const sum = exactSum(values);
  const mean = average(values) ?? Number.NaN;
  const variance = (sampleVariance(values) ?? 0) * ((values.length - 1) / values.length);
  const sumOfSquareRoots = exactSum(values, Math.sqrt);
  return {
    requestId,
    mean,
    variance,
    sumOfSquareRoots,
    riskScore: sum / (mean * values.length + 1),
  };
}
