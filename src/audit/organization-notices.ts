import { computeAccountTokensPath } from '../atlassian/paths.ts';
import { toText } from '../text/json.ts';
import type { Management } from './managed-accounts.ts';
import type { AccountIndex } from './organization-accounts.ts';
import type { Organization } from './organization-tokens.ts';
import type { SourceReport } from './source.ts';

const NO_MANAGED =
  'The organization lists no managed account at all: has it claimed its domain (admin.atlassian.com → Settings → Domains), and is org-id the right one?';
const NOTHING_FOUND =
  'No token was found, and nothing tells of any account: is org-id the right one? With the scope read:accounts:admin as well, the key would also list the managed accounts.';
const NOT_VERIFIED =
  'Whether the accounts of the file are managed was not verified: with the scope read:accounts:admin as well, the key could list the managed accounts.';
const MORE_WITH_SCOPE =
  'Accounts without tokens and the status of accounts are not known: with the scope read:accounts:admin as well, the key could list the managed accounts.';
const SMALLER_KEY =
  'The key in org-token was made without scopes and can do far more than this audit needs: a key with the scope read:tokens:admin (and read:accounts:admin) would do.';

/** Says what knowing the managed accounts, or not knowing them, means for the audit. */
export function tellOfManagement(
  report: SourceReport,
  accountIndex: AccountIndex,
  hasFile: boolean,
  management: Management,
): void {
  const entries = [...accountIndex.values()];
  const hasTokens = entries.some(({ tokens }) => tokens > 0);
  if (management === 'verified') {
    if (!entries.some(({ managed }) => managed)) report[hasTokens ? 'warnings' : 'errors'].push(NO_MANAGED);
  } else if (hasFile) report.notices.push(NOT_VERIFIED);
  else if (hasTokens) report.notices.push(MORE_WITH_SCOPE);
  else report.warnings.push(NOTHING_FOUND);
}

/** Says so when the key can do more than it needs: only one without scopes may read single accounts. */
export async function tellOfLargeKey(
  report: SourceReport,
  accountIndex: AccountIndex,
  { api }: Organization,
  management: Management,
): Promise<void> {
  const [someone] = accountIndex.keys();
  // A key that may not list the accounts has scopes.
  if (management !== 'verified' || !someone) return;
  const answer = await api.read(computeAccountTokensPath(someone), toText, [500, 502, 503, 504]);
  if (answer.kind === 'value') report.notices.push(SMALLER_KEY);
}
