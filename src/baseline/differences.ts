import { parseDate } from '../text/dates.ts';
import { unescapeCell } from '../text/escape.ts';
import { REDACTED, type TokenCells } from './token-cells.ts';

/** Whose texts were left out. */
type Redacted = { before: boolean; now: boolean };

/** What became different about a token, in words; '' when nothing that counts did. */
export function describeDifferences(before: TokenCells, now: TokenCells, redacted: Redacted): string {
  const differences = [
    describeExpiry(before.expiry, now.expiry),
    describeLabel(before.label, now.label, redacted),
    before.disabled === now.disabled ? '' : `disabled ${before.disabled} → ${now.disabled}`,
    describeScopes(listScopes(before), listScopes(now)),
  ];
  return differences.filter((difference) => difference !== '').join('; ');
}

function describeExpiry(before: string, now: string): string {
  if (computeMoment(before) === computeMoment(now)) return '';
  return `expiry ${before || 'none'} → ${now || 'none'}`;
}

/** The instant, or '' for none; what is no date is compared as text. */
function computeMoment(expiry: string): number | string {
  const time = parseDate(expiry);
  if ('at' in time) return time.at;
  return time.missing === 'missing' ? '' : expiry;
}

/** A label may say of itself that it was left out: only whoever left labels out is believed. */
function describeLabel(before: string, now: string, redacted: Redacted): string {
  const isHidden = (redacted.before && before === REDACTED) || (redacted.now && now === REDACTED);
  return before === now || isHidden ? '' : `label ${JSON.stringify(before)} → ${JSON.stringify(now)}`;
}

/** The per-account call tells no scopes: where one side has none, nothing is known. */
function describeScopes(before: Set<string>, now: Set<string>): string {
  if (before.size === 0 || now.size === 0) return '';
  const added = [...now].filter((scope) => !before.has(scope)).map((scope) => ` + ${scope}`);
  const dropped = [...before].filter((scope) => !now.has(scope)).map((scope) => ` − ${scope}`);
  return added.length + dropped.length === 0 ? '' : `scopes${[...added, ...dropped].join('')}`;
}

/** As they are and not as the cell shows them, where whatever comes first is guarded. */
function listScopes({ scopes }: TokenCells): Set<string> {
  const named = unescapeCell(scopes).split(' ');
  return new Set(named.filter((scope) => scope !== ''));
}
