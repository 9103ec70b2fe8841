import { type Exception, type Finding, renderEvidence } from '../policy/finding.ts';
import { groupByOwner, type OwnerFindings } from '../result/owners.ts';
import { ROWS, type Totals } from '../result/totals.ts';
import { cut, escapeCode, escapeHtml } from '../text/escape.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import { CELL_LENGTH, renderAccount, renderShare } from './summary-tables.ts';
import { type Cell, renderFolded, renderTable } from './table.ts';
import { renderWhere } from './wording.ts';

/** Who must act, one line a person, the most urgent first, and where; empty when nobody must. */
export function renderFindings({ findings }: Totals, orgId: string): string {
  if (findings.count === 0) return '';
  const { organization, owners } = groupByOwner(findings.top);
  const rows = [...organization.map(renderTotal), ...owners.slice(0, ROWS).map(renderOwner)];
  const counted =
    findings.count > findings.top.length ? `, of the ${formatCount(findings.top.length)} most urgent` : '';
  const title = `## Findings: who must act${renderShare(owners.length)}${counted}`;
  const headings = ['Account ID', 'Name', 'Email', 'Findings', 'Most urgent'];
  return `${title}\n\n${renderTable(headings, rows)}\n\n${renderWhere(orgId)}`;
}

/** What is forgiven and until when, folded; empty when nothing is. */
export function renderExcepted({ excepted }: Totals): string {
  if (excepted.count === 0) return '';
  const rows = excepted.top
    .slice(0, ROWS)
    .map(({ rule, account, token, exception }): Cell[] => [
      rule,
      ...(account ? renderAccount(account) : ['', '', '']),
      escapeCode(cut(token?.label ?? '', CELL_LENGTH)),
      escapeHtml(cut(exception?.reason ?? '', 2 * CELL_LENGTH)),
      exception?.expires ?? '',
    ]);
  const headings = ['Rule', 'Account ID', 'Name', 'Email', 'Label', 'Reason', 'Until'];
  const title = `Excepted: ${formatPlural(excepted.count, 'finding')}${renderShare(excepted.count)}`;
  return renderFolded(title, renderTable(headings, rows));
}

/** Exceptions that forgive nothing, folded; empty when there are none. */
export function renderExceptions(title: string, exceptions: Exception[]): string {
  if (exceptions.length === 0) return '';
  const rows = exceptions
    .slice(0, ROWS)
    .map(({ line, accountId, tokenId, rule, expires, reason }): Cell[] => [
      String(line),
      escapeCode(accountId),
      escapeCode(cut(tokenId, CELL_LENGTH)),
      escapeHtml(rule),
      expires,
      escapeHtml(cut(reason, 2 * CELL_LENGTH)),
    ]);
  const headings = ['Line', 'Account ID', 'Token ID', 'Rule', 'Until', 'Reason'];
  return renderFolded(
    `${title}: ${formatCount(exceptions.length)}${renderShare(exceptions.length)}`,
    renderTable(headings, rows),
  );
}

function renderTotal(finding: Finding): Cell[] {
  return ['the organization', '', '', escapeHtml(finding.rule), renderText(renderEvidence(finding))];
}

function renderOwner({ account, findings, counts }: OwnerFindings): Cell[] {
  const rules = [...counts].map(([rule, count]) => (count > 1 ? `${rule} × ${formatCount(count)}` : rule));
  const [first] = findings;
  const label = first?.token ? `${escapeCode(cut(first.token.label, CELL_LENGTH))} ` : '';
  const evidence = first ? `${label}${renderText(renderEvidence(first))}` : '';
  return [...renderAccount(account), escapeHtml(rules.join(', ')), evidence];
}

function renderText(text: string): string {
  return escapeHtml(cut(text, 3 * CELL_LENGTH));
}
