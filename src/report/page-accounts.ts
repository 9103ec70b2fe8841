import type { JudgedOutcome } from '../policy/judge.ts';
import type { Ranking } from '../result/ranking.ts';
import type { Totals } from '../result/totals.ts';
import { FILE_NAMES } from './files.ts';
import { renderPerson, renderRow } from './page-cells.ts';
import { renderList, type Section } from './page-list.ts';

/** Who holds the most tokens. */
export function renderHolders({ holders }: Totals): Section {
  return renderHolding({ id: 'holders', title: 'Accounts with most tokens', noun: 'accounts' }, holders);
}

/** Owners of tokens whom the accounts file does not know. */
export function renderUnlisted({ unlisted }: Totals): Section {
  return renderHolding(
    { id: 'unlisted', title: 'Owners not in the accounts file', noun: 'owners' },
    unlisted,
  );
}

function renderHolding(
  list: { id: string; title: string; noun: string },
  { count, top }: Ranking<JudgedOutcome>,
): Section {
  const rows = top.map(({ account, tokens, active }) => renderRow([renderPerson(account), tokens, active]));
  const headings = ['Account', 'Tokens', 'Active'];
  const html = renderList({ ...list, headings, rows, total: count, file: FILE_NAMES.accounts });
  return { id: list.id, title: list.title, html };
}
