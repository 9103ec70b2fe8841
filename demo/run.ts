import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createOrganization } from '../test/simulator/organization.ts';
import { createSampleJoiners } from '../test/simulator/sample-joiners.ts';
import { createSampleOrganization } from '../test/simulator/sample-organization.ts';
import { startSimulator } from '../test/simulator/simulator.ts';

const BUNDLE = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const SAMPLE_CSV = fileURLToPath(new URL('managed_accounts.csv', import.meta.url));
const LATENCY_MS = 20;

const [accountsCsv] = process.argv.slice(2);
const isForReal = accountsCsv !== undefined || process.env.ORG_ID !== undefined;
process.exitCode = isForReal ? await auditForReal(accountsCsv ?? '') : await auditSample();

/** `ORG_TOKEN=… npm start -- managed_accounts.csv`, or with `ORG_ID=…` and no file: the same bundle against Atlassian. */
async function auditForReal(path: string): Promise<number> {
  const { ORG_TOKEN: orgToken = '', API_URL: apiUrl = '', ORG_ID: orgId = '' } = process.env;
  if (orgToken === '')
    console.error('Set ORG_TOKEN to the organization API key: ORG_TOKEN=… npm start -- FILE');
  return orgToken === ''
    ? 1
    : runBundle({ 'org-token': orgToken, 'api-url': apiUrl, 'org-id': orgId, 'accounts-csv': path });
}

/** `npm start`: an invented organization, served from this process, audited in both ways. */
async function auditSample(): Promise<number> {
  const now = new Date();
  const accounts = [...createSampleOrganization(now).accounts, ...createSampleJoiners(now)];
  const simulator = await startSimulator({
    organization: createOrganization(accounts),
    latencyMs: LATENCY_MS,
  });
  const { apiUrl, orgToken, orgId } = simulator;
  const inputs = { 'org-token': orgToken, 'api-url': apiUrl, 'accounts-csv': SAMPLE_CSV };
  console.log(`A simulated organization answers at ${apiUrl}. First, one call per account of the file:\n`);
  const first = await runBundle(inputs);
  console.log(
    '\nThen the organization-wide list, a thousand tokens a call; the file shows who is missing in it:\n',
  );
  const second = await runBundle({ ...inputs, 'org-id': orgId, 'output-dir': 'token-audit/organization' });
  await simulator.close();
  return first || second;
}

/** Runs dist/index.js as it would run on a laptop, also where this is a step of a workflow. */
function runBundle(inputs: Record<string, string>): Promise<number> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(GITHUB|ACTIONS|RUNNER|INPUT|ORG_TOKEN|API_URL|ORG_ID)/.test(name),
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
