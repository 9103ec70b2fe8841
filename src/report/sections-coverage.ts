import { CREDENTIAL_KINDS, CREDENTIAL_NOUNS } from '../atlassian/credentials.ts';
import { computeAllowed } from '../policy/limits.ts';
import type { RunFacts } from '../result/run-facts.ts';
import { countAccounts, countRows, countUnread } from '../result/totals.ts';
import { describeReason, listReasons } from '../result/unread-reasons.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import { type Html, html, renderCode } from '../text/html.ts';
import { FILE_NAMES } from './files.ts';
import type { Cell, Report, Section, Share } from './model.ts';
import { renderAdminLink } from './sections-people.ts';
import { listHolders } from './sections-tokens.ts';

/** Computes the coverage: account outcomes, reasons for accounts without a result, and blind spots of every audit. */
export function computeCoverage(report: Report, showNames: boolean): Section {
  const { run, totals } = report;
  const shares = listOutcomes(report);
  const unlisted = {
    id: 'unlisted',
    title: 'Owners not in the accounts file',
    table: listHolders('owner', totals.unlisted),
    folded: true,
  };
  return {
    id: 'coverage',
    title: 'Did it see everything?',
    intro: [renderAnswer(report)],
    // A bar only where there is something to compare.
    figure: shares.length > 1 ? { kind: 'shares', title: 'Account outcomes', shares } : undefined,
    parts: [
      computeReasons(report, showNames),
      ...(showNames ? [unlisted] : []),
      {
        id: 'blind',
        title: 'What this audit cannot see',
        intro: [renderBlindSpots(run)],
        folded: true,
      },
    ],
  };
}

function renderAnswer({ run, totals, verdict }: Report): Html {
  const total = countAccounts(totals);
  if (verdict.complete) return html`<p>Yes: ${describeWhole(total, totals.accounts['not-managed'])}.</p>`;
  if (!verdict.trusted) return html`<p><b>No:</b> the audit failed.</p>`;
  if (verdict.comparable && countUnread(totals) === 0) {
    const whole = describeWhole(total, totals.accounts['not-managed']);
    return html`<p><b>No:</b> ${whole}, but not every credential that ${renderCode('include')} asks for.</p>`;
  }
  const unread = `${formatCount(countUnread(totals))} of ${formatPlural(total, 'account')} were not read`;
  const allowed = `${formatCount(computeAllowed(run.tolerance, total))} allowed`;
  const gap = countUnread(totals) > 0 ? `${unread}, ${allowed}` : 'a list of tokens is not whole';
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
  const outcomes: [string, Share['tone'], number][] = [
    ['read', 'good', checked],
    ['read, not in the accounts file', 'fair', unlisted],
    ['not managed by this organization', 'plain', notManaged],
    ['failed', 'bad', failed],
    ['skipped', 'bad', skipped],
    ['rows without an account ID', 'bad', rejected],
    ['without an outcome', 'bad', missing],
  ];
  return outcomes.map(([label, tone, count]) => ({ label, tone, count })).filter(({ count }) => count > 0);
}

/** Computes the reasons for accounts without a result, with the first account of each where names may be shown. */
function computeReasons({ totals }: Report, showNames: boolean): Section {
  const reasons = listReasons(totals.reasons);
  const rows = reasons.map((reason) => {
    const { status, account } = reason.first;
    const first: Cell[] = showNames ? [{ kind: 'person', person: account }] : [];
    return { cells: [status, describeReason(reason, showNames), reason.count, ...first] };
  });
  const headings = ['Status', 'Reason', 'Accounts', ...(showNames ? ['First account'] : [])];
  const table = { noun: 'reason', headings, rows, total: rows.length, file: FILE_NAMES.accounts };
  const intro = html`<p>${renderCode(FILE_NAMES.accounts)} has the answer for each account.</p>`;
  return { id: 'reasons', title: 'Accounts without a result', intro: [intro], table };
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
