import { isObject, type JsonObject } from '../text/json.ts';
import { takeCount, takeObject, takeOneOf, takeTime } from './report-fields.ts';

/** An earlier run in numbers. `people` is how many must act; `new` is null for a run without a baseline. */
export type HistoryRun = {
  /** ISO 8601, UTC. */
  startedAt: string;
  result: 'clean' | 'findings' | 'incomplete' | 'error';
  complete: boolean;
  accounts: number;
  tokens: number;
  active: number;
  findings: number;
  people: number;
  new: number | null;
};

/** Two years of weekly runs. */
const MAX_RUNS = 104;

/**
 * Returns the runs that an earlier run's report.json lists, oldest first, and that run itself at the end. Drops what no
 * run writes, and runs that did not start before it.
 */
export function parseHistory(report: JsonObject): HistoryRun[] {
  const listed: unknown[] = Array.isArray(report.history) ? report.history.slice(-MAX_RUNS) : [];
  const [own] = parseOptional(() => parseOwnRun(report));
  if (!own) return [];
  const earlier = listed.flatMap((run) => parseOptional(() => parseRun(takeObject(run, 'history'))));
  return joinHistories(earlier, [own]);
}

/** Puts older runs before a history. Leaves out those that did not start before it, and the oldest beyond 104. */
export function joinHistories(older: HistoryRun[], newer: HistoryRun[]): HistoryRun[] {
  const [first] = newer;
  const before = older.filter(({ startedAt }) => !first || startedAt < first.startedAt);
  return [...before.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)), ...newer].slice(-MAX_RUNS);
}

function parseOwnRun({ startedAt, verdict, counts, findings, changes }: JsonObject): HistoryRun {
  const { result, complete } = takeObject(verdict, 'verdict');
  const { accounts, tokens, people } = takeObject(counts, 'counts');
  return parseRun({
    startedAt,
    result,
    complete,
    accounts: takeObject(accounts, 'counts.accounts').total,
    tokens: takeObject(tokens, 'counts.tokens').total,
    active: takeObject(tokens, 'counts.tokens').active,
    findings: takeObject(findings, 'findings').total,
    people,
    new: isObject(changes) ? takeObject(changes.new, 'changes.new').total : null,
  });
}

function parseRun(run: JsonObject): HistoryRun {
  return {
    startedAt: takeTime(run.startedAt, 'startedAt'),
    result: takeOneOf(run.result, ['clean', 'findings', 'incomplete', 'error'], 'result'),
    complete: run.complete === true,
    accounts: takeCount(run.accounts, 'accounts'),
    tokens: takeCount(run.tokens, 'tokens'),
    active: takeCount(run.active, 'active'),
    findings: takeCount(run.findings, 'findings'),
    people: takeCount(run.people, 'people'),
    new: run.new === null ? null : takeCount(run.new, 'new'),
  };
}

/** Returns the run in an array; an empty one when it cannot be read. */
function parseOptional(parse: () => HistoryRun): HistoryRun[] {
  try {
    return [parse()];
  } catch {
    // A run that cannot be read is missing in the trend, and that is all.
    return [];
  }
}
