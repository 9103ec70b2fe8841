import { runAction } from './action.ts';
import { computeMedian, formatSeconds, type Measurement, repeat, report } from './measurement.ts';
import { CONCURRENCY, measureEmptyNode, runArticle, runPool } from './pool.ts';
import { type SimulatorPlan, withSimulator } from './simulator.ts';

const LATENCY_MS = 100;
const ACCOUNTS = 2000;
const PLAN = { accounts: ACCOUNTS, tokens: ACCOUNTS, latencyMs: LATENCY_MS };
const ARTICLE_SAMPLE = 50;
const PAGES = 50;
const TOKENS_A_PAGE = 1000;

const MOST = { ideal: 1.2, pool: 1.1, pages: 1.25 };
const LEAST_GAIN = 25;

/** Measures the whole process, start and upload included, against latency alone, a pool, and the article's way. */
export async function measurePerAccount(quick: boolean): Promise<Measurement[]> {
  const runs = await repeat(quick ? 1 : 3, measurePair);
  const article = await withSimulator(PLAN, (simulator) => runArticle(simulator, ARTICLE_SAMPLE));
  const articleMs = (article.result.ms * ACCOUNTS) / ARTICLE_SAMPLE;
  const idealMs = (LATENCY_MS * ACCOUNTS) / CONCURRENCY;
  const actionMs = computeMedian(runs.map((run) => run.actionMs));
  const poolMs = computeMedian(runs.map((run) => run.poolMs));
  const promise = `${ACCOUNTS} accounts at ${LATENCY_MS} ms`;
  return [
    judge(`${promise}, defaults`, actionMs / idealMs, MOST.ideal, `latency: ${formatSeconds(idealMs)}`),
    judge(`${promise}, against a pool`, actionMs / poolMs, MOST.pool, `pool: ${formatSeconds(poolMs)}`),
    {
      promise: `${promise}, against the article's way`,
      measured: `${(articleMs / actionMs).toFixed(1)} times as fast`,
      target: `≥ ${LEAST_GAIN} times`,
      peer: `one after the other: ${formatSeconds(articleMs)} (scaled)`,
      ok: articleMs / actionMs >= LEAST_GAIN,
    },
  ];
}

/** The pool is a process as well, and its start counts as that of the action does. */
async function measurePair() {
  const pool = await withSimulator(PLAN, async (simulator) => {
    const startedAt = performance.now();
    await runPool(simulator, ACCOUNTS);
    return performance.now() - startedAt;
  });
  const action = await withSimulator(PLAN, (simulator) => runAction({ simulator, accounts: ACCOUNTS }));
  return { poolMs: pool.result, actionMs: action.result.endedAt - action.result.startedAt };
}

/** Measures the organization-wide source from its first request to its last answer. */
export async function measureOrganization(quick: boolean): Promise<Measurement[]> {
  const runs = await repeat(quick ? 1 : 3, measurePages);
  const ms = computeMedian(runs.map((run) => run.ms));
  const pages = Math.max(...runs.map((run) => run.pages));
  const idealMs = PAGES * LATENCY_MS;
  const peer = `latency of ${PAGES} pages: ${formatSeconds(idealMs)}`;
  return [
    judge(`organization-wide, ${PAGES} pages at ${LATENCY_MS} ms`, ms / idealMs, MOST.pages, peer),
    {
      promise: 'organization-wide, requests for tokens',
      measured: `${pages}`,
      target: `${PAGES}, one a page`,
      peer: '',
      ok: pages === PAGES,
    },
  ];
}

async function measurePages(): Promise<{ ms: number; pages: number }> {
  const tokens = PAGES * TOKENS_A_PAGE;
  // A key that may not list the accounts asks for hardly anything but the pages of tokens.
  const plan = { accounts: tokens / 5, tokens, latencyMs: LATENCY_MS, scopes: ['read:tokens:admin'] };
  const { report } = await withSimulator(plan, (simulator) =>
    runAction({ simulator, inputs: { 'org-id': simulator.orgId } }),
  );
  return { ms: report.lastAt + LATENCY_MS - report.firstAt, pages: report.tokenPages };
}

/** Reports the time from before the start of the process to its first request. */
export async function measureStart(quick: boolean): Promise<Measurement[]> {
  const pairs = await repeat(quick ? 3 : 7, async () => {
    const emptyMs = await measureEmptyNode();
    const plan = { accounts: 1, tokens: 1, latencyMs: 0 };
    const { result, report } = await withSimulator(plan, (simulator) =>
      runAction({ simulator, accounts: 1 }),
    );
    return { startMs: report.firstAt - result.startedAt, emptyMs };
  });
  const startMs = computeMedian(pairs.map((pair) => pair.startMs));
  const emptyMs = computeMedian(pairs.map((pair) => pair.emptyMs));
  return [
    report('start to first request', `${startMs.toFixed(0)} ms`, `node -e 0: ${emptyMs.toFixed(0)} ms`),
  ];
}

/** Reports requests a second at zero latency, from the first request to the end of the process. */
export async function measureThroughput(quick: boolean): Promise<Measurement[]> {
  const accounts = quick ? 10_000 : 40_000;
  const plan: SimulatorPlan = { accounts, tokens: accounts, latencyMs: 0 };
  const pool = await withSimulator(plan, (simulator) => runPool(simulator, accounts));
  const action = await withSimulator(plan, (simulator) => runAction({ simulator, accounts }));
  const render = (ms: number) => `${Math.round((accounts / ms) * 1000)} requests a second`;
  const actionMs = action.result.endedAt - action.report.firstAt;
  return [report(`${accounts} accounts at no latency`, render(actionMs), `pool: ${render(pool.result.ms)}`)];
}

function judge(promise: string, ratio: number, most: number, peer: string): Measurement {
  return { promise, measured: `${ratio.toFixed(2)} ×`, target: `≤ ${most} ×`, peer, ok: ratio <= most };
}
