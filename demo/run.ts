// `npm start` audits a simulated organization in both ways, the second time compared with an earlier run.
// `ORG_TOKEN=… npm start -- accounts.csv`, or `ORG_TOKEN=… ORG_ID=… npm start`, runs the same bundle against Atlassian.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createOrganization, type SimulatedAccount } from '../test/simulator/organization.ts';
import { createSampleWeek } from '../test/simulator/sample-week.ts';
import { startSimulator } from '../test/simulator/simulator.ts';
import { dateBack } from './date-back.ts';
import { findNode, runBundle } from './run-bundle.ts';

const ACCOUNTS_CSV = fileURLToPath(new URL('managed_accounts.csv', import.meta.url));
const LIMITS = { policy: 'recommended', 'max-tokens-per-account': '5', 'max-new-tokens': '3' };

const [accountsCsv] = process.argv.slice(2);
const isForReal = accountsCsv !== undefined || process.env.ORG_ID !== undefined;
process.exitCode = isForReal ? await auditForReal(accountsCsv ?? '') : await auditSample();

async function auditForReal(accountsCsv: string): Promise<number> {
  const { ORG_TOKEN: orgToken = '', API_URL: apiUrl = '', ORG_ID: orgId = '' } = process.env;
  if (orgToken === '') {
    console.error('Set ORG_TOKEN to the organization API key: ORG_TOKEN=… npm start -- FILE');
    return 1;
  }
  const inputs = { 'org-token': orgToken, 'api-url': apiUrl, 'org-id': orgId, 'accounts-csv': accountsCsv };
  console.log(`Runs dist/index.js under ${findNode()}.`);
  const { exitCode } = await runBundle(inputs, 'show the log');
  console.log('\nopen token-audit/report.html');
  return exitCode;
}

async function auditSample(): Promise<number> {
  const { before, after } = createSampleWeek(new Date());
  console.log('Audits a simulated organization of 300 people in both ways.\n');
  const earlier = mkdtempSync(join(tmpdir(), 'token-audit-demo-'));
  try {
    await audit(before, { source: 'organization', 'output-dir': earlier });
    const report = join(earlier, 'report.json');
    writeFileSync(report, dateBack(readFileSync(report, 'utf8')));
    const file = await audit(after, { source: 'accounts', 'output-dir': 'token-audit/accounts' });
    console.log(`Account by account, from demo/managed_accounts.csv: ${file}`);
    const whole = await audit(after, { source: 'organization', baseline: earlier });
    console.log(`Organization-wide, compared with last week:         ${whole}`);
  } finally {
    rmSync(earlier, { recursive: true, force: true });
  }
  console.log('\nopen token-audit/report.html');
  return 0;
}

/** Audits these accounts and returns the verdict, with time and requests. Throws the log of a run without a verdict. */
async function audit(accounts: SimulatedAccount[], change: Record<string, string>): Promise<string> {
  const organizationApi = { scopes: ['read:tokens:admin', 'read:accounts:admin'] };
  const isWhole = change.source === 'organization';
  const simulator = await startSimulator({
    organization: createOrganization(accounts),
    latencyMs: 50,
    ...(isWhole ? { organizationApi } : {}),
  });
  const { apiUrl, orgToken, orgId } = simulator;
  const { 'max-new-tokens': _, ...withoutBaseline } = LIMITS;
  const limits = change.baseline ? LIMITS : withoutBaseline;
  const source = isWhole ? { 'org-id': orgId } : { 'accounts-csv': ACCOUNTS_CSV };
  const inputs = { 'org-token': orgToken, 'api-url': apiUrl, ...source, ...limits, ...change };
  const startedAt = performance.now();
  const { log } = await runBundle(inputs, 'keep the log');
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  await simulator.close();
  const report = join(change['output-dir'] ?? 'token-audit', 'report.json');
  const { verdict } = JSON.parse(readFileSync(report, 'utf8')) as { verdict: Record<string, string> };
  if (verdict.result === 'error') throw new Error(log);
  return `${verdict.headline} (${simulator.counts.requests} requests, ${seconds} s)`;
}
