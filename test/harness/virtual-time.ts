import type { Clock } from '../../src/atlassian/request-queue.ts';

type Event = { time: number; act: (() => void) | undefined };

/** Time that passes only from one planned event to the next: hours take milliseconds, the same way every time. */
export function createVirtualTime() {
  /** A binary heap: the children of `index` are at `2 * index + 1` and the place after it. */
  const heap: Event[] = [];
  let now = 0;

  function after(ms: number, act: () => void): Event {
    const event: Event = { time: now + ms, act };
    let index = heap.length;
    for (let parent = (index - 1) >> 1; index > 0; parent = (index - 1) >> 1) {
      const above = heap[parent];
      if (!above || above.time <= event.time) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = event;
    return event;
  }

  function takeNext(): Event | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if ((heap[child + 1]?.time ?? Number.POSITIVE_INFINITY) < (heap[child]?.time ?? 0)) child += 1;
      const below = heap[child];
      if (!below || below.time >= last.time) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = last;
    return first;
  }

  function runUntil(end: number): void {
    while ((heap[0]?.time ?? Number.POSITIVE_INFINITY) <= end) {
      const event = takeNext();
      if (!event?.act) continue;
      now = event.time;
      event.act();
    }
  }

  const clock: Clock = {
    now: () => now,
    setTimer(ms, wake) {
      const event = after(ms, wake);
      return () => {
        event.act = undefined;
      };
    },
  };
  return { clock, after, runUntil, runAll: () => runUntil(Number.MAX_VALUE) };
}
