import type { Account } from '../audit/accounts-file.ts';
import type { Finding } from '../policy/finding.ts';
import type { Rule } from '../policy/limits.ts';

/** The findings about one owner, the most urgent first, and how many of each rule. */
export type OwnerFindings = { account: Account; findings: Finding[]; counts: Map<Rule, number> };

/** Groups findings by owner, in the order of each owner's first finding. Those without an account are the organization's. */
export function groupByOwner(findings: Finding[]): { organization: Finding[]; owners: OwnerFindings[] } {
  const organization = findings.filter(({ account }) => !account);
  const owners = new Map<string, OwnerFindings>();
  for (const finding of findings) {
    const { account, rule } = finding;
    if (!account) continue;
    const key = account.id || `${account.name} ${account.email}`;
    const owner: OwnerFindings = owners.get(key) ?? { account, findings: [], counts: new Map() };
    owners.set(key, owner);
    owner.findings.push(finding);
    owner.counts.set(rule, (owner.counts.get(rule) ?? 0) + 1);
  }
  return { organization, owners: [...owners.values()] };
}
