import { type Answer, gatewayError, htmlPage, nestedJson, text, truncatedJson } from './answers.ts';
import { computeSeed, createRandom, pick } from './random.ts';

/** Faults by name: those of `Answer` that need no more, and those that answer whole and wrong. */
export type FaultKind =
  | 'reset-before'
  | 'reset-in-headers'
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
  /** An account gets no more than these, so that trying again heals. 3 unless told. */
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

/** The fault that takes the place of an account's next answer, if one does. */
export type FaultSource = { next(accountId: string, tokens: unknown): Answer | undefined };

/** Decides by seed, account and how often it was asked: the order in which requests arrive changes nothing. */
export function createFaults({ seed, share, kinds = QUICK_FAULTS, perAccount = 3 }: Faults): FaultSource {
  const seen = new Map<string, { asked: number; faults: number }>();
  return {
    next(accountId, tokens) {
      const history = seen.get(accountId) ?? { asked: 0, faults: 0 };
      seen.set(accountId, history);
      const random = createRandom(computeSeed(`${seed} ${accountId} ${history.asked++}`));
      if (history.faults >= perAccount || random() >= share) return undefined;
      history.faults++;
      const kind = pick(random, kinds);
      return typeof kind === 'string' ? createFault(kind, random, tokens) : kind;
    },
  };
}

function createFault(kind: FaultKind, random: () => number, tokens: unknown): Answer {
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
      return text(200, JSON.stringify(tokens), { 'Content-Type': 'text/plain' });
    default:
      return { kind };
  }
}
