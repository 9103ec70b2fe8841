import { setTimeout as sleep } from 'node:timers/promises';
import { listChangingLimits } from '../limits/changing.ts';
import { listSteadyLimits } from '../limits/steady.ts';
import type { Measurement } from '../measurement.ts';

/** Two processes start with each run, and starts are all that they do to each other: after that they mostly wait. */
const BETWEEN_STARTS_MS = 1500;

/** All rate limits at once, in about three minutes; quick, none of them. */
export async function measureLimits(quick: boolean): Promise<Measurement[]> {
  if (quick) return [leaveOut()];
  const runs = [...listChangingLimits(), ...listSteadyLimits()];
  const started = runs.map(async (run, index) => {
    await sleep(index * BETWEEN_STARTS_MS);
    return run();
  });
  return (await Promise.all(started)).flat();
}

function leaveOut(): Measurement {
  return {
    promise: 'rate limits: told, not told, lowered, raised',
    measured: 'left out of a quick run: they take minutes',
    target: '',
    peer: '',
    ok: undefined,
  };
}
