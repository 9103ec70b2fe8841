import type { ActionRun } from '../harness/run-action.ts';
import type { Plan } from './plan.ts';
import type { Witness } from './server.ts';

type Row = Record<string, string>;

/** The plan of a run, the answers that the server sent, and everything that the process left. */
export type Evidence = Witness & {
  plan: Plan;
  run: ActionRun;
  /** Whether the process had to be killed. */
  killed: boolean;
  output: Row[];
  accounts: Row[];
  findings: Row[];
};

/** Whether a file reached the size limit of the plan. */
export function isDiskFull({ plan, run }: Evidence): boolean {
  if (plan.limitFileBlocks === undefined) return false;
  // Decoding a character that was cut may add up to two bytes, but never removes any.
  const full = plan.limitFileBlocks * 1024;
  return [...Object.values(run.files), run.summary].some((text) => Buffer.byteLength(text) >= full);
}

/** Whether a complete answer of the server may have arrived too late or never. */
export function isArrivalDoubtful({ plan, run, accounts }: Evidence): boolean {
  const messages = [run.log, ...accounts.map((row) => row.Detail)].join('\n');
  return (
    plan.outage !== undefined || /no whole answer within|max-duration-minutes|time was up/.test(messages)
  );
}

/** Removes apostrophes, which guard cells against formulas, from a cell or from its expected text. */
export function bare(text: string): string {
  return text.toWellFormed().replaceAll("'", '');
}

/** Counts each distinct text. */
export function countTexts(texts: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
