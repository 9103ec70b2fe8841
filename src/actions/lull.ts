import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough to tell a turn in which answers come from one in which none do. */
const TURN_MS = 10;
/** Several answers take longer to handle, a single one does not. */
const BUSY_MS = 3;
/** When nothing came for so many turns, nobody knows when something will. */
const QUIET_TURNS = 4;
/** Two seconds and more, for runs whose answers come without a pause. */
const MOST_TURNS = 200;

/**
 * Resolves when several answers were handled and no more come, as between the rounds of a run that asks many at a time:
 * what takes long delays few then. When nothing comes, or too much, it resolves all the same. `measureTurn` waits for a
 * turn and tells how many milliseconds of it were busy.
 */
export async function nextLull(measureTurn: () => Promise<number> = measureBusyMs): Promise<void> {
  let quietTurns = 0;
  for (let turn = 1; turn <= MOST_TURNS; turn += 1) {
    const isBusy = (await measureTurn()) > BUSY_MS;
    // Behind a busy turn the first quiet one will do.
    quietTurns = isBusy ? QUIET_TURNS - 1 : quietTurns + 1;
    if (quietTurns >= QUIET_TURNS) return;
  }
}

async function measureBusyMs(): Promise<number> {
  const before = performance.eventLoopUtilization();
  await sleep(TURN_MS);
  return performance.eventLoopUtilization(before).active;
}
