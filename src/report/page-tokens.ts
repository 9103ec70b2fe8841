import type { JudgedToken } from '../policy/judge.ts';
import { SOON_DAYS, type Totals } from '../result/totals.ts';
import { DAY_MS } from '../text/dates.ts';
import { formatCount } from '../text/format.ts';
import { FILE_NAMES } from './files.ts';
import { renderDate, renderPerson, renderRow, renderToken } from './page-cells.ts';
import { renderHeld, renderList, type Section } from './page-list.ts';

/** What the filter offers, and the flag of the rows that each shows. They count as the numbers at the top do. */
export const FILTERS: [flag: string, label: string][] = [
  ['', 'all tokens'],
  ['active', 'active'],
  ['inactive', 'disabled or expired'],
  ['broken', 'breaking a rule'],
  ['unused', 'active, never used'],
  ['endless', 'active, without expiry'],
  ['soon', `active, expiring in ${SOON_DAYS} days`],
];

const HEADINGS = ['Token', 'Owner', 'State', 'Created', 'Last used', 'Expires', 'Breaks'];

/** The tokens, most urgent first. */
export function renderTokens(totals: Totals): Section {
  const [id, title] = ['tokens', 'Tokens'];
  const { count, top } = totals.urgent;
  const rows = top.map((judged) => renderJudged(judged, totals.now));
  const intro = `<p>${renderOrder(top.length, count)}</p>\n`;
  return {
    id,
    title,
    html: renderList({ id, title, noun: 'tokens', headings: HEADINGS, rows, total: count, intro }),
  };
}

function renderOrder(listed: number, count: number): string {
  const which =
    count > listed
      ? `The ${formatCount(listed)} most urgent of ${formatCount(count)}; ${renderHeld(FILE_NAMES.output)}. First`
      : 'The most urgent first:';
  return `${which} active tokens, among them those that break more rules, among these the longest idle. A token is active unless disabled, blocked or expired.`;
}

function renderJudged(judged: JudgedToken, now: number): string {
  const { account, token, active, brokenRules } = judged;
  const cells = [
    renderToken(token.label, token.id),
    renderPerson(account),
    renderState(judged),
    renderDate(token.createdAt, now, { words: 'not told', value: 0 }),
    renderDate(token.lastAccess, now, { words: 'never', value: 0 }),
    renderDate(token.expiry, now, { words: 'never', value: Number.POSITIVE_INFINITY }),
    brokenRules.join(', '),
  ];
  return renderRow(cells, active ? listFlags(judged, now) : ['inactive']);
}

function renderState({ active, token }: JudgedToken): string {
  if (active) return '<span class="state active">active</span>';
  return `<span class="state">${token.disabled ? 'disabled' : 'expired'}</span>`;
}

function listFlags({ token, brokenRules }: JudgedToken, now: number): string[] {
  const flags: [string, boolean][] = [
    ['active', true],
    ['broken', brokenRules.length > 0],
    ['unused', 'missing' in token.lastAccess],
    ['endless', 'missing' in token.expiry],
    ['soon', 'at' in token.expiry && token.expiry.at <= now + SOON_DAYS * DAY_MS],
  ];
  return flags.filter(([, holds]) => holds).map(([flag]) => flag);
}
