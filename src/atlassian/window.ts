/** How many requests may be in flight. It never leaves the range from 1 to the maximum it was made with. */
export type Window = { size(): number; grow(): void; shrink(): void };

const FIRST_SIZE = 4;
/** TCP's is 1; with less, fewer are refused when the limit is met, and the start takes a few rounds more. */
const GROWTH = 0.5;

/**
 * Opens as TCP's congestion window does: by half each round until the server first pushes back, from half of that
 * size on by one a round. https://www.rfc-editor.org/rfc/rfc5681#section-3.1
 */
export function createWindow(maximum: number): Window {
  let size = Math.min(FIRST_SIZE, maximum);
  let threshold = maximum;
  return {
    size: () => Math.floor(size),
    grow: () => {
      size = Math.min(maximum, size + (size < threshold ? GROWTH : 1 / size));
    },
    shrink: () => {
      size = Math.max(1, size / 2);
      threshold = size;
    },
  };
}
