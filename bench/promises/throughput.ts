import { computeMedian, type Measurement, repeat } from '../measurement.ts';
import { measureBareLoop } from '../peers/loop.ts';
import { runAction } from '../processes/action.ts';
import { type SimulatorPlan, withSimulator } from '../processes/simulator.ts';

const SMALLEST_SHARE = 0.7;
/** On a machine that does other work as well, single pairs differ by half. */
const RUNS = 5;

/** Requests a second from the first request to the end of the process, files, upload and verdict included. */
export async function measureThroughput(quick: boolean): Promise<Measurement[]> {
  // So many that how long it takes to start its upload and to end does not count for much, also in a quick run.
  const accounts = quick ? 20_000 : 40_000;
  const plan = { accounts, tokens: accounts, latencyMs: 0 };
  const pairs = await repeat(quick ? 1 : RUNS, () => measurePair(plan));
  const share = computeMedian(pairs.map(({ actionMs, loopMs }) => loopMs / actionMs));
  const rateOf = (times: number[]) =>
    `${Math.round((accounts / computeMedian(times)) * 1000)} requests a second`;
  return [
    {
      promise: `whole action at zero latency, after its start, ${accounts} accounts`,
      measured: `${share.toFixed(2)} × loop, ${rateOf(pairs.map(({ actionMs }) => actionMs))}`,
      target: `≥ ${SMALLEST_SHARE} × loop`,
      peer: `bare keep-alive loop: ${rateOf(pairs.map(({ loopMs }) => loopMs))}`,
      ok: share >= SMALLEST_SHARE,
    },
  ];
}

/** One after the other, so that what else goes on strikes both alike, each with a simulator that is fresh. */
async function measurePair(plan: SimulatorPlan): Promise<{ actionMs: number; loopMs: number }> {
  const { accounts } = plan;
  const loop = await withSimulator(plan, (simulator) => measureBareLoop(simulator, accounts));
  const action = await withSimulator(plan, (simulator) => runAction({ simulator, accounts }));
  return { loopMs: loop.result, actionMs: action.result.endedAt - action.report.firstAt };
}
