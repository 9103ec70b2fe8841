import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureLimits } from './limits.ts';
import {
  formatSeconds,
  listMissed,
  type Measure,
  type Measurement,
  renderTable,
  renderVerdict,
} from './measurement.ts';
import { measureAccountsMemory, measureComparisonMemory, measureOrganizationMemory } from './memory.ts';
import { measureOrganization, measurePerAccount, measureStart, measureThroughput } from './speed.ts';

const RESULTS = 'bench-results.json';

const MEASURES: Record<string, Measure> = {
  'per-account': measurePerAccount,
  organization: measureOrganization,
  limits: measureLimits,
  'accounts-memory': measureAccountsMemory,
  'comparison-memory': measureComparisonMemory,
  'organization-memory': measureOrganizationMemory,
  start: measureStart,
  throughput: measureThroughput,
};

const USAGE = `Usage: npm run bench -- [--quick] [${Object.keys(MEASURES).join('] [')}]`;

try {
  process.exitCode = await bench(parseCommand(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Measures one promise after the other, prints a table, writes JSON, and returns 1 when a promise is missed. */
async function bench({ quick, names }: { quick: boolean; names: string[] }): Promise<number> {
  const startedAt = new Date();
  const measurements: Measurement[] = [];
  for (const [name, measure] of Object.entries(MEASURES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const from = performance.now();
    measurements.push(...(await measure(quick).catch((error) => [describeFailure(name, error)])));
    console.error(`measured ${name} in ${formatSeconds(performance.now() - from)}`);
  }
  const machine = { node: process.version, platform: process.platform, cpus: cpus().length };
  await writeFile(RESULTS, `${JSON.stringify({ startedAt, quick, machine, measurements }, null, 2)}\n`);
  console.log(`${renderTable(measurements)}\n\n${renderVerdict(measurements)}`);
  return listMissed(measurements).length > 0 ? 1 : 0;
}

/** A promise that cannot be measured is missed, and does not hide the others. */
function describeFailure(name: string, error: unknown): Measurement {
  console.error(error);
  return { promise: name, measured: 'failed, see above', target: '', peer: '', ok: false };
}

/** Everything is measured unless some measurements are named. */
function parseCommand(args: string[]): { quick: boolean; names: string[] } {
  try {
    const options = { quick: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const unknown = positionals.find((name) => !(name in MEASURES));
    if (unknown !== undefined) throw new Error(`There is no measurement "${unknown}".`);
    return { quick: values.quick, names: positionals };
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? cause.message : cause}\n${USAGE}`, { cause });
  }
}
