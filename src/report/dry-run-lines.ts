import { PAGE_SIZE } from '../audit/organization/organization-list.ts';
import type { Probe } from '../audit/probe.ts';
import type { AuditTarget } from '../audit/target.ts';
import { formatCount, formatDuration, formatPlural } from '../text/format.ts';
import { html, toMarkup } from '../text/html.ts';
import type { Line } from './log-lines.ts';

/** The results of a dry run. */
export type DryRun = {
  target: AuditTarget;
  probe: Probe;
  concurrency: number;
  isPublic: boolean;
  /** The lines before the first request. */
  start: Line[];
};

/** The only rate limit of Atlassian that has been reported. */
const CALLS_A_MINUTE = 200;
const MANY_ACCOUNTS = 1000;

/** Renders what a dry run found out, line by line. */
export function renderDryRun({ target, probe, concurrency, isPublic, start }: DryRun): Line[] {
  const lines: Line[] = [...start, { level: 'info', line: renderSource(target) }];
  lines.push({ level: 'info', line: renderCost(probe, target.kind === 'accounts' ? concurrency : 1) });
  for (const line of probe.doubts) lines.push({ level: 'warning', line });
  if (!isPublic)
    lines.push({
      level: 'info',
      line: 'The repository is private, or this is not GitHub: names may be shown.',
    });
  const better = renderBetter(target);
  return better ? [...lines, { level: 'notice', line: better }] : lines;
}

/** Renders the same as a job summary. */
export function renderDryRunSummary(lines: Line[]): string {
  const items = lines.map(({ level, line }) =>
    level === 'info' ? html`- ${line}\n` : html`- <b>${line}</b>\n`,
  );
  const title = html`# 🧪 Dry run: inputs, file and key were checked, nothing was audited`;
  return toMarkup(html`${title}\n\n${items}`);
}

function renderSource(target: AuditTarget): string {
  if (target.kind === 'accounts') return 'Source: accounts, one call per account of the file.';
  const more = target.file
    ? '; the file adds accounts without tokens and shows owners who are not in it'
    : '';
  return `Source: organization, one call per ${formatCount(PAGE_SIZE)} tokens${more}.`;
}

function renderCost({ calls, latencyMs }: Probe, atATime: number): string {
  const seen = `${Math.max(1, Math.round(latencyMs))} ms`;
  if (calls === undefined)
    return `The first request took ${seen}. How many calls the audit would make could not be found out.`;
  const fast = formatDuration((calls * latencyMs) / atATime);
  const slow = formatDuration((calls * 60_000) / CALLS_A_MINUTE);
  return `The audit would make about ${formatPlural(calls, 'call')}: ${fast} at the ${seen} that the first request took, ${slow} at ${CALLS_A_MINUTE} calls a minute.`;
}

function renderBetter(target: AuditTarget): string | undefined {
  if (target.kind === 'organization') return undefined;
  const { accounts } = target.file;
  const smaller =
    'with org-id, a key with the single scope read:tokens:admin would do, which can do far less than this one';
  return accounts > MANY_ACCOUNTS
    ? `What would serve better: ${smaller}, and instead of ${formatPlural(accounts, 'call')} it takes one call per ${formatCount(PAGE_SIZE)} tokens, a handful as a rule.`
    : `What would serve better: ${smaller}.`;
}
