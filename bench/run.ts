import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { formatSeconds, type Measure, type Measurement } from './measurement.ts';
import { measureLimits } from './promises/limits.ts';
import {
  measureAccountsMemory,
  measureComparisonMemory,
  measureOrganizationMemory,
} from './promises/memory.ts';
import { measureOrganization } from './promises/organization.ts';
import { measurePerAccount } from './promises/per-account.ts';
import { measureStart } from './promises/start.ts';
import { measureThroughput } from './promises/throughput.ts';
import { listMissed, renderTable, renderVerdict } from './table.ts';

const RESULTS = 'bench-results.json';

const MEASURES: Record<string, Measure> = {
  start: measureStart,
  'per-account': measurePerAccount,
  throughput: measureThroughput,
  organization: measureOrganization,
  'accounts-memory': measureAccountsMemory,
  'organization-memory': measureOrganizationMemory,
  'comparison-memory': measureComparisonMemory,
  limits: measureLimits,
};

const USAGE = `Usage: npm run bench -- [--quick] [${Object.keys(MEASURES).join('] [')}]`;

try {
  process.exitCode = await bench(parseCommand(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Measures one thing after the other, tells it as a table and as JSON, and returns 1 when a promise is missed. */
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

/** What cannot be measured for a fault is missed, and does not hide the rest. */
function describeFailure(name: string, error: unknown): Measurement {
  console.error(error);
  return { promise: name, measured: 'failed, see above', target: '', peer: '', ok: false };
}

/** Everything is measured unless some measurements are named. */
function parseCommand(args: string[]): { quick: boolean; names: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { quick: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const unknown = positionals.find((name) => !(name in MEASURES));
    if (unknown !== undefined) throw new Error(`There is no measurement "${unknown}".`);
    return { quick: values.quick, names: positionals };
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? cause.message : cause}\n${USAGE}`, { cause });
  }
}
