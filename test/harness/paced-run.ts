import { setMaxListeners } from 'node:events';
import { createPacer } from '../../src/atlassian/pacer.ts';
import { parseRateHeaders } from '../../src/atlassian/retry.ts';
import { createLimiter, type Limit } from '../simulator/limits.ts';
import { createRandom } from '../simulator/random.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** A run on the virtual clock: so many requests, or as many as go in a time, against a limit or none. */
export type PacedRun = {
  limit?: Limit;
  requests?: number;
  durationMs?: number;
  /** The mean; each way takes from half to one and a half of its half. */
  latencyMs: number;
  concurrency?: number;
  requestsPerSecond?: number;
  seed?: number;
  /** How far into the server's minute it starts. */
  startMs?: number;
};

/** When the server accepted and when it refused, in milliseconds from the start. */
export type PacedResult = { accepted: number[]; refused: number[]; endedMs: number };

const CALLERS = 128;

/** Plays a run: the real pacer, the simulator's own limiter, callers who each have another request at once. */
export async function playPaced(run: PacedRun): Promise<PacedResult> {
  const { limit, latencyMs, requests = Number.POSITIVE_INFINITY, concurrency = 32 } = run;
  const random = createRandom(run.seed ?? 7);
  const clock = createVirtualClock();
  const controller = new AbortController();
  const { signal } = controller;
  setMaxListeners(0, signal);
  const pacer = createPacer({
    ...{ concurrency, requestsPerSecond: run.requestsPerSecond, clock, random, signal },
    onPause: () => {},
  });
  const limiter = limit && createLimiter(limit);
  const began = Date.UTC(2026, 10, 16, 9, 0, 0) + (run.startMs ?? 0);
  const result: PacedResult = { accepted: [], refused: [], endedMs: 0 };
  let left = requests;

  const oneWay = () => clock.sleep((latencyMs / 2) * (0.5 + random()), signal);

  async function ask(retry: boolean): Promise<boolean> {
    const permit = await pacer.enter(retry);
    await oneWay();
    const now = began + clock.now();
    const { accepted, headers } = limiter?.take(now) ?? { accepted: true, headers: {} };
    result[accepted ? 'accepted' : 'refused'].push(clock.now());
    await oneWay();
    const told = Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]),
    );
    const rate = parseRateHeaders({ date: new Date(now).toUTCString(), ...told }, now);
    pacer.leave(permit, { ended: accepted ? 'ok' : 'limited', ...rate });
    return accepted;
  }

  async function askUntilAllIsRead(): Promise<void> {
    while (left > 0) {
      left -= 1;
      for (let retry = false; !(await ask(retry)); ) retry = true;
    }
    result.endedMs = clock.now();
  }

  for (let caller = 0; caller < CALLERS; caller += 1) askUntilAllIsRead().catch(() => {});
  if (run.durationMs === undefined) await clock.drain();
  else await clock.advance(run.durationMs - 1);
  controller.abort(new Error('over'));
  return result;
}
