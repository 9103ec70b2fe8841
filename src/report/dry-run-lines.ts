import { PAGE_SIZE } from '../audit/organization-tokens.ts';
import type { Rehearsal } from '../audit/probe.ts';
import type { Subject } from '../audit/target.ts';
import { escapeHtml } from '../text/escape.ts';
import { formatCount, formatDuration, formatPlural } from '../text/format.ts';
import type { Line } from './start-lines.ts';

/** What a dry run knows. */
export type DryRun = {
  subject: Subject;
  rehearsal: Rehearsal;
  concurrency: number;
  isPublic: boolean;
  /** What a run says before it starts. */
  start: Line[];
};

/** The only number anyone has seen of Atlassian's rate limits. */
const CALLS_A_MINUTE = 200;
const MANY_ACCOUNTS = 1000;

/** What a dry run found out, line by line. */
export function renderDryRun({ subject, rehearsal, concurrency, isPublic, start }: DryRun): Line[] {
  const lines: Line[] = [...start, { level: 'info', line: renderSource(subject) }];
  lines.push({ level: 'info', line: renderCost(rehearsal, subject.kind === 'accounts' ? concurrency : 1) });
  if (rehearsal.doubt) lines.push({ level: 'warning', line: rehearsal.doubt });
  if (!isPublic)
    lines.push({
      level: 'info',
      line: 'The repository is private, or this is not GitHub: names may be shown.',
    });
  const better = renderBetter(subject);
  return better ? [...lines, { level: 'notice', line: better }] : lines;
}

/** The same as a job summary. */
export function renderDryRunSummary(lines: Line[]): string {
  const items = lines.map(({ level, line }) =>
    level === 'info' ? escapeHtml(line) : `<b>${escapeHtml(line)}</b>`,
  );
  return `# 🧪 Dry run: inputs, file and key were checked, nothing was audited\n\n${items.map((item) => `- ${item}`).join('\n')}\n`;
}

function renderSource(subject: Subject): string {
  if (subject.kind === 'accounts') return 'Source: accounts, one call per account of the file.';
  return `Source: organization, one call per ${formatCount(PAGE_SIZE)} tokens${subject.file ? '; the file adds accounts without tokens and shows who is not in it' : ''}.`;
}

function renderCost({ calls, latencyMs }: Rehearsal, atATime: number): string {
  const seen = `${Math.max(1, Math.round(latencyMs))} ms`;
  if (calls === undefined)
    return `The one request took ${seen}. How many calls the audit would make could not be found out.`;
  const fast = formatDuration((calls * latencyMs) / atATime);
  const slow = formatDuration((calls * 60_000) / CALLS_A_MINUTE);
  return `The audit would make about ${formatPlural(calls, 'call')}: ${fast} at the ${seen} that the one request took, ${slow} at ${CALLS_A_MINUTE} calls a minute.`;
}

function renderBetter(subject: Subject): string | undefined {
  if (subject.kind === 'organization') return undefined;
  const { accounts } = subject.file;
  const smaller =
    'with org-id, a key with the single scope read:tokens:admin would do, which can do far less than this one';
  return accounts > MANY_ACCOUNTS
    ? `What would serve better: ${smaller}, and instead of ${formatPlural(accounts, 'call')} it takes one call per ${formatCount(PAGE_SIZE)} tokens, a handful as a rule.`
    : `What would serve better: ${smaller}.`;
}
