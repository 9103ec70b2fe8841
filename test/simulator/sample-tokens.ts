import type { SimulatedToken } from './organization.ts';
import { pick } from './random.ts';
import { TOKEN_LABELS } from './sample-words.ts';

type Range = [number, number];

/** Ranges in days before now, `life` in days. A missing event never happened; a missing life never ends. */
type Story = { created: Range; used?: Range; life?: readonly number[]; ended?: Range; disabled?: true };

const YEAR = 365;

const STORIES = {
  inUse: { created: [15, 330], used: [0, 14], life: [YEAR] },
  young: { created: [1, 25], used: [0, 1], life: [90, 180, YEAR] },
  idle: { created: [200, 320], used: [95, 190], life: [YEAR] },
  neverUsed: { created: [4, 310], life: [YEAR] },
  expiring: { created: [336, 364], used: [0, 30], life: [YEAR] },
  expired: { created: [400, 700], used: [370, 390], life: [YEAR] },
  // Atlassian ended older tokens without an expiry in the spring of 2026.
  oldAndExpired: { created: [750, 1700], used: [260, 400], ended: [197, 255] },
  disabled: { created: [60, 300], used: [30, 60], life: [YEAR], disabled: true },
  endless: { created: [740, 1500], used: [0, 5] },
} satisfies Record<string, Story>;

export type StoryName = keyof typeof STORIES;

/** A hundred stories, weighted by frequency. */
const COMMON: StoryName[] = [
  ...repeat('inUse', 38),
  ...repeat('young', 10),
  ...repeat('idle', 14),
  ...repeat('neverUsed', 12),
  ...repeat('expiring', 7),
  ...repeat('expired', 8),
  ...repeat('oldAndExpired', 5),
  ...repeat('disabled', 6),
];

/** Creates a token with one of the common stories, or the named one. */
export function createSampleToken(
  random: () => number,
  now: Date,
  name = pick(random, COMMON),
): SimulatedToken {
  const story: Story = STORIES[name];
  const created = between(random, story.created);
  const ended = computeEnd(random, story, created);
  const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * 86_400_000).toISOString();
  const token: SimulatedToken = {
    id: createUuid(random),
    label: pick(random, TOKEN_LABELS),
    createdAt: random() < 0.2 ? inNanoseconds(random, at(created)) : at(created),
    disabledStatus: story.disabled ?? false,
  };
  if (story.used) {
    const used = between(random, story.used);
    token.lastAccess = at(Math.min(Math.max(used, ended ?? 0), created));
  }
  if (ended !== undefined) token.expiry = at(ended);
  return token;
}

/** Computes the end in days before now; negative for a live token. */
function computeEnd(random: () => number, { life, ended }: Story, created: number): number | undefined {
  if (ended) return between(random, ended);
  return life && created - pick(random, life);
}

/** Creates a random UUID. */
export function createUuid(random: () => number): string {
  return createHex(random, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Creates random hexadecimal digits. */
export function createHex(random: () => number, length: number): string {
  return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
}

function between(random: () => number, [from, to]: Range): number {
  return from + random() * (to - from);
}

/** The API sometimes sends nanoseconds. */
function inNanoseconds(random: () => number, time: string): string {
  return time.replace('Z', `${String(Math.floor(random() * 1e6)).padStart(6, '0')}Z`);
}

function repeat(name: StoryName, times: number): StoryName[] {
  return Array.from({ length: times }, () => name);
}
