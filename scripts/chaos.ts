import { parseArgs } from 'node:util';
import { runSeed } from '../test/chaos/chaos.ts';
import { describePlan } from '../test/chaos/plan.ts';

const USAGE = 'Usage: npm run chaos -- [--seeds N] [--from N] | [--seed N]';
/** With more at once, a busy machine would cause time-outs. */
const AT_ONCE = 2;

try {
  process.exitCode = (await runAll(parseSeeds(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

type Job = { seeds: number[]; verbose: boolean };
type SeedResult = { result: string; problems: string[]; ms: number };

/** Runs all seeds, prints those that fail, and returns whether none failed. */
async function runAll({ seeds, verbose }: Job): Promise<boolean> {
  const left = [...seeds];
  const failed: number[] = [];
  const results = new Map<string, number>();
  let slowest = { seed: 0, ms: 0 };
  async function work(): Promise<void> {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      const { result, problems, ms } = await runAndPrint(seed, verbose);
      if (ms > slowest.ms) slowest = { seed, ms };
      results.set(result, (results.get(result) ?? 0) + 1);
      if (problems.length > 0) failed.push(seed);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const mix = [...results].map(([result, count]) => `${count} ${result}`).join(', ');
  console.log(`${seeds.length} seeds: ${mix}; the slowest: ${slowest.seed}, ${Math.round(slowest.ms)} ms`);
  console.log(failed.length > 0 ? `${failed.length} failed: ${failed.join(', ')}` : 'None failed.');
  return failed.length === 0;
}

async function runAndPrint(seed: number, verbose: boolean): Promise<SeedResult> {
  try {
    const { evidence, problems } = await runSeed(seed);
    const { plan, run, exchanges } = evidence;
    const result = run.outputs.result ?? '';
    if (verbose) console.log(describePlan(plan), `\n${run.log}`);
    if (verbose) console.log(`${exchanges.length} requests, ${Math.round(run.ms)} ms, ${result}`);
    if (problems.length > 0) printProblems(seed, problems);
    return { result, problems, ms: run.ms };
  } catch (error) {
    const problems = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    printProblems(seed, problems);
    return { result: 'broken', problems, ms: 0 };
  }
}

function printProblems(seed: number, problems: string[]): void {
  const more = problems.length > 8 ? [`… and ${problems.length - 8} more`] : [];
  console.log(`seed ${seed} failed; again with: npm run chaos -- --seed ${seed}`);
  for (const problem of [...problems.slice(0, 8), ...more]) console.log(`  ${problem}`);
}

/** Seeds 1 to 200 by default. A single seed prints its plan and log. */
function parseSeeds(args: string[]): Job {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { seeds: text, from: text, seed: text } });
  if (values.seed !== undefined) return { seeds: [parseNumber('seed', values.seed)], verbose: true };
  const count = parseNumber('seeds', values.seeds ?? '200');
  const from = parseNumber('from', values.from ?? '1');
  return { seeds: Array.from({ length: count }, (_, index) => from + index), verbose: false };
}

function parseNumber(name: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new Error(`--${name}: expected a whole number, got "${value}"\n${USAGE}`);
}
