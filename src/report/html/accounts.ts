import type { JudgedOutcome } from '../../policy/judge.ts';
import { FILE_NAMES } from '../files.ts';
import type { Ranking } from '../ranking.ts';
import type { Tally } from '../tally.ts';
import { renderPerson, renderRow } from './cells.ts';
import { renderList, type Section } from './list.ts';

/** Who holds the most tokens. */
export function renderHolders({ holders }: Tally): Section {
  return renderHolding('holders', 'Accounts with most tokens', holders);
}

/** Owners of tokens whom the accounts file does not know. */
export function renderUnlisted({ unlisted }: Tally): Section {
  return renderHolding('unlisted', 'Owners not in the accounts file', unlisted);
}

function renderHolding(id: string, title: string, { count, top }: Ranking<JudgedOutcome>): Section {
  const rows = top.map(({ account, tokens, active }) => renderRow([renderPerson(account), tokens, active]));
  const headings = ['Account', 'Tokens', 'Active'];
  const noun = id === 'holders' ? 'accounts' : 'owners';
  const html = renderList({ id, title, noun, headings, rows, total: count, file: FILE_NAMES.accounts });
  return { id, title, html };
}
