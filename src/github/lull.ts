import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough to tell a turn in which answers come from one in which none do. */
const TURN_MS = 10;
/** Several answers take longer to handle, a single one does not. */
const BUSY_MS = 3;
/** Two seconds and more, for runs whose answers come without a pause. */
const MOST_TURNS = 200;

/**
 * Resolves when a turn has passed in which hardly anything was to do, as between the rounds of a run that asks many at a
 * time: what takes long delays few then. After 200 turns it resolves all the same. `measureTurn` waits for a turn and
 * tells how many milliseconds of it were busy.
 */
export async function nextLull(measureTurn: () => Promise<number> = measureBusyMs): Promise<void> {
  for (let turn = 1; turn <= MOST_TURNS; turn += 1) {
    if ((await measureTurn()) <= BUSY_MS) return;
  }
}

async function measureBusyMs(): Promise<number> {
  const before = performance.eventLoopUtilization();
  await sleep(TURN_MS);
  return performance.eventLoopUtilization(before).active;
}
