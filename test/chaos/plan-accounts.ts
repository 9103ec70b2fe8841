import fc from 'fast-check';
import { hostileText } from '../harness/hostile.ts';
import { createSimulatedToken } from '../harness/scenario.ts';
import * as answers from '../simulator/answers.ts';
import type { SimulatedAccount, SimulatedToken } from '../simulator/organization.ts';
import { createDice, type Dice } from './dice.ts';

/** Observed and allowed forms of IDs, one with the first character of a formula. */
const ID_FORMS = [
  (index: string) => `712020:0a1b2c3d-0000-4000-8000-${index.padStart(12, '0')}`,
  (index: string) => `557058:0a1b2c3d-0000-4000-8000-${index.padStart(12, '0')}`,
  (index: string) => `5b10a2844c20165700ed${index.padStart(4, '0')}`,
  (index: string) => `qm:${index}|a_b-c`,
  (index: string) => `-:${index}`,
];

/** Missing and odd fields of tokens that are still tokens. */
const ODD_FIELDS: SimulatedToken[] = [
  { label: undefined },
  { label: null },
  { label: 42 },
  { label: { text: 'Jenkins' } },
  { createdAt: undefined },
  { createdAt: 'yesterday' },
  { createdAt: '2026-05-01T10:00Z' },
  { lastAccess: undefined },
  { lastAccess: null },
  { disabledStatus: true },
  { disabledStatus: 'true' },
  { disabledStatus: null },
  { disabledStatus: undefined },
  { status: 'BLOCKED' },
  { status: 'PAUSED' },
  { expiry: '2020-01-01T00:00:00Z' },
  { expiry: '2021-06-01T10:00Z' },
  { expiry: '0001-01-01T00:00:00Z' },
  { expiry: null },
  { expiry: 'never' },
  { expiry: 1_893_456_000 },
  { more: { nested: ['fields'] } },
];

/** Bodies that cannot be read as a whole list. */
const ODD_LISTS: unknown[] = [
  {},
  null,
  'none',
  7,
  { values: [] },
  [null],
  [{ label: 'no id' }],
  [createSimulatedToken('whole'), { id: '' }],
];

/** Answers that an account always gets. */
const PERMANENT_ANSWERS: answers.Answer[] = [
  answers.accountNotFound(),
  answers.targetUnverified(),
  answers.notManaged(),
  answers.forbidden(),
  answers.forbiddenAction(),
  answers.badRequest(),
  answers.gatewayError(500),
  answers.htmlPage(),
  answers.nestedJson(),
  answers.truncatedJson(),
  { kind: 'redirect', location: 'http://127.0.0.1:9/' },
  { kind: 'reset-before' },
  { kind: 'reset-after-headers' },
  { kind: 'cut-body' },
  { kind: 'cut-body', body: '[', chunked: true },
  { kind: 'stall-body' },
];

/** Plans the accounts of a seed, their tokens and their answers. */
export function planAccounts(seed: number, count: number | undefined): SimulatedAccount[] {
  const dice = createDice(seed, 'accounts');
  const total = count ?? dice.pick([1, 2, 5, 12, 30, 30, 60, 120]);
  const texts = fc.sample(hostileText, { seed, numRuns: 30 });
  const oddShare = dice.pick([0, 0.1, 0.5]);
  const lostShare = dice.pick([0, 0, 0, 0.05, 0.2, 0.7]);
  return Array.from({ length: total }, (_, index) => ({
    id: dice.pick(ID_FORMS)(String(index)),
    name: dice.pick(texts),
    email: `person${index}@example.com`,
    status: dice.pick(['Active', 'Inactive', 'suspended']),
    managed: !dice.chance(0.03),
    tokens: planTokens(dice, `${index}`, texts, oddShare),
    ...(dice.chance(lostShare) ? planLoss(dice) : {}),
  }));
}

function planTokens(dice: Dice, account: string, texts: string[], oddShare: number): SimulatedToken[] {
  return Array.from({ length: dice.pick([0, 0, 1, 1, 2, 3, 8]) }, (_, number) =>
    createSimulatedToken(`${account}-${number}`, {
      ...(dice.chance(oddShare) ? dice.pick(ODD_FIELDS) : {}),
      ...(dice.chance(oddShare) ? { label: dice.pick(texts) } : {}),
      ...(dice.chance(oddShare / 10) ? { id: 1_000_000 + Number(account) * 100 + number } : {}),
      ...(dice.chance(oddShare / 10) ? { id: 'shared' } : {}),
    }),
  );
}

function planLoss(dice: Dice): Partial<SimulatedAccount> {
  return dice.chance(0.2) ? { tokens: dice.pick(ODD_LISTS) } : { always: dice.pick(PERMANENT_ANSWERS) };
}
