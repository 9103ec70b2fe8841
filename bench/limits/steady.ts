import type { Limit, LimitHeaders } from '../../test/simulator/limits.ts';
import { formatShare, type Measurement } from '../measurement.ts';
import { runLimited } from './limited-run.ts';
import { computeRefusedShare, computeUsedShare } from './use.ts';

const HORIZON_MS = 40_000;
const MINUTE_MS = 60_000;

/** A limit, and what it allows from the first request to `endOf` it. */
type Allowance = { name: string; limit: Limit; allowed: number; endOf(firstAt: number): number };

const TOLD = { used: 0.92, refused: 0.05 };
const UNTOLD = { used: 0.8, refused: 0.1 };

/** What Atlassian's headers tell together. */
const FORMS: [string, LimitHeaders][] = [
  ['Retry-After in seconds', { retryAfter: 'seconds' }],
  ['Retry-After as a date', { retryAfter: 'date' }],
  ['reset with seconds, remaining', { reset: 'iso-seconds', remaining: true }],
  ['reset to the minute, remaining', { reset: 'iso-minute', remaining: true }],
];

/** One measurement for each kind of limit and form of header, and for each kind without any; all can go at once. */
export function listSteadyLimits(): (() => Promise<Measurement>)[] {
  const told = FORMS.flatMap(([name, headers]) => [
    () => measureUse(createBucket(name, headers), TOLD),
    () =>
      measureUse(
        headers.reset === 'iso-minute' ? createMinutes(name, headers) : createWindows(name, headers),
        TOLD,
      ),
  ]);
  return [
    ...told,
    () => measureUse(createBucket('no header', {}), UNTOLD),
    () => measureUse(createWindows('no header', {}), UNTOLD),
  ];
}

function createBucket(name: string, headers: LimitHeaders): Allowance {
  const limit = { kind: 'token-bucket', perSecond: 20, burst: 40, headers } as const;
  const allowed = limit.burst + (limit.perSecond * HORIZON_MS) / 1000;
  return { name: `token bucket, ${name}`, limit, allowed, endOf: (firstAt) => firstAt + HORIZON_MS };
}

/** They begin with the first request, so the horizon holds whole ones. */
function createWindows(name: string, headers: LimitHeaders): Allowance {
  const limit = { kind: 'fixed-window', limit: 100, windowMs: 5000, headers } as const;
  const allowed = limit.limit * (HORIZON_MS / limit.windowMs);
  return { name: `fixed window, ${name}`, limit, allowed, endOf: (firstAt) => firstAt + HORIZON_MS };
}

/** Only a reset at a full minute can be told to the minute. The horizon holds what is left of one, and two more. */
function createMinutes(name: string, headers: LimitHeaders): Allowance {
  const limit = { kind: 'fixed-window', limit: 200, windowMs: MINUTE_MS, aligned: true, headers } as const;
  const endOf = (firstAt: number) => (Math.floor(firstAt / MINUTE_MS) + 3) * MINUTE_MS;
  return { name: `fixed window, ${name}`, limit, allowed: limit.limit * 3, endOf };
}

async function measureUse(
  { name, limit, allowed, endOf }: Allowance,
  target: { used: number; refused: number },
): Promise<Measurement> {
  // Some more than can be read within the horizon, so that there is always something left to ask for.
  const run = await runLimited(limit, Math.ceil(allowed * 1.1));
  const used = computeUsedShare(run, run.firstAt, endOf(run.firstAt), allowed);
  const refused = computeRefusedShare(run);
  return {
    promise: name,
    measured: `${formatShare(used)} used, ${formatShare(refused)} refused, ${run.unread} unread`,
    target: `≥ ${formatShare(target.used)}, ≤ ${formatShare(target.refused)}, 0`,
    peer: `the limit: ${allowed} requests`,
    ok: used >= target.used && refused <= target.refused && run.unread === 0,
  };
}
