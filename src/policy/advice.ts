import type { Token } from '../atlassian/tokens.ts';
import { formatDay } from '../text/dates.ts';
import { cut } from '../text/escape.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import { REDACTED } from '../text/mask.ts';
import type { Finding } from './finding.ts';

/** Something to do with tokens: `Delete "a" and "b" (never used).` has the names between its two parts. */
export type Task = { start: string; names: string[]; end: string };

/** `"a", "b" and "c"`. */
const LIST = new Intl.ListFormat('en-GB');

/** Renders what the owner should do about a finding, in one sentence. */
export function renderAction(finding: Finding): string {
  return renderTask(computeTask(finding));
}

/** Renders a task as a sentence. */
export function renderTask({ start, names, end }: Task): string {
  return `${start}${names.length === 0 ? '' : ` ${LIST.format(names)}`}${end}.`;
}

/** Returns what the owner should do about a finding. */
export function computeTask(finding: Finding): Task {
  const { rule, limit, excess, longestIdle, token } = finding;
  if (token) {
    const [start, end] = computeTokenTask(finding, token);
    return { start, names: [nameToken(token)], end };
  }
  if (rule === 'max-new-tokens')
    return { start: 'Check the new tokens, and delete those that are not needed', names: [], end: '' };
  const start = `Delete at least ${formatCount(excess)} of ${formatCount(limit + excess)} active tokens`;
  if (longestIdle.length === 0) return { start, names: [], end: '' };
  return { start: `${start}, the longest idle first:`, names: longestIdle.map(nameToken), end: '' };
}

/** Returns the name of a token for people, in quotes: its label, or its ID where the label is empty or redacted. */
export function nameToken({ id, label }: { id: string; label: string }): string {
  const name = label.trim() === '' || label === REDACTED ? id : label.replace(/\s+/g, ' ').trim();
  return `"${cut(name, 60)}"`;
}

function computeTokenTask(
  { rule, limit, excess }: Finding,
  { lastAccess, expiry }: Token,
): [start: string, end: string] {
  const days = formatPlural(limit, 'day');
  const isKnown = Number.isFinite(excess);
  if (rule === 'max-idle-days') {
    if ('missing' in lastAccess && lastAccess.missing === 'missing') return ['Delete', ' (never used)'];
    return isKnown ? ['Delete', ' unless still needed'] : ['Check the last use of', ''];
  }
  if (rule === 'expires-within-days') {
    if ('missing' in expiry) return ['Check the expiry of', ''];
    return ['Replace', ` before the expiry on ${formatDay(expiry.at)}`];
  }
  if (rule === 'max-lifetime-days') return ['Recreate', ` with an expiry within ${days}`];
  return ['Rotate', isKnown ? ` (older than ${days})` : ' (age unknown)'];
}
