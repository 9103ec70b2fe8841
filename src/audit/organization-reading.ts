import { computeTokenCountPath } from '../atlassian/paths.ts';
import { describeShape } from '../text/json.ts';
import { type Broken, explainListing } from './list-failure.ts';
import { type AccountIndex, upsertAccount } from './organization-accounts.ts';
import { listTokens, type Organization } from './organization-tokens.ts';
import type { TokenRecord } from './records.ts';
import { createSeenTokens, type SeenTokens } from './seen-tokens.ts';
import type { SourceReport } from './source.ts';

/** One reading of the list: how many tokens it showed, and how many the organization counted before and after. */
type Reading = { listed: number; before: number | undefined; after: number | undefined };

/**
 * Yields every token once and proves that they are all: the organization's own count is asked before and after. A
 * list that is short of both, or from which tokens vanished while it was read, so that others may have been passed
 * over, is read once more. Returns how the list broke off, if it did.
 */
export async function* readAllTokens(
  organization: Organization,
  accountIndex: AccountIndex,
  ends: { report: SourceReport; controller: AbortController },
): AsyncGenerator<TokenRecord[], Broken | undefined> {
  const seenTokens = createSeenTokens();
  try {
    const before = await readCount(organization);
    let reading = yield* readOnce(organization, accountIndex, seenTokens, before);
    if (isDoubtful(reading)) {
      seenTokens.startReading();
      reading = yield* readOnce(organization, accountIndex, seenTokens, reading.after);
      if (isDoubtful(reading)) ends.report.gaps.push(describeDoubt(reading));
    }
    tellOfCount(ends.report, reading);
    return undefined;
  } catch (error) {
    return explainListing(error, 'tokens', ends, seenTokens.listed() > 0);
  } finally {
    seenTokens.tell(ends.report);
  }
}

async function* readOnce(
  organization: Organization,
  accountIndex: AccountIndex,
  seenTokens: SeenTokens,
  before: number | undefined,
): AsyncGenerator<TokenRecord[], Reading> {
  for await (const page of listTokens(organization)) {
    yield page.flatMap((found): TokenRecord[] => {
      if (!found) seenTokens.noteNoToken();
      if (!found || !seenTokens.note(found)) return [];
      const entry = upsertAccount(accountIndex, found.owner);
      entry.tokens += 1;
      return [{ kind: 'token', account: entry.account, token: found.token }];
    });
  }
  return { listed: seenTokens.seen(), before, after: await readCount(organization) };
}

/** The number that the organization gives, or `undefined` where it gives none. */
async function readCount({ api, orgId }: Organization): Promise<number | undefined> {
  const answer = await api.read(computeTokenCountPath(orgId), parseCount, [403, 404, 500]);
  return answer.kind === 'value' ? answer.value : undefined;
}

function parseCount(json: unknown): number {
  if (typeof json === 'number' && Number.isSafeInteger(json) && json >= 0) return json;
  throw new Error(`expected a count, got ${describeShape(json)}`);
}

function isDoubtful({ listed, before, after }: Reading): boolean {
  const smaller = Math.min(before ?? Number.POSITIVE_INFINITY, after ?? Number.POSITIVE_INFINITY);
  const hasShrunk = before !== undefined && after !== undefined && after < before;
  return hasShrunk || (Number.isFinite(smaller) && listed < smaller);
}

function describeDoubt({ listed, before, after }: Reading): string {
  return `The list shows ${listed} tokens, read twice, but the organization counts ${before ?? 'an unknown number'} before and ${after ?? 'an unknown number'} after.`;
}

function tellOfCount({ notices }: SourceReport, { listed, before, after }: Reading): void {
  if (before === undefined || after === undefined)
    notices.push(
      'The organization did not tell how many tokens there are: only the end of the list proves that it is whole.',
    );
  const larger = Math.max(before ?? 0, after ?? 0);
  if (larger > 0 && listed > larger)
    notices.push(`The list shows ${listed} tokens, more than the ${larger} that the organization counts.`);
}
