import { listExpired, listUnmatched } from '../policy/exceptions.ts';
import type { Exception, Finding } from '../policy/finding.ts';
import { renderEvidence } from '../policy/finding.ts';
import type { Totals } from '../result/totals.ts';
import type { Verdict } from '../result/verdict.ts';
import type { RunFacts } from './facts.ts';
import { FILE_NAMES } from './files.ts';
import { renderExact, renderPerson, renderRow, renderText, renderToken } from './page-cells.ts';
import { renderList, renderPart, type Section } from './page-list.ts';

/** Exceptions are one file, written by hand: more than these nobody reads. */
const EXCEPTIONS_LISTED = 1000;

/** What is forgiven, until when and why, and which exceptions forgive nothing. */
export function renderExceptions({ exceptions }: RunFacts, totals: Totals, { complete }: Verdict): Section {
  const [id, title] = ['exceptions', 'Exceptions'];
  const lists = [
    renderExcepted(totals),
    renderIdle('expired', 'Expired exceptions', listExpired(exceptions)),
    // Only a complete audit can tell that what an exception was for is gone.
    renderIdle('unmatched', 'Exceptions that matched nothing', complete ? listUnmatched(exceptions) : []),
  ].filter((list) => list !== '');
  return { id, title, html: lists.length === 0 ? '' : renderPart({ id, title, html: lists.join('\n') }) };
}

function renderExcepted({ excepted }: Totals): string {
  return renderList({
    id: 'excepted',
    title: 'Excepted findings',
    noun: 'excepted findings',
    headings: ['Rule', 'Owner', 'Token', 'Evidence', 'Reason', 'Until'],
    rows: excepted.top.map(renderFinding),
    total: excepted.count,
    file: FILE_NAMES.findings,
    level: 3,
  });
}

function renderFinding(finding: Finding): string {
  const { rule, account, token, exception } = finding;
  return renderRow([
    rule,
    account ? renderPerson(account) : '',
    token ? renderToken(token.label, token.id) : '',
    renderText(renderEvidence(finding), 600),
    renderText(exception?.reason ?? '', 600),
    renderText(exception?.expires ?? ''),
  ]);
}

function renderIdle(id: string, title: string, exceptions: Exception[]): string {
  const rows = exceptions
    .slice(0, EXCEPTIONS_LISTED)
    .map(({ line, accountId, tokenId, rule, expires, reason }) =>
      renderRow([
        { html: String(line), value: line },
        renderExact(accountId),
        renderExact(tokenId),
        renderText(rule),
        renderText(expires),
        renderText(reason, 600),
      ]),
    );
  const headings = ['Line', 'Account ID', 'Token ID', 'Rule', 'Until', 'Reason'];
  const total = exceptions.length;
  return renderList({
    id,
    title,
    noun: `${id} exceptions`,
    headings,
    rows,
    total,
    file: FILE_NAMES.report,
    level: 3,
  });
}
