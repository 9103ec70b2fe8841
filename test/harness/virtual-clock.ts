import { setImmediate as settle } from 'node:timers/promises';
import type { Clock } from '../../src/atlassian/request-queue.ts';

type Event = { time: number; act: (() => void) | undefined };

/** A clock that jumps from one planned event to the next: hours take milliseconds, the same way every time. */
export type VirtualClock = Clock & {
  after(ms: number, act: () => void): void;
  /** Lets time pass until that time, or until nothing is planned. */
  runUntil(end: number): void;
  /** Does the same with code that awaits promises, which act before the next event. */
  settleUntil(end: number): Promise<void>;
};

export function createVirtualClock(): VirtualClock {
  const events = createHeap();
  let now = 0;

  function runNext(end: number): boolean {
    const time = events.nextTime();
    if (time > end || time === Number.POSITIVE_INFINITY) return false;
    const event = events.take();
    // A cancelled timer takes no time.
    if (event?.act) {
      now = event.time;
      event.act();
    }
    return true;
  }

  return {
    now: () => now,
    after: (ms, act) => {
      events.add({ time: now + ms, act });
    },
    setTimer(ms, wake) {
      const event: Event = { time: now + ms, act: wake };
      events.add(event);
      return () => {
        event.act = undefined;
      };
    },
    runUntil(end) {
      while (runNext(end));
    },
    async settleUntil(end) {
      do await settle();
      while (runNext(end));
      if (Number.isFinite(end)) now = Math.max(now, end);
    },
  };
}

/** A binary heap: the children of `index` are at `2 * index + 1` and the place after it. */
function createHeap() {
  const heap: Event[] = [];
  const timeAt = (index: number) => heap[index]?.time ?? Number.POSITIVE_INFINITY;

  function rise(event: Event, from: number): void {
    let index = from;
    while (index > 0 && timeAt((index - 1) >> 1) > event.time) {
      heap[index] = heap[(index - 1) >> 1] as Event;
      index = (index - 1) >> 1;
    }
    heap[index] = event;
  }

  function sink(event: Event): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const child = timeAt(left + 1) < timeAt(left) ? left + 1 : left;
      if (timeAt(child) >= event.time) break;
      heap[index] = heap[child] as Event;
      index = child;
    }
    heap[index] = event;
  }

  return {
    nextTime: () => timeAt(0),
    add: (event: Event) => rise(event, heap.length),
    take(): Event | undefined {
      const first = heap[0];
      const last = heap.pop();
      if (last && heap.length > 0) sink(last);
      return first;
    },
  };
}
