import type { ActionRun } from '../harness/run-action.ts';
import type { Plan } from './plan.ts';
import type { Witness } from './server.ts';

type Row = Record<string, string>;

/** All that is known of a run: what was planned, what the server sent, what the process left. */
export type Evidence = Witness & {
  plan: Plan;
  run: ActionRun;
  /** Whether the process did not end by itself. */
  killed: boolean;
  output: Row[];
  accounts: Row[];
  findings: Row[];
};

/** Whether a file reached the size that the planned disk has room for. */
export function isDiskFull({ plan, run }: Evidence): boolean {
  if (plan.limitFileBlocks === undefined) return false;
  // Reading a character that is cut off may add up to two bytes, but takes none away.
  const full = plan.limitFileBlocks * 1024;
  return [...Object.values(run.files), run.summary].some((text) => Buffer.byteLength(text) >= full);
}

/** Whether an answer that the server sent whole may not have arrived in time, or not at all. */
export function isArrivalDoubtful({ plan, run, accounts }: Evidence): boolean {
  const said = [run.log, ...accounts.map((row) => row.Detail)].join('\n');
  return plan.outage !== undefined || /no whole answer within|max-duration-minutes|time was up/.test(said);
}

/** A cell without what guards it: apostrophes, in the cell and in what it is compared with. */
export function bare(text: string): string {
  return text.toWellFormed().replaceAll("'", '');
}

/** How many times each text is there. */
export function countTexts(texts: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
