import type { Limit, LimitHeaders } from '../../test/simulator/limits.ts';
import { formatShare, type Measurement } from '../measurement.ts';
import { type LimitedRun, runLimited } from './limited-run.ts';
import { computeRefusedShare, computeUsedShare } from './use.ts';

/** Requests a second: at first, once it is lowered, and once it is raised. */
const RATES = { first: 20, lowered: 8, raised: 30 };
const LOWERED_MS = 22_000;
const RAISED_MS = 45_000;
const WINDOW_MS = 5000;
/** What was sent before the first answer that can tell of it is no disobedience. */
const GRACE_MS = 1000;
const ADAPTED_MS = 60_000;
const WATCHED_MS = 15_000;

const ALL_HEADERS: LimitHeaders = { reset: 'iso-seconds', remaining: true, retryAfter: 'seconds' };

const TARGETS = { told: { used: 0.92, refused: 0.05 }, untold: { used: 0.8, refused: 0.1 } };

/** Limits that are lowered and then raised while the action runs, two measurements each; all can go at once. */
export function listChangingLimits(): (() => Promise<Measurement[]>)[] {
  return [
    () => measureChange('token bucket', 'told', createBucket(ALL_HEADERS)),
    () => measureChange('fixed window', 'told', createWindows(ALL_HEADERS)),
    () => measureChange('token bucket', 'untold', createBucket({})),
    () => measureChange('fixed window', 'untold', createWindows({})),
  ];
}

function createBucket(headers: LimitHeaders): Limit {
  return { kind: 'token-bucket', perSecond: RATES.first, burst: 40, headers, changes: createChanges(1) };
}

function createWindows(headers: LimitHeaders): Limit {
  const seconds = WINDOW_MS / 1000;
  const limit = RATES.first * seconds;
  return { kind: 'fixed-window', limit, windowMs: WINDOW_MS, headers, changes: createChanges(seconds) };
}

function createChanges(seconds: number) {
  return [
    { afterMs: LOWERED_MS, limit: RATES.lowered * seconds },
    { afterMs: RAISED_MS, limit: RATES.raised * seconds },
  ];
}

async function measureChange(
  kind: string,
  telling: keyof typeof TARGETS,
  limit: Limit,
): Promise<Measurement[]> {
  const run = await runLimited(limit, countAccounts());
  const name = `${kind}, ${telling}`;
  return [judgeLowering(name, run, TARGETS[telling].refused), judgeRaising(name, run, TARGETS[telling].used)];
}

/** Enough to outlast what is watched, however well the limit is used. */
function countAccounts(): number {
  const { first, lowered, raised } = RATES;
  const ms = first * LOWERED_MS + lowered * (RAISED_MS - LOWERED_MS) + raised * (ADAPTED_MS + WATCHED_MS);
  return Math.ceil((ms / 1000) * 1.1);
}

function judgeLowering(name: string, run: LimitedRun, most: number): Measurement {
  const refused = computeRefusedShare(run, run.firstAt + LOWERED_MS + GRACE_MS, run.firstAt + RAISED_MS);
  return {
    promise: `${name}, lowered from ${RATES.first} to ${RATES.lowered} a second`,
    measured: `${formatShare(refused)} refused from ${GRACE_MS / 1000} s after it, ${run.unread} unread`,
    target: `≤ ${formatShare(most)}, 0`,
    peer: '',
    ok: refused <= most && run.unread === 0,
  };
}

function judgeRaising(name: string, run: LimitedRun, least: number): Measurement {
  const from = run.firstAt + RAISED_MS + ADAPTED_MS;
  const allowed = (RATES.raised * WATCHED_MS) / 1000;
  const used = computeUsedShare(run, from, from + WATCHED_MS, allowed);
  return {
    promise: `${name}, raised from ${RATES.lowered} to ${RATES.raised} a second`,
    measured: `${formatShare(used)} used from ${ADAPTED_MS / 1000} s after it`,
    target: `≥ ${formatShare(least)}`,
    peer: `the limit: ${allowed} requests in ${WATCHED_MS / 1000} s`,
    ok: used >= least,
  };
}
