/** How many requests may be in flight. It never leaves the range from 1 to the maximum it was made with. */
export type Window = { size(): number; grow(): void; shrink(): void };

const FIRST_SIZE = 4;
/** So many answers come before it grows: a small limit is met within them. */
const FIRST_ANSWERS = 12;
/** By so many an answer; TCP's is 1, which doubles it each round. This makes up for the gentle start. */
const GROWTH = 7;

/**
 * When a limit is first met, what is in flight is refused. So the first requests go a few at a time, where a small limit
 * is met; a larger one grants so much that a full window of refusals is little of it, and the window opens fast. Once
 * the server pushed back, half of that size grows by one a round. https://www.rfc-editor.org/rfc/rfc5681#section-3.1
 */
export function createWindow(maximum: number): Window {
  let size = Math.min(FIRST_SIZE, maximum);
  let answers = 0;
  let wasPushedBack = false;

  function computeGrowth(): number {
    if (wasPushedBack) return 1 / size;
    return answers > FIRST_ANSWERS ? GROWTH : 0;
  }

  return {
    size: () => Math.floor(size),
    grow() {
      answers += 1;
      size = Math.min(maximum, size + computeGrowth());
    },
    shrink() {
      wasPushedBack = true;
      size = Math.max(1, size / 2);
    },
  };
}
