import { computeMedian, formatSeconds, type Measurement, repeat } from '../measurement.ts';
import { CONCURRENCY, measureArticle } from '../peers/loop.ts';
import { runAction } from '../processes/action.ts';
import { withSimulator } from '../processes/simulator.ts';

const ACCOUNTS = 2000;
const LATENCY_MS = 100;
const PLAN = { accounts: ACCOUNTS, tokens: ACCOUNTS, latencyMs: LATENCY_MS };
/** What start and end cost would weigh more in a smaller run, so a quick one is as large and repeats nothing. */
const RUNS = 3;
const SAMPLE = 50;

const LARGEST_RATIO = 1.15;
const SMALLEST_GAIN = 27;

/** The whole process, start and upload included, against what latency alone would take and the article's way. */
export async function measurePerAccount(quick: boolean): Promise<Measurement[]> {
  const sample = quick ? SAMPLE / 2 : SAMPLE;
  const article = await withSimulator(PLAN, (simulator) => measureArticle(simulator, sample));
  const ms = computeMedian(await repeat(quick ? 1 : RUNS, measureRun));
  const articleMs = article.result * ACCOUNTS;
  const idealMs = (LATENCY_MS * ACCOUNTS) / CONCURRENCY;
  const ratio = ms / idealMs;
  const gain = articleMs / ms;
  return [
    {
      promise: `${ACCOUNTS} accounts at ${LATENCY_MS} ms, defaults`,
      measured: `${formatSeconds(ms)}, ${ratio.toFixed(2)} × ideal`,
      target: `≤ ${LARGEST_RATIO} × ideal`,
      peer: `latency × accounts ÷ concurrency: ${formatSeconds(idealMs)}`,
      ok: ratio <= LARGEST_RATIO,
    },
    {
      promise: 'the same against the article’s way',
      measured: `${gain.toFixed(1)} times as fast`,
      target: `≥ ${SMALLEST_GAIN} times`,
      peer: `one after the other: ${formatSeconds(articleMs)} (scaled from ${sample} accounts)`,
      ok: gain >= SMALLEST_GAIN,
    },
  ];
}

async function measureRun(): Promise<number> {
  // A simulator of its own: an artifact's name can be used only once. No server is new to an audit: its first answers
  // would take it longer than its latency.
  const { result } = await withSimulator(PLAN, async (simulator) => {
    await runAction({ simulator, accounts: CONCURRENCY, inputs: { 'artifact-name': 'warm-up' } });
    return runAction({ simulator, accounts: ACCOUNTS });
  });
  return result.endedAt - result.startedAt;
}
