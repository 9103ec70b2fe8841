import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Beyond this the space for new objects need not grow; in a long turn of the event loop it may. */
const ENOUGH_BYTES = 16 * 1024 * 1024;
const WATCH_MS = 5;

let watch: NodeJS.Timeout | undefined;

/**
 * Has garbage collected early. Every answer leaves a buffer outside the heap and garbage in it, which only a collection
 * frees: collected as late as V8 would by itself, a large organization takes twice the memory and hardly less time.
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function collectEarly(): void {
  keepNewSpace();
  setFlagsFromString('--heap-growing-percent=50');
}

/**
 * Has it collected later, until `collectEarly`. With dozens of small answers under way most of what an early collection
 * finds is still in use, and moving it takes longer than all the rest; what stays of them is little.
 */
export function collectLate(): void {
  setFlagsFromString('--heap-growing-percent=100');
  setFlagsFromString('--semi-space-growth-factor=2');
  // V8 takes a limit for this space from the command line alone, and that is the runner's.
  watch = setInterval(() => readNewSpaceBytes() >= ENOUGH_BYTES && keepNewSpace(), WATCH_MS);
  watch.unref();
}

/** The space for new objects stays as large as it is. */
function keepNewSpace(): void {
  clearInterval(watch);
  setFlagsFromString('--semi-space-growth-factor=1');
}

function readNewSpaceBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}
