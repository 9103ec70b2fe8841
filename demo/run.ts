import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createOrganization } from '../test/simulator/organization.ts';
import { createSampleOrganization } from '../test/simulator/sample-organization.ts';
import { startSimulator } from '../test/simulator/simulator.ts';

const BUNDLE = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const SAMPLE_CSV = fileURLToPath(new URL('managed_accounts.csv', import.meta.url));
const LATENCY_MS = 20;

const [accountsCsv] = process.argv.slice(2);
process.exitCode = accountsCsv ? await auditForReal(accountsCsv) : await auditSample();

/** `ORG_TOKEN=… npm start -- managed_accounts.csv`: the same bundle against Atlassian, from here. */
async function auditForReal(path: string): Promise<number> {
  const { ORG_TOKEN: orgToken = '', API_URL: apiUrl = '' } = process.env;
  if (orgToken === '')
    console.error('Set ORG_TOKEN to the organization API key: ORG_TOKEN=… npm start -- FILE');
  return orgToken === '' ? 1 : runBundle({ 'org-token': orgToken, 'api-url': apiUrl, 'accounts-csv': path });
}

/** `npm start`: an invented organization, served from this process. */
async function auditSample(): Promise<number> {
  const { accounts } = createSampleOrganization(new Date());
  const simulator = await startSimulator({
    organization: createOrganization(accounts),
    latencyMs: LATENCY_MS,
  });
  console.log(`A simulated organization answers at ${simulator.apiUrl}.`);
  const inputs = { 'org-token': simulator.orgToken, 'api-url': simulator.apiUrl, 'accounts-csv': SAMPLE_CSV };
  const exitCode = await runBundle(inputs);
  await simulator.close();
  return exitCode;
}

/** Runs dist/index.js as it would run on a laptop, also where this is a step of a workflow. */
function runBundle(inputs: Record<string, string>): Promise<number> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(GITHUB|ACTIONS|RUNNER|INPUT|ORG_TOKEN)/.test(name),
  );
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const child = spawn(process.execPath, [BUNDLE], {
    env: Object.fromEntries([...own, ...given]),
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
