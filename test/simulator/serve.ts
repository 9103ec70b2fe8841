import { parseArgs } from 'node:util';
import { createOrganization } from './organization.ts';
import { createSampleOrganization } from './sample-organization.ts';
import { createSampleJoiners } from './sample-week.ts';
import { startSimulator } from './simulator.ts';

const USAGE = 'Usage: npm run simulator -- [--port N]';
const LATENCY_MS = 5;

try {
  await serve(parsePort(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Serves the sample organization until the process gets a signal. */
async function serve(port: number): Promise<void> {
  const now = new Date();
  const accounts = [...createSampleOrganization(now).accounts, ...createSampleJoiners(now)];
  const simulator = await startSimulator({
    organization: createOrganization(accounts),
    port,
    latencyMs: LATENCY_MS,
    recordRequests: false,
    tolerateViolations: true,
  }).catch((cause) => {
    throw new Error(`Cannot listen on port ${port}: ${cause.message}. Give another one with --port.`, {
      cause,
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => simulator.close());
  console.log(`API_URL=${simulator.apiUrl}\nORG_TOKEN=${simulator.orgToken}\nORG_ID=${simulator.orgId}`);
}

/** Parses `--port`; default 0, any free port. */
function parsePort(args: string[]): number {
  const port = parseOptions(args).port ?? '0';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error(`--port: expected a whole number from 0 to 65535, got "${port}"\n${USAGE}`);
  }
  return Number(port);
}

function parseOptions(args: string[]) {
  try {
    return parseArgs({ args, options: { port: { type: 'string' } } }).values;
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? cause.message : cause}\n${USAGE}`, { cause });
  }
}
