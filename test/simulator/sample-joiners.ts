import type { SimulatedAccount } from './organization.ts';
import { computeSeed, createRandom } from './random.ts';
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
