import { computeMedian, type Measurement, repeat } from '../measurement.ts';
import { runAction } from '../processes/action.ts';
import { measureEmptyNode } from '../processes/output.ts';
import { withSimulator } from '../processes/simulator.ts';

const LARGEST_RATIO = 4;

/** From before the start of the process to its first request, against a Node that does nothing. */
export async function measureStart(quick: boolean): Promise<Measurement[]> {
  const pairs = await repeat(quick ? 3 : 11, measurePair);
  const startMs = computeMedian(pairs.map((pair) => pair.startMs));
  const emptyMs = computeMedian(pairs.map((pair) => pair.emptyMs));
  const ratio = startMs / emptyMs;
  return [
    {
      promise: 'start to first request',
      measured: `${Math.round(startMs)} ms, ${ratio.toFixed(2)} × empty`,
      target: `< ${LARGEST_RATIO} × empty`,
      peer: `node -e 0: ${Math.round(emptyMs)} ms`,
      ok: ratio < LARGEST_RATIO,
    },
  ];
}

async function measurePair(): Promise<{ startMs: number; emptyMs: number }> {
  const emptyMs = await measureEmptyNode();
  const plan = { accounts: 1, tokens: 1, latencyMs: 0 };
  const { result, report } = await withSimulator(plan, (simulator) => runAction({ simulator, accounts: 1 }));
  return { startMs: report.firstAt - result.startedAt, emptyMs };
}
