import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough to tell a turn in which answers come from one in which none do. */
const TURN_MS = 10;
/** Several answers take longer to handle, a single one does not. */
const BUSY_MS = 3;
/** Two seconds, for runs without lulls: they ask slowly, or without a pause. */
const MOST_TURNS = 200;

/**
 * Resolves when several answers were handled and no more come, as between the rounds of a run that asks many at a time:
 * what takes long delays nobody then. After 200 turns it resolves all the same. `measureTurn` waits for a turn and tells
 * how many milliseconds of it were busy.
 */
export async function nextLull(measureTurn: () => Promise<number> = measureBusyMs): Promise<void> {
  let wasBusy = false;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const isBusy = (await measureTurn()) > BUSY_MS;
    if (wasBusy && !isBusy) return;
    wasBusy ||= isBusy;
  }
}

async function measureBusyMs(): Promise<number> {
  const before = performance.eventLoopUtilization();
  await sleep(TURN_MS);
  return performance.eventLoopUtilization(before).active;
}
