import { DAY_MS } from '../instant.ts';
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

/** When the day of an exception is over, in milliseconds since 1970. */
export function computeEnd(day: number): number {
  return day + DAY_MS;
}

/** Sorts exceptions by whether they still hold at `now`, in milliseconds since 1970. Findings without an account take none. */
export function createExceptions(all: Exception[], now: number): Exceptions {
  const valid = all.filter(({ endsAt }) => now < endsAt);
  const byAccount = Map.groupBy(valid, ({ accountId }) => accountId);
  const byToken = Map.groupBy(byAccount.get('') ?? [], ({ tokenId }) => tokenId);
  const matched = new Set<Exception>();
  return {
    count: all.length,
    expired: all.filter(({ endsAt }) => now >= endsAt),
    apply(finding) {
      const { account, token } = finding;
      if (!account) return finding;
      const candidates = [
        ...(byAccount.get(account.id) ?? []),
        ...((token ? byToken.get(token.id) : []) ?? []),
      ];
      const covering = candidates.filter((exception) => isCovered(finding, exception));
      for (const exception of covering) matched.add(exception);
      const [exception] = covering.sort((a, b) => b.endsAt - a.endsAt || a.line - b.line);
      return exception ? { ...finding, exception } : finding;
    },
    listUnmatched: () => valid.filter((exception) => !matched.has(exception)),
  };
}

function isCovered({ rule, account, token }: Finding, exception: Exception): boolean {
  return (
    (exception.rule === '*' || exception.rule === rule) &&
    (exception.accountId === '' || exception.accountId === account?.id) &&
    (exception.tokenId === '' || exception.tokenId === token?.id)
  );
}
