import { type Answer, gatewayError, htmlPage, nestedJson, text, truncatedJson } from './answers.ts';
import { computeSeed, createRandom, pick } from './random.ts';

/** Faults by name: those of `Answer` that need no more, and those that answer whole and wrong. */
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
  /** Of all answers, from 0 to 1. */
  share: number;
  /** What to choose from: names, or whole answers. `QUICK_FAULTS` unless told. */
  kinds?: readonly (FaultKind | Answer)[];
  /** An account, or a page of a list, gets no more than these, so that trying again heals. 3 unless told. */
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

/** The fault that takes the place of the next answer of an account or page, if one does; `body` is what is right. */
export type FaultSource = { next(key: string, body: unknown): Answer | undefined };

/** Decides by seed, account ID or page cursor, and how often it was asked: the order of requests changes nothing. */
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
