import { type Answer, gatewayError, htmlPage, nestedJson, text, truncatedJson } from './answers.ts';
import { computeSeed, createRandom, pick } from './random.ts';

/** Faults by name: kinds of `Answer` without parameters, and complete but wrong answers. */
export type FaultKind =
  | 'reset-before'
  | 'reset-in-headers'
  | 'reset-after-headers'
  | 'cut-body'
  | 'cut-chunked'
  | 'stall-headers'
  | 'stall-body'
  | 'drip'
  | 'wrong-length'
  | 'oversized'
  | 'server-error'
  | 'html'
  | 'truncated-json'
  | 'nested-json'
  | 'wrong-type';

export type Faults = {
  seed: number;
  /** The share of all answers, from 0 to 1. */
  share: number;
  /** Names or complete answers to choose from; default `QUICK_FAULTS`. */
  kinds?: readonly (FaultKind | Answer)[];
  /** The most faults per account or page, so that retries succeed; default 3. */
  perAccount?: number;
};

/** The faults that a client notices at once. */
export const QUICK_FAULTS: readonly FaultKind[] = [
  'reset-before',
  'reset-in-headers',
  'cut-body',
  'cut-chunked',
  'wrong-length',
  'server-error',
  'html',
  'truncated-json',
  'nested-json',
];

/** Returns the fault that replaces the next answer of an account or page, if any; `body` is the correct one. */
export type FaultSource = { next(key: string, body: unknown): Answer | undefined };

/** Decides by seed, account ID or page cursor, and attempt, so that the order of requests does not matter. */
export function createFaults({ seed, share, kinds = QUICK_FAULTS, perAccount = 3 }: Faults): FaultSource {
  const seen = new Map<string, { asked: number; faults: number }>();
  return {
    next(key, body) {
      const history = seen.get(key) ?? { asked: 0, faults: 0 };
      seen.set(key, history);
      const random = createRandom(computeSeed(`${seed} ${key} ${history.asked++}`));
      if (history.faults >= perAccount || random() >= share) return undefined;
      history.faults++;
      const kind = pick(random, kinds);
      return typeof kind === 'string' ? createFault(kind, random, body) : kind;
    },
  };
}

function createFault(kind: FaultKind, random: () => number, body: unknown): Answer {
  switch (kind) {
    case 'cut-chunked':
      return { kind: 'cut-body', chunked: true };
    case 'drip':
      return { kind: 'drip', everyMs: 20 };
    case 'oversized':
      return { kind: 'oversized', bytes: 20 * 1024 * 1024 };
    case 'server-error':
      return gatewayError(pick(random, [500, 502, 503, 504]));
    case 'html':
      return htmlPage();
    case 'truncated-json':
      return truncatedJson();
    case 'nested-json':
      return nestedJson();
    case 'wrong-type':
      return text(200, JSON.stringify(body), { 'Content-Type': 'text/plain' });
    default:
      return { kind };
  }
}
