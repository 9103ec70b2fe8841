import { createHash } from 'node:crypto';
import { createRandom, pick } from '../simulator/random.ts';

/** The main event of each seed in turn, so that twenty seeds in a row cover everything. */
const EVENTS = [
  ...(['chance', 'chance', 'chance', 'chance', 'dns', 'bad file', 'full disk', 'outage', 'outage'] as const),
  ...(['burst', 'burst', 'limit', 'limit', 'short time', 'public', 'oversized', 'key'] as const),
  ...(['artifact', 'artifact', 'artifact'] as const),
];

/** Decisions that depend on the seed alone. */
export type Dice = {
  /** True for the main event of the seed, and in a share of all other cases. */
  happens(event: (typeof EVENTS)[number], share: number): boolean;
  /** True in a share of all cases, from 0 to 1. */
  chance(share: number): boolean;
  /** A whole number, both ends included. */
  whole(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  /** At least one item of the list, in its order. */
  some<T>(list: readonly T[]): T[];
};

/** Creates dice for one matter, so that a new decision in one matter does not change the others of a seed. */
export function createDice(seed: number, matter: string): Dice {
  // Neighbouring seeds must not begin alike.
  const random = createRandom(createHash('sha256').update(`${seed} ${matter}`).digest().readUInt32LE());
  const choose = <T>(list: readonly T[]) => pick(random, list);
  return {
    happens: (event, share) => random() < share || EVENTS[seed % EVENTS.length] === event,
    chance: (share) => random() < share,
    whole: (from, to) => from + Math.floor(random() * (to - from + 1)),
    pick: choose,
    some(list) {
      const share = random();
      const chosen = list.filter(() => random() < share);
      return chosen.length > 0 ? chosen : [choose(list)];
    },
  };
}
