import { version } from '../action.ts';
import { computeHistory } from '../baseline/baseline.ts';
import { countPeople } from '../result/owners.ts';
import type { RunFacts } from '../result/run-facts.ts';
import { countUnread, SOON_DAYS } from '../result/totals.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatDuration, formatMinute, formatPlural, formatTimestamp } from '../text/format.ts';
import { type Html, html, renderLink } from '../text/html.ts';
import { FILE_NAMES } from './files.ts';
import { isOnlyWarning, type Report, type Section, type Tile } from './model.ts';
import { computeChanges } from './sections-changes.ts';
import { computeCoverage } from './sections-coverage.ts';
import { computeExceptions, computeLimits } from './sections-limits.ts';
import { computePeople } from './sections-people.ts';
import { computeCredentials, computeTokens, computeWorthALook } from './sections-tokens.ts';

/**
 * Computes the sections of the report in the order in which people need them: who must act, what changed, whether the
 * audit saw everything, then the details. Without `showNames` the sections contain counts only.
 */
export function computeSections(report: Report, showNames: boolean): Section[] {
  const named = (compute: (report: Report) => Section) => (showNames ? [compute(report)] : []);
  const sections = [
    ...named(computePeople),
    computeChanges(report, showNames),
    computeCoverage(report, showNames),
    computeLimits(report),
    computeCharts(report),
    computeTrend(report),
    computeCredentials(report, showNames),
    ...named(computeExceptions),
    ...named(computeWorthALook),
    ...named(computeTokens),
    computeSettings(report, showNames),
  ];
  return finish(sections);
}

/** Adds the counts, and leaves out sections without content, such as an introduction to an empty table. */
function finish(sections: Section[]): Section[] {
  return sections
    .map((section) => ({
      ...section,
      count: section.count ?? section.table?.total,
      parts: finish(section.parts ?? []),
    }))
    .filter(({ intro, figure, table, parts }) => {
      const hasContent = table ? table.rows.length > 0 : (intro ?? []).length > 0;
      return hasContent || figure !== undefined || parts.length > 0;
    });
}

/** Computes the number of tokens, and the charts of the active ones by date. */
function computeCharts({ totals, verdict }: Report): Section {
  const { tokens, activeTokens, accountsWithTokens, histograms, neverUsed, withoutExpiry } = totals;
  const counts =
    tokens === 0
      ? describeNoTokens(verdict)
      : `${formatCount(activeTokens)} of ${formatPlural(tokens, 'token')} active, in ${formatPlural(accountsWithTokens, 'account')}. ` +
        `Never used: ${formatCount(neverUsed.count)}. Without expiry: ${formatCount(withoutExpiry.count)}.`;
  const figure = activeTokens > 0 ? ({ kind: 'histograms', histograms } as const) : undefined;
  return { id: 'charts', title: 'Active tokens', intro: [html`<p>${counts}</p>`], figure };
}

function describeNoTokens({ trusted, complete }: Report['verdict']): string {
  if (!trusted) return 'Unknown: the audit failed.';
  return complete ? 'There are no tokens.' : 'There are no tokens in the accounts that were read.';
}

/** Computes the trend: the earlier runs, and this one if its numbers can be trusted. */
function computeTrend({ run, totals, verdict }: Report): Section {
  const now = {
    startedAt: run.startedAt.toISOString(),
    result: verdict.result,
    complete: verdict.complete,
    active: totals.activeTokens,
    findings: totals.findings.count,
    people: countPeople(totals.owners),
    new: run.baseline?.kind === 'read' ? totals.changes.new.count : null,
  };
  const runs = [...(computeHistory(run.baseline) ?? []), ...(verdict.trusted ? [now] : [])];
  if (runs.length < 2) return { id: 'trend', title: 'Trend' };
  const rows = runs.toReversed().map(({ startedAt, result, active, findings, people, new: fresh }) => ({
    cells: [formatTimestamp(startedAt), result, active, findings, people, fresh ?? 'unknown'],
  }));
  const headings = ['Started', 'Result', 'Active tokens', 'Findings', 'People to act', 'New tokens'];
  const table = { noun: 'run', headings, rows, total: rows.length, file: FILE_NAMES.report, shown: 5 };
  const points = runs.map((point) => ({ ...point, startedAt: Date.parse(point.startedAt) }));
  return {
    id: 'trend',
    title: 'Trend',
    figure: { kind: 'trend', runs: points },
    parts: [{ id: 'runs', title: 'Runs', table, folded: true }],
  };
}

function computeSettings({ run }: Report, showNames: boolean): Section {
  const given = Object.entries(run.settings).filter(([, value]) => value !== '');
  const table = {
    noun: 'setting',
    headings: ['Input', 'Value'],
    rows: given.map(([name, value]) => ({ cells: [name, value] })),
    total: given.length,
    file: FILE_NAMES.report,
  };
  const intro = [renderRun(run)];
  return {
    id: 'settings',
    title: 'Settings',
    intro,
    table: showNames ? table : undefined,
    folded: true,
  };
}

function renderRun({ repository, workflow, runUrl, startedAt, finishedAt, target }: RunFacts): Html {
  const name = [workflow, repository].filter((text) => text !== '').join(' in ');
  const took = formatDuration(finishedAt.getTime() - startedAt.getTime());
  const started = `started ${formatMinute(startedAt.getTime())}, took ${took}`;
  const source = target.kind === 'accounts' ? 'one call per account' : 'the organization-wide list';
  return html`<p>${renderLink(runUrl, cut(name || 'This run', 240))}: ${started}. Source: ${source}. Made by token-audit ${version}.</p>`;
}

/** Computes the numbers at the top. After an error all are unknown. New tokens are known only with a baseline. */
export function computeTiles({ run, totals, verdict }: Report): Tile[] {
  const isCompared = run.baseline?.kind === 'read';
  const fresh = isCompared ? totals.changes.new.count : undefined;
  const soon = `Expiring within ${SOON_DAYS} days`;
  const peopleTone = isOnlyWarning(verdict) ? 'fair' : 'bad';
  const tiles: Tile[] = [
    { label: 'People to act', count: countPeople(totals.owners), section: 'people', tone: peopleTone },
    { label: 'New tokens', count: fresh, section: 'changes', tone: 'fair' },
    { label: 'Unread accounts', count: countUnread(totals), section: 'coverage', tone: 'bad' },
    { label: soon, count: totals.expiringSoon.count, section: 'soon', tone: 'fair' },
  ];
  return verdict.trusted ? tiles : tiles.map((tile) => ({ ...tile, count: undefined }));
}
