import { setTimeout as sleep } from 'node:timers/promises';
import type { Limit, LimitHeaders } from '../test/simulator/limits.ts';
import { runAction } from './action.ts';
import { countBetween, formatSeconds, formatShare, type Measurement } from './measurement.ts';
import { runPool } from './pool.ts';
import { type SimulatorReport, withSimulator } from './simulator.ts';

const LATENCY_MS = 50;
const LONGEST_MINUTES = '8';
/** Each run starts two processes, which disturb the others. After that they mostly wait. */
const BETWEEN_STARTS_MS = 1500;

/** Limits, and how many accounts they grant in about 30 seconds. `isBurst`: the pool's bursts fit the limit exactly. */
const SCENES: [name: string, accounts: number, limit: Limit, isBurst?: boolean][] = [
  [
    'bucket, 100 a second, Retry-After in seconds',
    3000,
    { kind: 'token-bucket', perSecond: 100, burst: 100, headers: { retryAfter: 'seconds' } },
  ],
  ['bucket, 20 a second, no header', 600, { kind: 'token-bucket', perSecond: 20, burst: 40, headers: {} }],
  [
    'window, 40 in 2 s, reset with seconds',
    600,
    { kind: 'fixed-window', limit: 40, windowMs: 2000, headers: { reset: 'iso-seconds' } },
  ],
  [
    'window, 100 in 2 s, Retry-After in seconds',
    1500,
    { kind: 'fixed-window', limit: 100, windowMs: 2000, headers: { retryAfter: 'seconds' } },
    true,
  ],
];

/** Measures rate limits in real time, all at once, in about two minutes; a quick run leaves out those that change. */
export async function measureLimits(quick: boolean): Promise<Measurement[]> {
  const scenes = SCENES.map((scene) => () => measureScene(...scene));
  const measures = quick ? scenes : [...listChanges(), ...scenes];
  const started = measures.map(async (measure, index) => {
    await sleep(index * BETWEEN_STARTS_MS);
    return measure();
  });
  return (await Promise.all(started)).flat();
}

/**
 * Reads the accounts beside a pool of as many connections, each against a server of its own. After a wait that is rounded
 * up to a whole second, a burst still uses up a window of two seconds, and an even rate does not: there the time is only
 * reported.
 */
async function measureScene(
  name: string,
  accounts: number,
  limit: Limit,
  isBurst = false,
): Promise<Measurement[]> {
  const plan = { accounts, tokens: accounts, latencyMs: LATENCY_MS, limit };
  const [action, pool] = await Promise.all([
    runLimited(accounts, limit),
    withSimulator(plan, (simulator) => runPool(simulator, accounts)),
  ]);
  const ms = action.lastAt - action.firstAt;
  const poolMs = pool.report.lastAt - pool.report.firstAt;
  const refused = computeRefusedShare(action);
  const poolRefused = computeRefusedShare(pool.report);
  const poolUnread = accounts - pool.result.read;
  const isFast = ms <= 1.1 * poolMs || poolUnread > 0 || isBurst;
  return [
    {
      promise: name,
      measured: `${formatSeconds(ms)}, ${formatShare(refused)} refused, ${action.unread} unread`,
      target: `${isBurst ? '' : '≤ 1.1 × pool, '}fewer refused, 0 unread`,
      peer: `pool: ${formatSeconds(poolMs)}, ${formatShare(poolRefused)} refused, ${poolUnread} unread`,
      ok: isFast && refused < poolRefused && action.unread === 0,
    },
  ];
}

/** Requests a second: at first, once the limit is lowered, and once it is raised. */
const RATES = { first: 20, lowered: 8, raised: 30 };
const LOWERED_MS = 20_000;
const RAISED_MS = 40_000;
/** Requests that were sent before the first 429 can arrive do not count. */
const GRACE_MS = 1000;
const ADAPTED_MS = 60_000;
const WATCHED_MS = 15_000;

function listChanges(): (() => Promise<Measurement[]>)[] {
  const createChanges = (seconds: number) => [
    { afterMs: LOWERED_MS, limit: RATES.lowered * seconds },
    { afterMs: RAISED_MS, limit: RATES.raised * seconds },
  ];
  const forms: [string, LimitHeaders][] = [
    ['Retry-After in seconds', { retryAfter: 'seconds' }],
    ['no header', {}],
  ];
  return forms.flatMap(([form, headers]) => [
    () =>
      measureChange(`bucket, ${form}`, {
        ...{ kind: 'token-bucket', perSecond: RATES.first, burst: 40 },
        ...{ headers, changes: createChanges(1) },
      }),
    () =>
      measureChange(`window of 5 s, ${form}`, {
        ...{ kind: 'fixed-window', limit: RATES.first * 5, windowMs: 5000 },
        ...{ headers, changes: createChanges(5) },
      }),
  ]);
}

async function measureChange(name: string, limit: Limit): Promise<Measurement[]> {
  const { first, lowered, raised } = RATES;
  const granted =
    first * LOWERED_MS + lowered * (RAISED_MS - LOWERED_MS) + raised * (ADAPTED_MS + WATCHED_MS);
  const run = await runLimited(Math.ceil(granted / 900), limit);
  const refused = computeRefusedShare(run, run.firstAt + LOWERED_MS + GRACE_MS, run.firstAt + RAISED_MS);
  const from = run.firstAt + RAISED_MS + ADAPTED_MS;
  const used = countBetween(run.accepted, from, from + WATCHED_MS) / ((raised * WATCHED_MS) / 1000);
  return [
    {
      promise: `${name}: lowered from ${first} to ${lowered} a second, raised to ${raised}`,
      measured: `${formatShare(refused)} refused once lowered, ${formatShare(used)} used a minute after raised`,
      target: '≤ 10 %, ≥ 80 %, 0 unread',
      peer: '',
      ok: refused <= 0.1 && used >= 0.8 && run.unread === 0,
    },
  ];
}

async function runLimited(accounts: number, limit: Limit): Promise<SimulatorReport & { unread: number }> {
  const plan = { accounts, tokens: accounts, latencyMs: LATENCY_MS, limit };
  const inputs = { 'upload-artifact': 'false', 'max-duration-minutes': LONGEST_MINUTES };
  const { result, report } = await withSimulator(plan, (simulator) =>
    runAction({ simulator, accounts, inputs, mustSucceed: false }),
  );
  return { ...report, unread: accounts - Number(result.outputs['accounts-checked'] ?? 0) };
}

function computeRefusedShare(
  { accepted, refusals }: SimulatorReport,
  from = 0,
  to = Number.POSITIVE_INFINITY,
): number {
  const refused = countBetween(refusals, from, to);
  const asked = refused + countBetween(accepted, from, to);
  return asked === 0 ? 0 : refused / asked;
}
