import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

const LARGEST_BYTES = 16 * 1024 * 1024;
/** It doubles at most with each collection, and to fill this much takes longer. */
const WATCH_MS = 5;

let watch: NodeJS.Timeout | undefined;

/**
 * Has garbage collected early. Every answer leaves a buffer outside the heap and garbage in it, which only a collection
 * frees: collected as late as V8 would by itself, a large organization takes twice the memory and hardly less time.
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function collectEarly(): void {
  clearInterval(watch);
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=50');
}

/**
 * Lets the space for new objects grow before it is collected, up to `LARGEST_BYTES` or until `collectEarly`. With dozens
 * of small answers under way most of what an early collection finds is still in use, and moving it takes longer than all
 * the rest.
 */
export function collectLate(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
  // V8 takes its own limit for this space from the command line alone, which belongs to the runner.
  watch = setInterval(() => {
    if (readNewSpaceBytes() >= LARGEST_BYTES) collectEarly();
  }, WATCH_MS);
  watch.unref();
}

function readNewSpaceBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}
