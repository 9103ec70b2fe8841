import type { Exception, Finding } from './finding.ts';

/** The exceptions of a run. Of those that hold it remembers which were needed. */
export type Exceptions = {
  /** All of them, expired or not. */
  count: number;
  /** They no longer forgive. */
  expired: Exception[];
  /** The finding with the exception that covers it, if one does. */
  apply(finding: Finding): Finding;
  /** Those that hold and have covered nothing so far. */
  listUnmatched(): Exception[];
};

/** Sorts exceptions by whether they still hold at `now`, in milliseconds since 1970. Findings without an account take none. */
export function createExceptions(all: Exception[], now: number): Exceptions {
  const valid = all.filter(({ endsAt }) => now < endsAt);
  const byIds = Map.groupBy(valid, ({ accountId, tokenId }) => computeKey(accountId, tokenId));
  const matched = new Set<Exception>();
  return {
    count: all.length,
    expired: all.filter(({ endsAt }) => now >= endsAt),
    apply(finding) {
      const candidates = listKeys(finding).flatMap((key) => byIds.get(key) ?? []);
      const covering = candidates.filter(({ rule }) => rule === '*' || rule === finding.rule);
      for (const exception of covering) matched.add(exception);
      const [exception] = covering.sort((a, b) => b.endsAt - a.endsAt || a.line - b.line);
      return exception ? { ...finding, exception } : finding;
    },
    listUnmatched: () => valid.filter((exception) => !matched.has(exception)),
  };
}

/** By what an exception may name what a finding is about: the account, the token, or both. */
function listKeys({ account, token }: Finding): string[] {
  if (!account) return [];
  const [accountId, tokenId] = [account.id, token?.id ?? ''];
  const keys = [computeKey(accountId, ''), computeKey('', tokenId), computeKey(accountId, tokenId)];
  return [...new Set(keys)].filter((key) => key !== computeKey('', ''));
}

/** IDs of accounts hold no blank. */
function computeKey(accountId: string, tokenId: string): string {
  return `${accountId} ${tokenId}`;
}
