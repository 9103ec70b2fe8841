import type { ExceptionUse } from '../policy/exceptions.ts';
import { type Finding, renderAction, renderEvidence } from '../policy/finding.ts';
import { type Level, RULES, type Rule } from '../policy/limits.ts';
import { countPeople, listOwnerRows, type OwnerRow } from '../result/owners.ts';
import type { Ranking } from '../result/totals.ts';
import { type Html, html, renderLink } from '../text/html.ts';
import { type Cell, type Column, createMark, createTable, type Report, type Section } from './model.ts';

/** More make the page too large for a browser. */
const OWNERS_SHOWN = 5000;

const OWNER_COLUMNS: Column<OwnerRow>[] = [
  ['Owner', ({ account }) => (account ? { kind: 'person', person: account } : 'Organization admins')],
  ['Action', ({ action }) => action],
  ['Findings', ({ findings }) => findings],
  ['Level', describeLevel],
];

/** Lists findings, of most interest first. Only those of other credentials need the kind. */
function listFindings(items: Ranking<Finding>, more: Column<Finding>[], shown?: number): Section['table'] {
  const isMixed = items.top.some(({ credentialKind }) => credentialKind !== 'user-token');
  const kind: Column<Finding> = ['Kind', ({ credentialKind }) => credentialKind];
  const columns: Column<Finding>[] = [
    ['Rule', ({ rule }) => rule],
    ['Level', describeLevel],
    ['Owner', ({ account }) => (account ? { kind: 'person', person: account } : 'The organization')],
    ...(isMixed ? [kind] : []),
    ['Token', ({ token }) => (token ? { kind: 'token', label: token.label, id: token.id } : '')],
    ['Evidence', renderEvidence],
    ...more,
  ];
  return createTable({ noun: 'finding', file: 'findings.csv', items, columns, shown });
}

/** Computes who must act: one row per owner, failures and many findings first, and below them all findings. */
export function computePeople(report: Report): Section {
  const { findings, owners } = report.totals;
  const items = { count: owners.size, top: [...listOwnerRows(owners).take(OWNERS_SHOWN)] };
  const all = listFindings(findings, [['Action', renderAction]], 5);
  return {
    id: 'people',
    title: 'Who must act',
    // Without people, the row of the organization admins counts.
    count: countPeople(owners) || undefined,
    intro: [html`<p>${findings.count > 0 ? renderWhere(report) : describeNoFinding(report)}.</p>`],
    table: createTable({ noun: 'owner', file: 'owners.csv', items, columns: OWNER_COLUMNS, shown: 10 }),
    parts: [{ id: 'findings', title: 'Findings', table: all, folded: true }],
  };
}

function renderWhere({ run }: Report): Html {
  return html`Owners delete their own tokens. Admins revoke any at ${renderAdminLink(run.orgId)} → Insights → API token activity`;
}

function describeNoFinding({ run, verdict: { trusted, complete, result } }: Report): string {
  if (!trusted) return 'Unknown: the audit failed';
  if (Object.keys(run.rules.limits).length === 0) return 'No one: no limit is set';
  if (complete && result !== 'incomplete') return 'No one must act: every token keeps the limits';
  return 'No one, as far as accounts were read and limits were judged';
}

/** Computes a row for each limit: how many findings there are, and whether they fail or only warn. */
export function computeLimits(report: Report): Section {
  const { limits, limitOrigins, warnRules } = report.run.rules;
  const items = RULES.filter((rule) => limits[rule] !== undefined);
  const columns: Column<Rule>[] = [
    ['Rule', (rule) => rule],
    ['Limit', (rule) => limits[rule] ?? ''],
    ['Result', (rule) => describeKept(rule, report)],
    ['Findings', (rule) => report.totals.findingsByRule.get(rule)?.count ?? 0],
    ['Level', (rule) => (warnRules.has(rule) ? 'warn' : 'fail')],
    ['Set by', (rule) => (limitOrigins[rule] === 'policy' ? 'policy: recommended' : 'input')],
  ];
  const table = createTable({ noun: 'limit', file: 'report.json', items, columns });
  return { id: 'limits', title: 'Limits', table };
}

function describeKept(rule: Rule, { run, totals, verdict }: Report): Cell {
  const baseline = run.baseline?.kind;
  if (!verdict.trusted) return createMark('plain', 'not judged');
  if (rule === 'max-new-tokens' && baseline === 'first-run') return createMark('plain', 'not due: first run');
  if (rule === 'max-new-tokens' && baseline !== 'read') return createMark('bad', 'not judged');
  if (totals.findingsByRule.has(rule))
    return createMark(run.rules.warnRules.has(rule) ? 'fair' : 'bad', 'exceeded');
  return verdict.complete ? createMark('good', 'kept') : createMark('plain', 'kept so far');
}

/** Computes the exceptions of the file, each with the number of findings that it covers, and those findings. */
export function computeExceptions({ run, totals: { excepted }, verdict }: Report): Section {
  // Expired exceptions and those that cover nothing come first: they need a decision.
  const items = run.exceptions.toSorted((a, b) => rankUse(a) - rankUse(b));
  const columns: Column<ExceptionUse>[] = [
    ['Line', ({ exception }) => String(exception.line)],
    ['State', (use) => describeState(use, verdict.complete)],
    ['Findings', ({ findings }) => findings],
    ['Account ID', ({ exception }) => ({ kind: 'code', text: exception.accountId })],
    ['Token ID', ({ exception }) => ({ kind: 'code', text: exception.tokenId })],
    ['Email', ({ exception }) => ({ kind: 'code', text: exception.emailPattern })],
    ['Rule', ({ exception }) => exception.rule],
    ['Until', ({ exception }) => exception.expires],
    ['Reason', ({ exception }) => exception.reason],
  ];
  const table = createTable({ noun: 'exception', file: 'report.json', items, columns });
  const findings = listFindings(excepted, [
    ['Reason', ({ exception }) => exception?.reason ?? ''],
    ['Until', ({ exception }) => exception?.expires ?? ''],
  ]);
  const parts = [{ id: 'excepted', title: 'Excepted findings', table: findings, folded: true }];
  return { id: 'exceptions', title: 'Exceptions', table, parts };
}

function rankUse({ isExpired, findings }: ExceptionUse): number {
  return isExpired ? 0 : findings === 0 ? 1 : 2;
}

/** Only a complete audit shows that an exception is no longer needed. */
function describeState({ isExpired, findings }: ExceptionUse, complete: boolean): Cell {
  if (isExpired) return createMark('bad', 'expired');
  if (findings === 0 && complete) return createMark('fair', 'matched no finding');
  return createMark('good', 'valid');
}

function describeLevel({ level }: { level: Level }): Cell {
  return createMark(level === 'fail' ? 'bad' : 'fair', level);
}

/** Renders a link to the organization's administration. */
export function renderAdminLink(orgId: string): Html {
  const path = orgId === '' ? '' : `/o/${encodeURIComponent(orgId)}/overview`;
  return renderLink(`https://admin.atlassian.com${path}`, 'admin.atlassian.com');
}
