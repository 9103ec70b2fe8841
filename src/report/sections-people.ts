import { renderAction } from '../policy/advice.ts';
import { type Finding, renderEvidence } from '../policy/finding.ts';
import type { Level } from '../policy/limits.ts';
import { countPeople, listOwnerRows, type OwnerRow } from '../result/owners.ts';
import type { Ranking } from '../result/ranking.ts';
import type { RunFacts } from '../result/run-facts.ts';
import type { Verdict } from '../result/verdict.ts';
import { type Html, html, renderLink } from '../text/html.ts';
import { FILE_NAMES } from './files.ts';
import type { Cell, Report, Section } from './model.ts';

/** Computes who must act: one row per owner, failures and many findings first, and below them all findings. */
export function computePeople({ run, totals: { findings, owners }, verdict }: Report): Section {
  const rows = listOwnerRows(owners).map((row) => ({ cells: describeOwner(row) }));
  const table = {
    noun: 'owner',
    headings: ['Owner', 'Action', 'Findings', 'Level'],
    rows,
    total: rows.length,
    file: FILE_NAMES.owners,
    shown: 10,
  };
  return {
    id: 'people',
    title: 'Who must act',
    // Without people, the row of the organization admins counts.
    count: countPeople(owners) || undefined,
    intro: [findings.count > 0 ? renderWhere(run.orgId) : html`<p>${describeNoFinding(run, verdict)}.</p>`],
    table: rows.length > 0 ? table : undefined,
    parts: [computeFindings(findings)],
  };
}

function describeNoFinding({ rules }: RunFacts, { trusted, complete, result }: Verdict): string {
  if (!trusted) return 'Unknown: the audit failed';
  if (Object.keys(rules.limits).length === 0) return 'No one: no limit is set';
  const isWhole = complete && result !== 'incomplete';
  return isWhole
    ? 'No one: no limit is exceeded'
    : 'No one, as far as accounts were read and limits were judged';
}

function computeFindings({ count, top }: Ranking<Finding>): Section {
  const table = {
    noun: 'finding',
    headings: [...FINDING_HEADINGS, 'Action'],
    rows: top.map((finding) => ({ cells: [...describeFinding(finding), renderAction(finding)] })),
    total: count,
    file: FILE_NAMES.findings,
    shown: 5,
  };
  return { id: 'findings', title: 'Findings', table, folded: true };
}

/** The headings of `describeFinding`. */
export const FINDING_HEADINGS = ['Rule', 'Level', 'Owner', 'Kind', 'Token', 'Evidence'];

/** Describes a finding. One without an account is about the organization. */
export function describeFinding(finding: Finding): Cell[] {
  const { rule, level, account, credentialKind, token } = finding;
  return [
    rule,
    describeLevel(level),
    account ? { kind: 'person', person: account } : 'The organization',
    credentialKind,
    token ? { kind: 'token', label: token.label, id: token.id } : '',
    renderEvidence(finding),
  ];
}

/** Describes how serious a finding is. */
export function describeLevel(level: Level): Cell {
  return level === 'fail'
    ? { kind: 'mark', tone: 'bad', text: 'fail' }
    : { kind: 'mark', tone: 'fair', text: 'warn' };
}

function describeOwner({ account, level, findings, action }: OwnerRow): Cell[] {
  const owner: Cell = account ? { kind: 'person', person: account } : 'Organization admins';
  return [owner, action, findings, describeLevel(level)];
}

function renderWhere(orgId: string): Html {
  return html`<p>Owners delete their own tokens. Admins revoke any at ${renderAdminLink(orgId)} → Insights → API token activity.</p>`;
}

/** Renders a link to the organization's administration. */
export function renderAdminLink(orgId: string): Html {
  const path = orgId === '' ? '' : `/o/${encodeURIComponent(orgId)}/overview`;
  return renderLink(`https://admin.atlassian.com${path}`, 'admin.atlassian.com');
}
