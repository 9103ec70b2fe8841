/** How many requests may be in flight. It never leaves the range from 1 to the maximum it was made with. */
export type Window = {
  size(): number;
  grow(): void;
  shrink(): void;
  /** Opens it whole, unless the server pushed back: some of the first requests may be slow to answer. */
  open(): void;
};

/** So many go at once at the start, or the maximum: a limit worth a run grants most of them. */
const FIRST_BURST = 12;
const CAREFUL_SIZE = 3;

/**
 * When a limit is first met, what is in flight is refused. So the first burst is small, and the next requests go a few
 * at a time until more than the burst were let through: where a small limit is met, that costs a few refusals. A larger
 * one grants so much that a full window of refusals is little of it, and the window opens at once. After the server
 * pushed back, half of the size grows by one a round. https://www.rfc-editor.org/rfc/rfc5681#section-3.1
 */
export function createWindow(maximum: number): Window {
  const burst = Math.min(FIRST_BURST, maximum);
  let size = burst;
  let answers = 0;
  let wasPushedBack = false;

  function count(): void {
    answers += 1;
    if (answers === 1) size = Math.min(CAREFUL_SIZE, size);
  }

  return {
    size: () => Math.floor(size),
    grow() {
      count();
      if (wasPushedBack) size = Math.min(maximum, size + 1 / size);
      else if (answers > burst) size = maximum;
    },
    shrink() {
      count();
      wasPushedBack = true;
      size = Math.max(1, size / 2);
    },
    open() {
      if (!wasPushedBack) size = maximum;
    },
  };
}
