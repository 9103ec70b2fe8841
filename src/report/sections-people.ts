import { listExpired, listUnmatched } from '../policy/exceptions.ts';
import { type Exception, type Finding, renderEvidence } from '../policy/finding.ts';
import { groupByOwner, type OwnerFindings } from '../result/owners.ts';
import type { Ranking } from '../result/ranking.ts';
import { formatCount } from '../text/format.ts';
import { type Html, html, renderLink } from '../text/html.ts';
import { FILE_NAMES } from './files.ts';
import type { Report, Row, Section } from './model.ts';

/** Who must act: one row per person, those with the most urgent findings first, and below them all findings. */
export function computePeople({ run, totals: { findings } }: Report): Section {
  const { owners } = groupByOwner(findings.top);
  const intro = findings.count === 0 ? html`<p>No limit is exceeded.</p>` : renderWhere(run.orgId);
  const table = {
    noun: 'owner',
    headings: ['Owner', 'Findings', 'Rules', 'Most urgent'],
    rows: owners.map(describeOwner),
    total: owners.length,
    file: FILE_NAMES.findings,
  };
  return {
    id: 'people',
    title: 'Who must act',
    intro: [intro],
    table: owners.length > 0 ? table : undefined,
    parts: [computeFindings(findings)],
  };
}

function computeFindings({ count, top }: Ranking<Finding>): Section {
  const table = {
    noun: 'finding',
    headings: ['Rule', 'Owner', 'Token', 'Evidence'],
    rows: top.map((finding) => ({ cells: describeFinding(finding) })),
    total: count,
    file: FILE_NAMES.findings,
  };
  return { id: 'findings', title: 'Findings', table, folded: true };
}

/** What is forgiven, until when and why, and which exceptions forgive nothing. */
export function computeExceptions({ run: { exceptions }, totals, verdict }: Report): Section {
  // Only a complete audit can tell that the reason for an exception is gone.
  const unmatched = verdict.complete ? listUnmatched(exceptions) : [];
  const parts = [
    computeExcepted(totals.excepted),
    listExceptions('expired', 'Expired exceptions', listExpired(exceptions)),
    listExceptions('unmatched', 'Exceptions that matched no finding', unmatched),
  ];
  return { id: 'exceptions', title: 'Exceptions', parts };
}

function computeExcepted({ count, top }: Ranking<Finding>): Section {
  const rows = top.map((finding) => {
    const { reason = '', expires = '' } = finding.exception ?? {};
    return { cells: [...describeFinding(finding), reason, expires] };
  });
  const headings = ['Rule', 'Owner', 'Token', 'Evidence', 'Reason', 'Until'];
  const table = { noun: 'excepted finding', headings, rows, total: count, file: FILE_NAMES.findings };
  return { id: 'excepted', title: 'Excepted findings', table, folded: true };
}

function listExceptions(id: string, title: string, exceptions: Exception[]): Section {
  const rows = exceptions.map(({ line, accountId, tokenId, rule, expires, reason }): Row => {
    const [account, token] = [accountId, tokenId].map((text) => ({ kind: 'code', text }) as const);
    return { cells: [String(line), account ?? '', token ?? '', rule, expires, reason] };
  });
  const headings = ['Line', 'Account ID', 'Token ID', 'Rule', 'Until', 'Reason'];
  const table = { noun: 'exception', headings, rows, total: rows.length, file: FILE_NAMES.report };
  return { id, title, table, folded: true };
}

function describeOwner({ account, findings, counts }: OwnerFindings): Row {
  const rules = [...counts].map(([rule, count]) => (count > 1 ? `${rule} × ${formatCount(count)}` : rule));
  const [first] = findings;
  const label = first?.token?.label ?? '';
  const evidence = first ? `${label === '' ? '' : `${label}: `}${renderEvidence(first)}` : '';
  return { cells: [{ kind: 'person', person: account }, findings.length, rules.join(', '), evidence] };
}

/** A finding without an account is about the organization. */
function describeFinding(finding: Finding): Row['cells'] {
  const { rule, account, token } = finding;
  return [
    rule,
    account ? { kind: 'person', person: account } : 'The organization',
    token ? { kind: 'token', label: token.label, id: token.id } : '',
    renderEvidence(finding),
  ];
}

function renderWhere(orgId: string): Html {
  const path = orgId === '' ? '' : `/o/${encodeURIComponent(orgId)}/overview`;
  const link = renderLink(`https://admin.atlassian.com${path}`, 'admin.atlassian.com');
  return html`<p>Look at tokens and revoke them at ${link} → Insights → API token activity.</p>`;
}
