import type { Exception, Finding } from './finding.ts';

/** An exception with the number of findings that it covers. */
export type ExceptionUse = { exception: Exception; isExpired: boolean; findings: number };

/** The exceptions of a run. */
export type Exceptions = ReturnType<typeof createExceptions>;

/** Creates the exceptions of a run at `now`, in milliseconds since 1970. A finding without an account has none. */
export function createExceptions(all: Exception[], now: number) {
  const uses = all.map((exception) => ({ exception, isExpired: now >= exception.endsAt, findings: 0 }));
  // Each by one text that it names, so that only patterns are tried one by one.
  const byText = Map.groupBy(uses, ({ exception: { tokenId, accountId, emailPattern } }) => {
    return tokenId || accountId || (emailPattern.includes('*') ? '*' : emailPattern.toLowerCase());
  });
  return {
    /** Returns the finding, with the exception that covers it if there is one. */
    apply(finding: Finding): Finding {
      const { account, token } = finding;
      if (!account || all.length === 0) return finding;
      const texts = new Set([token?.id ?? '', account.id, account.email.toLowerCase(), '*']);
      // An exception that names nothing must not cover everything.
      texts.delete('');
      const covering = [...texts]
        .flatMap((text) => byText.get(text) ?? [])
        .filter(({ exception, isExpired }) => !isExpired && covers(exception, finding));
      for (const use of covering) use.findings += 1;
      const [longest] = covering
        .map(({ exception }) => exception)
        .sort((a, b) => b.endsAt - a.endsAt || a.line - b.line);
      return longest ? { ...finding, exception: longest } : finding;
    },
    /** Returns all exceptions in the order of their lines, with the number of findings covered so far. */
    list: (): ExceptionUse[] => uses,
  };
}

/** Returns the exceptions that have expired. */
export function listExpired(uses: ExceptionUse[]): Exception[] {
  return uses.filter(({ isExpired }) => isExpired).map(({ exception }) => exception);
}

/** Returns the valid exceptions that cover no finding. */
export function listUnmatched(uses: ExceptionUse[]): Exception[] {
  return uses
    .filter(({ isExpired, findings }) => !isExpired && findings === 0)
    .map(({ exception }) => exception);
}

/**
 * Returns whether an exception covers a finding. One without a token ID is about user tokens: that of a service account
 * must not cover the API keys that it made.
 */
function covers({ accountId, tokenId, emailPattern, rule }: Exception, finding: Finding): boolean {
  const { account, token, credentialKind } = finding;
  return (
    [finding.rule, '*'].includes(rule) &&
    [account?.id, ''].includes(accountId) &&
    (tokenId === '' ? credentialKind === 'user-token' : tokenId === token?.id) &&
    (emailPattern === '' || matchesPattern(account?.email ?? '', emailPattern))
  );
}

/** Regardless of case. A regular expression would take forever on some patterns. */
function matchesPattern(email: string, pattern: string): boolean {
  const text = email.toLowerCase();
  const [start = '', ...parts] = pattern.toLowerCase().split('*');
  const end = parts.pop();
  if (end === undefined) return text === start;
  if (!text.startsWith(start) || !text.endsWith(end)) return false;
  let at = start.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= text.length - end.length;
}
