import { setFlagsFromString } from 'node:v8';

/**
 * Has garbage collected early. Every answer leaves a buffer outside the heap and garbage in it, which only a collection
 * frees: collected as late as V8 would by itself, a large organization takes twice the memory and hardly less time.
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function collectEarly(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=50');
}

/**
 * Lets new objects live longer before they are collected, until `collectEarly`. With dozens of small answers under way
 * at a time most of what an early collection finds is still in use, and moving it takes longer than all the rest.
 */
export function collectLate(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
}
