import type { Api } from '../../atlassian/api.ts';
import { describeShape } from '../../atlassian/json.ts';
import { computeTokenCountPath } from '../../atlassian/paths.ts';
import type { OwnedToken } from '../../atlassian/tokens.ts';
import type { FoundToken } from '../records.ts';
import type { SourceReport } from '../source.ts';
import type { Stop } from '../stop.ts';
import { type Book, type BookEntry, noteAccount } from './book.ts';
import { type Broken, explainListing } from './faults.ts';
import { listTokens, type Newcomer, type Oddities, type Organization } from './tokens.ts';

/**
 * Yields every token once and proves that they are all: the organization's own count is asked before and after, and
 * a list that is short of both is read once more. Returns how the list broke off, if it did.
 */
export async function* readAllTokens(
  organization: Organization,
  book: Book,
  ends: { report: SourceReport; stop: Stop },
): AsyncGenerator<FoundToken, Broken | undefined> {
  const oddities: Oddities = { noTokens: 0, withoutId: 0, withoutOwner: 0 };
  const isNew = createNewcomer(book);
  try {
    const before = await readCount(organization.api, organization.orgId);
    let listed = yield* noteTokens(listTokens(organization, isNew, oddities), book);
    const after = await readCount(organization.api, organization.orgId);
    const counts = [before, after].filter((count) => count !== undefined);
    if (listed < Math.min(...counts) && counts.length > 0)
      listed += yield* noteTokens(listTokens(organization, isNew, oddities, true), book);
    judgeCount(ends.report, listed, counts);
    return undefined;
  } catch (error) {
    return explainListing(error, 'tokens', ends);
  } finally {
    judgeOddities(ends.report, oddities);
  }
}

/** Tokens are told apart by their ID and owner. What has no ID is new, except when the list is read again. */
function createNewcomer(book: Book): Newcomer {
  const owners = new Map<string, BookEntry>();
  const idless = new Set<string>();
  return ({ token, owner }, again) => {
    const entry = noteAccount(book, owner);
    if (token.id === '') {
      const content = JSON.stringify([owner.id, token]);
      const isNew = !again || !idless.has(content);
      idless.add(content);
      return isNew;
    }
    if (owners.get(token.id) === entry) return false;
    owners.set(token.id, entry);
    return true;
  };
}

async function* noteTokens(found: AsyncIterable<OwnedToken>, book: Book): AsyncGenerator<FoundToken, number> {
  let count = 0;
  for await (const { token, owner } of found) {
    const entry = noteAccount(book, owner);
    entry.tokens += 1;
    count += 1;
    yield { kind: 'token', account: entry.account, token };
  }
  return count;
}

/** The number that the organization gives, or `undefined` where it gives none. */
async function readCount(api: Api, orgId: string): Promise<number | undefined> {
  const answer = await api.read(computeTokenCountPath(orgId), parseCount, [403, 404, 500]);
  return answer.kind === 'value' ? answer.value : undefined;
}

function parseCount(json: unknown): number {
  if (typeof json === 'number' && Number.isSafeInteger(json) && json >= 0) return json;
  throw new Error(`expected a count, got ${describeShape(json)}`);
}

function judgeCount(report: SourceReport, listed: number, counts: number[]): void {
  const told = [...new Set(counts)].join(' and then ');
  if (counts.length < 2)
    report.notices.push(
      'The organization did not tell how many tokens there are: only the end of the list proves that it is whole.',
    );
  if (counts.length > 0 && listed < Math.min(...counts))
    report.gaps.push(`The list holds ${listed} tokens, read twice, but the organization counts ${told}.`);
  if (counts.length > 0 && listed > Math.max(...counts))
    report.notices.push(
      `The list holds ${listed} tokens, more than the ${told} that the organization counts.`,
    );
}

function judgeOddities(report: SourceReport, { noTokens, withoutId, withoutOwner }: Oddities): void {
  if (noTokens > 0) report.gaps.push(`Items of the list that are no tokens: ${noTokens}.`);
  if (withoutId > 0) report.gaps.push(`Listed tokens without an ID: ${withoutId}.`);
  if (withoutOwner > 0) report.gaps.push(`Listed tokens that name no owner: ${withoutOwner}.`);
}
