import type { Exception, Finding } from './finding.ts';

/** An exception with the number of findings that it covers. */
export type ExceptionUse = { exception: Exception; isExpired: boolean; findings: number };

/** The exceptions of a run. */
export type Exceptions = {
  /** Returns the finding, with the exception that covers it if there is one. */
  apply(finding: Finding): Finding;
  /** Returns all exceptions in the order of their lines, with the number of findings covered so far. */
  list(): ExceptionUse[];
};

/** An exception in use, and whether its email pattern matches a lower-case address. */
type Candidate = { use: ExceptionUse; matchesEmail: (email: string) => boolean };

/** Creates the exceptions of a run at `now`, in milliseconds since 1970. A finding without an account has none. */
export function createExceptions(all: Exception[], now: number): Exceptions {
  const uses = all.map((exception) => ({ exception, isExpired: now >= exception.endsAt, findings: 0 }));
  const find = createFinder(uses.filter(({ isExpired }) => !isExpired));
  return {
    apply(finding) {
      const covering = find(finding).filter(
        ({ exception: { rule } }) => rule === '*' || rule === finding.rule,
      );
      for (const use of covering) use.findings += 1;
      const [longest] = covering
        .map(({ exception }) => exception)
        .sort((a, b) => b.endsAt - a.endsAt || a.line - b.line);
      return longest ? { ...finding, exception: longest } : finding;
    },
    list: () => uses,
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
 * Finds the exceptions for an account, a token or an address. Only patterns with `*` are tried one by one. Exceptions
 * without a token ID are about user tokens: one for a service account must not cover the API keys that it made.
 */
function createFinder(uses: ExceptionUse[]): (finding: Finding) => ExceptionUse[] {
  if (uses.length === 0) return () => [];
  const candidates = uses.map((use): Candidate => {
    return { use, matchesEmail: createEmailTest(use.exception.emailPattern) };
  });
  const byKey = Map.groupBy(candidates, ({ use }) => computeKey(use.exception));
  // An exception that names nothing at all must not cover everything.
  const patterns = (byKey.get(ANY_KEY) ?? []).filter(({ use }) => use.exception.emailPattern !== '');
  return (finding) => {
    const { account, token, credentialKind } = finding;
    if (!account) return [];
    const email = account.email.toLowerCase();
    const matching = listKeys(account.id, token?.id ?? '', email).flatMap((key) => byKey.get(key) ?? []);
    return [...matching, ...patterns]
      .filter(({ matchesEmail }) => matchesEmail(email))
      .map(({ use }) => use)
      .filter(({ exception }) => credentialKind === 'user-token' || exception.tokenId !== '');
  };
}

/** The key of an exception that names neither an account nor a token nor a whole address. */
const ANY_KEY = '  ';

/** Returns the key of an exception. IDs and addresses with a blank in them match nothing, so the key is unambiguous. */
function computeKey({ accountId, tokenId, emailPattern }: Exception): string {
  const isAddress = accountId === '' && tokenId === '' && !emailPattern.includes('*');
  return `${accountId} ${tokenId} ${isAddress ? emailPattern.toLowerCase() : ''}`;
}

/** Returns the keys under which exceptions for an account, a token or an address may stand. */
function listKeys(accountId: string, tokenId: string, email: string): string[] {
  const keys = [`${accountId}  `, ` ${tokenId} `, `${accountId} ${tokenId} `, `  ${email}`];
  return [...new Set(keys)].filter((key) => key !== ANY_KEY);
}

/** Creates the test for a pattern in which `*` stands for any characters. The empty pattern matches every address. */
function createEmailTest(pattern: string): (email: string) => boolean {
  if (pattern === '') return () => true;
  const [start = '', ...rest] = pattern.toLowerCase().split('*');
  const end = rest.pop();
  if (end === undefined) return (email) => email === start;
  return (email) => {
    if (!email.startsWith(start) || !email.endsWith(end)) return false;
    let at = start.length;
    for (const part of rest) {
      const found = email.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return at <= email.length - end.length;
  };
}
