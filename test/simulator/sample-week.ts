import type { SimulatedAccount, SimulatedToken } from './organization.ts';
import { computeSeed, createRandom } from './random.ts';
import { createSampleOrganization } from './sample-organization.ts';
import { createSampleToken, createUuid } from './sample-tokens.ts';

/** Number of tokens by name. */
const JOINERS = new Map([
  ['Ruth Adeyemi', 2],
  ['Mikkel Storm', 1],
  ['Paola Vidal', 1],
]);

/** Creates accounts that joined the sample organization after its export. */
export function createSampleJoiners(now: Date): SimulatedAccount[] {
  return Array.from(JOINERS, ([name, count]) => {
    const random = createRandom(computeSeed(`joiner ${name}`));
    const id = `712020:${createUuid(random)}`;
    const tokens = Array.from({ length: count }, () => createSampleToken(random, now, 'young'));
    const email = `${name.toLowerCase().replace(' ', '.')}@example.com`;
    return { id, name, email, status: 'Active', lastActive: now.toISOString(), tokens };
  });
}

const WEEK_MS = 7 * 86_400_000;
/** Accounts that removed their tokens during the week. */
const isTidy = (index: number) => index % 60 === 7;

/** Creates the accounts of the sample organization a week before `now` and at `now`. */
export function createSampleWeek(now: Date): { before: SimulatedAccount[]; after: SimulatedAccount[] } {
  const { accounts } = createSampleOrganization(now);
  const isOld = ({ createdAt }: SimulatedToken) => Date.parse(String(createdAt)) < now.getTime() - WEEK_MS;
  return {
    before: accounts.map((account) => ({
      ...account,
      tokens: (account.tokens as SimulatedToken[]).filter(isOld),
    })),
    after: [
      ...accounts.map((account, index) => (isTidy(index) ? { ...account, tokens: [] } : account)),
      ...createSampleJoiners(now),
    ],
  };
}
