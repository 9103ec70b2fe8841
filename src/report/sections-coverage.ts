import { CREDENTIAL_KINDS, CREDENTIAL_NOUNS } from '../atlassian/credentials.ts';
import { computeAllowed } from '../policy/limits.ts';
import { countAccounts, countRows, countUnread } from '../result/totals.ts';
import { describeReason, listReasons, type Reason } from '../result/unread-reasons.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import { type Html, html, renderCode, renderLink } from '../text/html.ts';
import type { Report, RunFacts, Section, Share } from './model.ts';
import { listHolders } from './sections-tokens.ts';
import { type Column, createTable } from './tables.ts';

/** Computes the coverage: account outcomes, reasons for accounts without a result, and blind spots of every audit. */
export function computeCoverage(report: Report, showNames: boolean): Section {
  const shares = listOutcomes(report);
  const unlisted = showNames ? listHolders('owner', report.totals.unlisted) : undefined;
  const spots = renderBlindSpots(report.run);
  return {
    id: 'coverage',
    title: 'Did it see everything?',
    intro: [renderAnswer(report)],
    // A bar only where there is something to compare.
    figure: shares.length > 1 ? { kind: 'shares', title: 'Account outcomes', shares } : undefined,
    parts: [
      computeReasons(report, showNames),
      { id: 'unlisted', title: 'Owners not in the accounts file', table: unlisted, folded: true },
      { id: 'blind', title: 'What this audit cannot see', intro: [spots], folded: true },
    ],
  };
}

function renderAnswer({ run, totals, verdict }: Report): Html {
  const total = countAccounts(totals);
  const unread = countUnread(totals);
  const whole = describeWhole(total, totals.accounts['not-managed']);
  if (verdict.complete) return html`<p>Yes: ${whole}.</p>`;
  if (!verdict.trusted) return html`<p><b>No:</b> the audit failed.</p>`;
  if (verdict.comparable && unread === 0)
    return html`<p><b>No:</b> ${whole}, but not every credential that ${renderCode('include')} asks for.</p>`;
  const allowed = formatCount(computeAllowed(run.tolerance, total));
  const gap =
    unread > 0
      ? `${formatCount(unread)} of ${formatPlural(total, 'account')} were not read, ${allowed} allowed`
      : 'a list of tokens is not whole';
  return html`<p><b>No:</b> ${gap}. Every number here is a lower bound.</p>`;
}

function describeWhole(total: number, notManaged: number): string {
  if (total === 1) return 'the only account was read';
  if (notManaged === 0) return `all ${formatCount(total)} accounts were read`;
  const read = formatCount(total - notManaged);
  return `all ${formatCount(total)} accounts have an answer; ${read} were read, ${formatCount(notManaged)} are not managed by this organization`;
}

/** Returns the account outcomes. Every account is in exactly one of them. */
function listOutcomes({ totals }: Report): Share[] {
  const { checked, unlisted, failed, skipped, rejected, 'not-managed': notManaged } = totals.accounts;
  const missing = countAccounts(totals) - countRows(totals);
  const outcomes: Share[] = [
    { label: 'read', tone: 'good', count: checked },
    { label: 'read, not in the accounts file', tone: 'fair', count: unlisted },
    { label: 'not managed by this organization', tone: 'plain', count: notManaged },
    { label: 'failed', tone: 'bad', count: failed },
    { label: 'skipped', tone: 'bad', count: skipped },
    { label: 'rows without an account ID', tone: 'bad', count: rejected },
    { label: 'without an outcome', tone: 'bad', count: missing },
  ];
  return outcomes.filter(({ count }) => count > 0);
}

function computeReasons({ totals }: Report, showNames: boolean): Section {
  const columns: Column<Reason>[] = [
    ['Status', ({ first }) => first.status],
    ['Reason', (reason) => describeReason(reason, showNames)],
    ['Accounts', ({ count }) => count],
  ];
  if (showNames) columns.push(['First account', ({ first }) => ({ kind: 'person', person: first.account })]);
  const items = listReasons(totals.reasons);
  const table = createTable({ noun: 'reason', file: 'accounts.csv', items, columns });
  const intro = html`<p>${renderCode('accounts.csv')} has the answer for each account.</p>`;
  return { id: 'reasons', title: 'Accounts without a result', intro: table ? [intro] : [], table };
}

function renderBlindSpots({ target, orgId, include }: RunFacts): Html {
  const kinds = CREDENTIAL_KINDS.filter((kind) => !include.includes(kind));
  const nouns = kinds.map((kind) => `${CREDENTIAL_NOUNS[kind]}s`).join(', ');
  const spots = [
    ...(target.kind === 'accounts' ? ['people who joined after the accounts file was exported'] : []),
    ...(kinds.length > 0 ? [html`${nouns} (see the input ${renderCode('include')})`] : []),
    html`connected apps: see ${renderAdminLink(orgId)} → Apps → Connected apps of each site`,
    'tokens of accounts that this organization does not manage',
  ];
  return html`<ul>${spots.map((spot) => html`<li>${spot}</li>`)}</ul>`;
}

/** Renders a link to the organization's administration. */
export function renderAdminLink(orgId: string): Html {
  const path = orgId === '' ? '' : `/o/${encodeURIComponent(orgId)}/overview`;
  return renderLink(`https://admin.atlassian.com${path}`, 'admin.atlassian.com');
}
