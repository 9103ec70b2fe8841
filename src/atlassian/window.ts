/** How many requests may be in flight. It never leaves the range from 1 to the maximum it was made with. */
export type Window = {
  size(): number;
  grow(): void;
  shrink(): void;
  /** Opens it, unless the server pushed back: some of the first requests may be slow to answer. */
  open(): void;
};

/** So many go at once at the start, or the maximum: a limit worth a run grants all of them. */
const FIRST_BURST = 12;
/** So many may be in flight while the burst is being answered. */
const CAREFUL_SIZE = 3;
/** The only limit that people report, in requests a minute. */
const REPORTED_LIMIT = 200;
/** So many may be in flight when it may be met: less than a twentieth of what three such minutes grant. */
const WARY_SIZE = 25;

/**
 * When a limit is first met, what is in flight is refused. So the first burst is small, and while it is being answered
 * only a few more may go: a small limit is met in it and costs a few refusals. Once as many were let through, the window
 * opens: a larger limit grants so much that a full window of refusals is little of it. After the server pushed
 * back, half of the size grows by one a round. https://www.rfc-editor.org/rfc/rfc5681#section-3.1
 */
export function createWindow(maximum: number): Window {
  const burst = Math.min(FIRST_BURST, maximum);
  let size = burst;
  let answers = 0;
  let isOpen = false;
  let wasPushedBack = false;

  function count(): void {
    answers += 1;
    if (answers === 1 && !isOpen) size = Math.min(CAREFUL_SIZE, size);
  }

  function open(): void {
    if (wasPushedBack) return;
    isOpen = true;
    const isWary = answers >= REPORTED_LIMIT - maximum && answers <= REPORTED_LIMIT;
    size = isWary ? Math.min(maximum, WARY_SIZE) : maximum;
  }

  return {
    size: () => Math.floor(size),
    grow() {
      count();
      if (wasPushedBack) size = Math.min(maximum, size + 1 / size);
      else if (answers >= burst) open();
    },
    shrink() {
      count();
      wasPushedBack = true;
      size = Math.max(1, size / 2);
    },
    open,
  };
}
