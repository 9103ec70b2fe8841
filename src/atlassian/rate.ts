/** The pace that the server turns out to accept, learned from its refusals. Times are in milliseconds. */
export type Rate = {
  /** The moment from which on a request may go at this pace; before the first refusal, any. */
  opensAt(): number;
  /** Notes that a request goes now. */
  pass(now: number): void;
  /** Notes an answer that is no refusal, to a request that went at `since`. */
  accept(now: number, since: number): void;
  /** Notes a refusal of a request that went at `since`. */
  refuse(now: number, since: number): void;
};

/** Timers come late: a slot missed by less than this is made up for, so that the rate is met and not passed. */
export const SLACK_MS = 5;
/** So much later than the target was reached has the pace doubled; it lies around the target for about half of it. */
const DOUBLING_MS = 20_000;
/** No pace is slower, in requests per millisecond: a long pause says little when hardly anything came before it. */
const SLOWEST = 0.5 / 1000;
/** A cycle begins at most at this share of its target. */
const CAUTION = 0.97;
/** The target lies so far up from what was accepted to what was refused. */
const AMBITION = 0.3;
/** So much of what a pause withheld is sent right after it. */
const CATCH_UP = 0.5;
/** A bucket saves what it gains in a pause of this length; a longer one it outlasts, and a window saves nothing at all. */
const SAVED_MS = 1000;
/** A cycle that is refused sooner after it began, for no longer than a bucket may save, is learned from with the next. */
const SHORT_MS = 150;

/** From which pace a cycle rises to which and beyond, in requests per millisecond. */
type Curve = { start: number; target: number };

const UNLIMITED: Curve = { start: Number.POSITIVE_INFINITY, target: Number.POSITIVE_INFINITY };

/**
 * Learns in cycles, from the first request accepted after a refusal to the next such one. What a cycle accepted, by its
 * length, is what any limit grants: a bucket's refill, a window's count by its period. Only where requests went too
 * slowly at times was more to be had, at most the pace that was refused. So the next cycle begins at what was accepted,
 * rises fast to a target a little above it, stays around it, and then rises faster and faster, in search of a limit
 * that was raised: the curve of CUBIC, https://www.rfc-editor.org/rfc/rfc9438, as the AWS SDK's adaptive retries use it.
 */
export function createRate(): Rate {
  const { save } = createSavings();
  let curve = UNLIMITED;
  let cycleBegan: number | undefined;
  let accepted = 0;
  let refusedAt: number | undefined;
  let nextSlot = 0;
  let slack = SLACK_MS;
  let isJoined = false;

  /** `accepted` counts the request that was let through just now, which ended the pause. */
  function learn(now: number, began: number, paused: number): void {
    // Refused from the start, as when others have used up the limit: of its size that says nothing.
    if (accepted === 1 && curve === UNLIMITED) return;
    const surplus = save(paused);
    // Never twice as fast: of a short cycle nearly all is pause.
    const span = Math.max(1, now - began - surplus, (now - began) / 2);
    curve = computeNextCurve(accepted / span, computePace(curve, now - paused - began));
    slack = Math.max(SLACK_MS, paused);
    // One for the request that was accepted just now, one because the limit was not yet used up to the last bit.
    nextSlot = now - CATCH_UP * (paused - surplus) + 2 / curve.target;
  }

  return {
    opensAt: () => nextSlot,
    pass(now) {
      cycleBegan ??= now;
      if (curve !== UNLIMITED)
        nextSlot = Math.max(nextSlot, now - slack) + 1 / computePace(curve, now - cycleBegan);
    },
    accept(now, since) {
      accepted += 1;
      if (cycleBegan === undefined || refusedAt === undefined || since < refusedAt) return;
      const paused = now - refusedAt;
      const isShort = refusedAt - cycleBegan < SHORT_MS && paused <= SAVED_MS;
      isJoined = !isJoined && curve !== UNLIMITED && isShort;
      if (isJoined) slack = Math.max(SLACK_MS, paused);
      else {
        learn(now, cycleBegan, paused);
        cycleBegan = now;
        accepted = 0;
      }
      refusedAt = undefined;
    },
    refuse(now, since) {
      if (cycleBegan !== undefined && since >= cycleBegan) refusedAt ??= now;
    },
  };
}

/** The pace so long after a cycle began. */
function computePace({ start, target }: Curve, elapsed: number): number {
  if (target === Number.POSITIVE_INFINITY) return target;
  const rise = Math.cbrt(1 - start / target);
  return target * (1 + (elapsed / DOUBLING_MS - rise) ** 3);
}

/** From the pace at which a cycle was accepted, and the one at which it was refused. */
function computeNextCurve(accepted: number, refused: number): Curve {
  const granted = Math.max(SLOWEST, Math.min(accepted, refused));
  const target = granted + AMBITION * (Math.min(Math.max(refused, granted), 2 * granted) - granted);
  return { start: Math.min(granted, CAUTION * target), target };
}

/** What a pause leaves over is for the next cycle to use, and so does not count in its own, beyond what that began with. */
function createSavings() {
  let saved = 0;
  return {
    /** For so long a bucket saved in this pause, beyond what it had saved before. */
    save(paused: number): number {
      const before = saved;
      saved = Math.min(paused, SAVED_MS);
      return Math.max(0, saved - before);
    },
  };
}
