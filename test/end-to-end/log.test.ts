import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccounts, type Play, play } from '../harness/scenario.ts';
import { ORG_ID } from '../simulator/organization-scenario.ts';

const ORGANIZATION: Play = {
  accounts: createAccounts(40, 3),
  withFile: false,
  inputs: { 'org-id': ORG_ID, policy: 'recommended', 'max-tokens-per-account': '2', baseline: 'auto' },
  server: { organizationApi: {} },
};

const RUNS: [string, Play][] = [
  ['account by account, green', { accounts: createAccounts(40) }],
  ['account by account, red', { accounts: createAccounts(40, 3), inputs: { 'max-tokens': '1' } }],
  ['organization-wide, three rules exceeded', ORGANIZATION],
  ['refused', { accounts: createAccounts(40), server: { keyScenario: 'unauthorized' } }],
];

for (const [what, scenario] of RUNS)
  test(`the log has about ten lines, the verdict among the last, and short annotations: ${what}`, async () => {
    const { log } = await play(scenario);
    const lines =
      log.replace(/^::group::[\s\S]*?^::endgroup::\n/gm, '').match(/^(?!::add-mask::).+$/gm) ?? [];
    assert.ok(lines.length >= 5 && lines.length <= 12, log);
    for (const line of lines) assert.ok(line.length < 320, line);
    assert.match(lines.slice(-5).join('\n'), /Inventory: |findings?: .* must act|Error: /);
    assert.match(log, /^Read \d+ of 40 accounts and \d+ tokens? in 1 s\.$/m);
  });
