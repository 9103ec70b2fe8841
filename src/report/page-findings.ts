import { type Finding, renderEvidence } from '../policy/finding.ts';
import { groupByOwner, type OwnerFindings } from '../result/owners.ts';
import type { Totals } from '../result/totals.ts';
import { formatCount, formatPlural } from '../text/format.ts';
import type { RunFacts } from './facts.ts';
import { FILE_NAMES } from './files.ts';
import { renderPerson, renderRow, renderSmall, renderText, renderToken } from './page-cells.ts';
import { renderHeld, renderList, type Section } from './page-list.ts';
import { renderWhere } from './wording.ts';

/** Who must act: the findings of each owner, the most urgent owner first, after those of the organization. */
export function renderFindings({ orgId }: RunFacts, { findings }: Totals): Section {
  const [id, title] = ['findings', 'Findings: who must act'];
  const { organization, owners } = groupByOwner(findings.top);
  const groups = owners.map(renderOwner);
  if (organization.length > 0) groups.unshift(renderGroup('<b>The organization</b>', organization));
  const intro = `<p>${renderWhere(orgId)}</p>\n`;
  const html = renderList({
    id,
    title,
    noun: 'findings',
    headings: ['Rule', 'Token', 'Evidence'],
    rows: groups,
    total: findings.count,
    intro: intro + renderShare(findings),
    grouped: true,
  });
  return { id, title: 'Findings', html };
}

function renderShare({ count, top }: Totals['findings']): string {
  if (count <= top.length) return '';
  return `<p>The ${formatCount(top.length)} most urgent of ${formatCount(count)}; ${renderHeld(FILE_NAMES.findings)}.</p>\n`;
}

function renderOwner({ account, findings }: OwnerFindings): string {
  const count = renderSmall(formatPlural(findings.length, 'finding'));
  return renderGroup(`${renderPerson(account)} ${count}`, findings);
}

/** A body of its own: the group's name, then its findings. */
function renderGroup(name: string, findings: Finding[]): string {
  const rows = findings.map((finding) => {
    const { rule, token } = finding;
    return renderRow([
      rule,
      token ? renderToken(token.label, token.id) : '',
      renderText(renderEvidence(finding), 600),
    ]);
  });
  return `<tbody>\n<tr class="group"><th colspan="3" scope="rowgroup">${name}</th></tr>\n${rows.join('\n')}\n</tbody>`;
}
