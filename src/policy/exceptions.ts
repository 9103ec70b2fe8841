import type { Exception, Finding } from './finding.ts';

/** The exceptions of a run, and which of them have covered a finding. */
export type Exceptions = {
  /** How many the file has, expired ones included. */
  count: number;
  expired: Exception[];
  /** Returns the finding, with the exception that covers it if there is one. */
  apply(finding: Finding): Finding;
  /** Returns the valid exceptions that have covered nothing so far. */
  listUnmatched(): Exception[];
};

/** Takes the exceptions as they are at `now`, in milliseconds since 1970. A finding without an account takes none. */
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

/** Returns the keys under which an exception for this account or token may stand. */
function listKeys({ account, token }: Finding): string[] {
  if (!account) return [];
  const [accountId, tokenId] = [account.id, token?.id ?? ''];
  const keys = [computeKey(accountId, ''), computeKey('', tokenId), computeKey(accountId, tokenId)];
  return [...new Set(keys)].filter((key) => key !== computeKey('', ''));
}

/** An account ID contains no blank, so the key is unambiguous. */
function computeKey(accountId: string, tokenId: string): string {
  return `${accountId} ${tokenId}`;
}
