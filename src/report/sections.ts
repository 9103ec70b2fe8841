import { version } from '../action.ts';
import { CREDENTIAL_KINDS, CREDENTIAL_NOUNS } from '../atlassian/tokens.ts';
import { computeHistory } from '../baseline/baseline.ts';
import { computeAllowed } from '../policy/limits.ts';
import { countPeople } from '../result/owners.ts';
import type { RunFacts } from '../result/run-facts.ts';
import { countAccounts, countRows, countUnread, SOON_DAYS } from '../result/totals.ts';
import { describeReason, listReasons, type Reason } from '../result/unread-reasons.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatDuration, formatMinute, formatPlural, formatTimestamp } from '../text/format.ts';
import { type Html, html, renderCode, renderLink } from '../text/html.ts';
import { createHistogramFigure, createShares, createTrend, SERIES, type Share } from './charts.ts';
import { type Column, createTable, type Report, type Section } from './model.ts';
import { computeExceptions, computeLimits, computePeople, renderAdminLink } from './sections-findings.ts';
import * as tokens from './sections-tokens.ts';

/** Computes the sections in the order in which people need them. Without `showNames` they contain counts only. */
export function computeSections(report: Report, showNames: boolean): Section[] {
  const named = (compute: (report: Report) => Section) => (showNames ? [compute(report)] : []);
  const sections = [
    ...named(computePeople),
    tokens.computeChanges(report, showNames),
    computeCoverage(report, showNames),
    computeLimits(report),
    computeCharts(report),
    computeTrend(report),
    tokens.computeCredentials(report, showNames),
    ...named(computeExceptions),
    ...named(tokens.computeWorthALook),
    ...named(tokens.computeTokens),
    computeSettings(report, showNames),
  ];
  return finish(sections);
}

/** Leaves out sections without content. */
function finish(sections: Section[]): Section[] {
  return sections
    .map((section) => ({
      ...section,
      count: section.count ?? section.table?.total,
      parts: finish(section.parts ?? []),
    }))
    .filter(({ intro = [], figure, table, parts }) => figure || table || intro.length + parts.length > 0);
}

function computeCoverage(report: Report, showNames: boolean): Section {
  const shares = listOutcomes(report);
  const unlisted = showNames ? tokens.listHolders('owner', report.totals.unlisted) : undefined;
  const spots = renderBlindSpots(report.run);
  return {
    id: 'coverage',
    title: 'Did it see everything?',
    intro: [renderAnswer(report)],
    // A bar only where there is something to compare.
    figure: shares.length > 1 ? createShares('Account outcomes', shares) : undefined,
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

function computeCharts({ totals, verdict }: Report): Section {
  const { activeTokens, holders, histograms, neverUsed, withoutExpiry } = totals;
  const counts =
    totals.tokens.count === 0
      ? describeNoTokens(verdict)
      : `${formatCount(activeTokens.count)} of ${formatPlural(totals.tokens.count, 'token')} active, in ${formatPlural(holders.count, 'account')}. ` +
        `Never used: ${formatCount(neverUsed.count)}. Without expiry: ${formatCount(withoutExpiry.count)}.`;
  const figure = activeTokens.count > 0 ? createHistogramFigure(histograms) : undefined;
  return { id: 'charts', title: 'Active tokens', intro: [html`<p>${counts}</p>`], figure };
}

function describeNoTokens({ trusted, complete }: Report['verdict']): string {
  if (!trusted) return 'Unknown: the audit failed.';
  return complete ? 'There are no tokens.' : 'There are no tokens in the accounts that were read.';
}

function computeTrend({ run, totals, verdict }: Report): Section {
  const now = {
    startedAt: run.startedAt.toISOString(),
    result: verdict.result,
    complete: verdict.complete,
    active: totals.activeTokens.count,
    findings: totals.findings.count,
    people: countPeople(totals.owners),
    new: run.baseline?.kind === 'read' ? totals.changes.new.count : null,
  };
  const runs = [...(computeHistory(run.baseline) ?? []), ...(verdict.trusted ? [now] : [])];
  if (runs.length < 2) return { id: 'trend', title: 'Trend' };
  const columns: Column<(typeof runs)[number]>[] = [
    ['Started', ({ startedAt }) => formatTimestamp(startedAt)],
    ['Result', ({ result }) => result],
    ...SERIES,
    ['New tokens', ({ new: fresh }) => fresh ?? 'unknown'],
  ];
  const items = runs.toReversed();
  const table = createTable({ noun: 'run', file: 'report.json', items, columns, shown: 5 });
  const parts = [{ id: 'runs', title: 'Runs', table, folded: true }];
  return { id: 'trend', title: 'Trend', figure: createTrend(runs), parts };
}

function computeSettings({ run }: Report, showNames: boolean): Section {
  const items = Object.entries(run.settings).filter(([, value]) => value !== '');
  const columns: Column<[name: string, value: string]>[] = [
    ['Input', ([name]) => name],
    ['Value', ([, value]) => value],
  ];
  const settings = createTable({ noun: 'setting', file: 'report.json', items, columns });
  const table = showNames ? settings : undefined;
  return { id: 'settings', title: 'Settings', intro: [renderRun(run)], table, folded: true };
}

function renderRun({ repository, workflow, runUrl, startedAt, finishedAt, target }: RunFacts): Html {
  const name = [workflow, repository].filter((text) => text !== '').join(' in ');
  const took = formatDuration(finishedAt.getTime() - startedAt.getTime());
  const started = `started ${formatMinute(startedAt.getTime())}, took ${took}`;
  const source = target.kind === 'accounts' ? 'one call per account' : 'the organization-wide list';
  return html`<p>${renderLink(runUrl, cut(name || 'This run', 240))}: ${started}. Source: ${source}. Made by token-audit ${version}.</p>`;
}

/** Computes the numbers that people look for first, and their sections. After an error all are unknown. */
export function computeTiles({ run, totals, verdict }: Report) {
  const fresh = run.baseline?.kind === 'read' ? totals.changes.new.count : undefined;
  const soon = `Expiring within ${SOON_DAYS} days`;
  const people = countPeople(totals.owners);
  const tiles = [
    { label: 'People to act', count: people, section: 'people', tone: verdict.red ? 'bad' : 'fair' },
    { label: 'New tokens', count: fresh, section: 'changes', tone: 'fair' },
    { label: 'Unread accounts', count: countUnread(totals), section: 'coverage', tone: 'bad' },
    { label: soon, count: totals.expiringSoon.count, section: 'soon', tone: 'fair' },
  ];
  return verdict.trusted ? tiles : tiles.map((tile) => ({ ...tile, count: undefined }));
}

/** The sign of a result in the job summary, and its colour on the page. */
const LOOKS = {
  clean: { sign: '✅', tone: 'good' },
  inventory: { sign: '📋', tone: 'plain' },
  warnings: { sign: '⚠️', tone: 'fair' },
  findings: { sign: '🔴', tone: 'bad' },
  incomplete: { sign: '🟠', tone: 'fair' },
  error: { sign: '❌', tone: 'bad' },
};

/** Chooses the look of a result. A run without limits judged nothing, so that it is clean in name only. */
export function chooseLook({ run, verdict: { result, red } }: Report) {
  if (result === 'findings' && !red) return LOOKS.warnings;
  const hasLimits = Object.keys(run.rules.limits).length > 0;
  return LOOKS[result === 'clean' && !hasLimits ? 'inventory' : result];
}
