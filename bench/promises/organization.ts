import { computeMedian, formatSeconds, type Measurement, repeat } from '../measurement.ts';
import { runAction } from '../processes/action.ts';
import { withSimulator } from '../processes/simulator.ts';

const PAGES = 50;
const TOKENS = 50_000;
const ACCOUNTS = 10_000;
const LATENCY_MS = 100;
const LARGEST_RATIO = 1.2;
const RUNS = 3;

/** The organization-wide source, from its first request to its last answer, against the latency of the pages alone. */
export async function measureOrganization(quick: boolean): Promise<Measurement[]> {
  const runs = await repeat(quick ? 1 : RUNS, measureRun);
  const ms = computeMedian(runs.map((run) => run.ms));
  const pages = Math.max(...runs.map((run) => run.pages));
  const idealMs = PAGES * LATENCY_MS;
  return [
    {
      promise: `organization-wide, ${TOKENS} tokens at ${LATENCY_MS} ms a page`,
      measured: `${formatSeconds(ms)}, ${(ms / idealMs).toFixed(2)} × latency`,
      target: `≤ ${LARGEST_RATIO} × latency`,
      peer: `latency of ${PAGES} pages: ${formatSeconds(idealMs)}`,
      ok: ms / idealMs <= LARGEST_RATIO,
    },
    {
      promise: 'organization-wide, requests for tokens',
      measured: `${pages}`,
      target: `${PAGES}, one a page`,
      peer: '',
      ok: pages === PAGES,
    },
  ];
}

async function measureRun(): Promise<{ ms: number; pages: number }> {
  // With a key that may not list the accounts too, the pages of tokens are nearly all that is asked for.
  const scopes = ['read:tokens:admin'];
  const plan = { accounts: ACCOUNTS, tokens: TOKENS, latencyMs: LATENCY_MS, scopes };
  const { report } = await withSimulator(plan, (simulator) =>
    runAction({ simulator, inputs: { 'org-id': simulator.orgId } }),
  );
  return { ms: report.lastAt + LATENCY_MS - report.firstAt, pages: report.tokenPages };
}
