const WEEK_MS = 7 * 86_400_000;
const WEEKS = 26;

type Report = {
  startedAt: string;
  finishedAt: string;
  counts: { accounts: { total: number }; tokens: { total: number; active: number } };
  findings: { total: number };
  history?: unknown;
};

/** Dates a report.json back by a week and adds half a year of invented earlier runs. */
export function dateBack(text: string): string {
  const report = JSON.parse(text) as Report;
  const startedAt = Date.parse(report.startedAt) - WEEK_MS;
  const history = Array.from({ length: WEEKS }, (_, index) => inventRun(report, startedAt, WEEKS - index));
  const time = new Date(startedAt).toISOString();
  return JSON.stringify({ ...report, startedAt: time, finishedAt: time, history });
}

/** Invents the run some weeks before: fewer tokens, and more findings until the clean-up began. */
function inventRun({ counts, findings }: Report, startedAt: number, weeks: number) {
  const { accounts, tokens } = counts;
  const wave = Math.round(3 * Math.sin(weeks));
  const total = findings.total + Math.round(weeks * 1.5) + wave;
  return {
    startedAt: new Date(startedAt - weeks * WEEK_MS).toISOString(),
    result: 'findings',
    complete: true,
    accounts: accounts.total - Math.round(weeks / 2),
    tokens: tokens.total - weeks,
    active: tokens.active - weeks + wave,
    findings: total,
    people: Math.round(total * 0.7),
    new: 2 + (weeks % 3),
  };
}
