import { type Answer, gatewayError, htmlPage, tooManyRequests } from './answers.ts';
import type { SimulatedAccount, SimulatedToken } from './organization.ts';
import { computeSeed, createRandom, pick } from './random.ts';
import { createHex, createSampleToken, createUuid } from './sample-tokens.ts';
import { FAMILY_NAMES, GIVEN_NAMES } from './sample-words.ts';

/** The accounts that exist, and the export of managed accounts, which still lists some deleted ones. */
export type SampleOrganization = { accounts: SimulatedAccount[]; csv: string };

type Person = {
  id: string;
  name: string;
  email: string;
  status: string;
  lastActive: string;
  sites: string[];
};

const SIZE = 300;
const isGone = (index: number) => index % 50 === 17;
const isInactive = (index: number) => index % 16 === 9;
/** Number of tokens of automation accounts, by index. */
const HEAVY_HOLDERS = new Map([
  [41, 12],
  [203, 9],
]);

/** The first answer for some accounts. */
const FLAWS = new Map<number, Answer>([
  [12, { kind: 'reset-before' }],
  [77, gatewayError(503)],
  [131, tooManyRequests({ 'Retry-After': '1' })],
  [158, htmlPage()],
  [222, { kind: 'cut-body' }],
  [281, gatewayError(502)],
]);

/** Creates an invented organization, always the same; token dates are relative to `now`. */
export function createSampleOrganization(now: Date): SampleOrganization {
  const names = createNames();
  const people = names.map((name, index) => createPerson(name, index, now));
  const accounts = people.map((person, index) => createAccount(person, index, now));
  return { accounts: accounts.filter((_, index) => !isGone(index)), csv: renderExport(people) };
}

function createNames(): string[] {
  const random = createRandom(computeSeed('names'));
  const names = new Set<string>();
  while (names.size < SIZE) names.add(`${pick(random, GIVEN_NAMES)} ${pick(random, FAMILY_NAMES)}`);
  return [...names];
}

function createPerson(name: string, index: number, now: Date): Person {
  const random = createRandom(computeSeed(`person ${index}`));
  const id = pick(random, [
    `712020:${createUuid(random)}`,
    `712020:${createUuid(random)}`,
    `557058:${createUuid(random)}`,
    createHex(random, 24),
  ]);
  const status = isInactive(index) ? 'Deactivated' : 'Active';
  const daysAgo = isInactive(index) ? 60 + random() * 300 : random() * 12;
  const lastActive = new Date(now.getTime() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const sites = Array.from({ length: 2 }, () => pick(random, ['aurora', 'aurora,aurora-sandbox', '']));
  return { id, name, email: computeEmail(name), status, lastActive, sites };
}

function createAccount(person: Person, index: number, now: Date): SimulatedAccount {
  const { id, name, email, status } = person;
  const flaw = FLAWS.get(index);
  const lastActive = `${person.lastActive}T00:00:00.000Z`;
  const account = { id, name, email, status, lastActive, tokens: createTokens(index, now) };
  return flaw ? { ...account, answers: [flaw] } : account;
}

function createTokens(index: number, now: Date): SimulatedToken[] {
  const random = createRandom(computeSeed(`tokens ${index}`));
  const heavy = HEAVY_HOLDERS.get(index);
  if (heavy === undefined) {
    const count = random() < 0.55 ? 0 : pick(random, [1, 1, 1, 2, 2, 3]);
    return Array.from({ length: count }, () => createSampleToken(random, now));
  }
  const common = Array.from({ length: heavy - 1 }, () => createSampleToken(random, now));
  return [createSampleToken(random, now, 'endless'), ...common];
}

const WITHOUT_ACCENT: Record<string, string> = { ł: 'l', ø: 'o', ı: 'i', "'": '', ' ': '.' };

function computeEmail(name: string): string {
  const letters = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return `${letters.replace(/[łøı' ]/g, (letter) => WITHOUT_ACCENT[letter] ?? letter)}@example.com`;
}

/** Renders the export of Directory → Managed accounts, with all its columns. */
function renderExport(people: Person[]): string {
  const header = ['Atlassian ID', 'Name', 'Email', 'Status', 'Last active date [UTC]', 'Jira', 'Confluence'];
  const rows = people.map((person) => [
    person.id,
    person.name,
    person.email,
    person.status,
    person.lastActive,
    ...person.sites,
  ]);
  return [header, ...rows].map((row) => `${row.map(quote).join(',')}\r\n`).join('');
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
