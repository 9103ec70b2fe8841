import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseActionFile } from '../../scripts/action-file.ts';
import { listFields } from '../../scripts/report-fields.ts';
import { CHANGES } from '../../src/baseline/comparison.ts';
import { RULES } from '../../src/policy/limits.ts';
import {
  createAccountId,
  createAccounts,
  createSimulatedToken,
  type Play,
  play,
} from '../harness/scenario.ts';
import { text } from '../simulator/answers.ts';

const schema = JSON.parse(readFileSync('docs/report.schema.json', 'utf8'));
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
const validate = ajv.compile(schema);

const EXCEPTIONS = [
  'Account ID,Token ID,Rule,Expires,Reason',
  `${createAccountId(0)},,max-tokens-per-account,2099-01-01,Agreed`,
  `${createAccountId(1)},token-1-0,*,2020-01-01,Long ago`,
  `${createAccountId(9)},,*,2099-01-01,Gone`,
].join('\r\n');
const UNREAD = { answers: [text(403, '{}')] };

/** Each with the result that the report must then have. */
const SCENARIOS: [name: string, result: string, scenario: Play][] = [
  ['clean', 'clean', { accounts: createAccounts(3) }],
  [
    'findings, some excepted, exceptions expired and unmatched',
    'findings',
    {
      accounts: createAccounts(3, 2, () => ({
        tokens: [createSimulatedToken('a'), createSimulatedToken('b', { expiry: '' })],
      })),
      workspace: { 'e.csv': EXCEPTIONS },
      inputs: {
        'exceptions-csv': 'e.csv',
        'max-tokens': '1',
        'max-tokens-per-account': '1',
        'max-age-days': '1',
        'max-lifetime-days': '1',
        'org-token-expires': '2020-01-01',
      },
    },
  ],
  ['incomplete', 'incomplete', { accounts: createAccounts(4, 1, (index) => (index === 1 ? UNREAD : {})) }],
  [
    'an error',
    'error',
    { accounts: createAccounts(3), inputs: { 'org-token': 'not-the-key-of-this-organization' } },
  ],
  [
    'an organization that the key does not reach',
    'error',
    { accounts: createAccounts(3), withFile: false, inputs: { 'org-id': 'an-other-organization' } },
  ],
  [
    'no baseline where one was wanted',
    'clean',
    { accounts: createAccounts(2), inputs: { baseline: 'nowhere', 'max-new-tokens': '1' } },
  ],
  [
    'a public repository',
    'findings',
    {
      accounts: createAccounts(2, 2),
      inputs: { 'max-tokens': '1' },
      event: { repository: { private: false, visibility: 'public' } },
    },
  ],
  ['off GitHub', 'clean', { accounts: createAccounts(1), env: { GITHUB_ACTIONS: undefined } }],
];

for (const [name, result, scenario] of SCENARIOS)
  test(`the report fits its schema: ${name}`, async () => {
    const report = checkReport(await play(tolerate(scenario)));
    assert.equal(report.verdict.result, result);
  });

test('the report fits its schema: organization-wide, with a file that knows not everybody', async () => {
  const { simulator } = await play({ accounts: createAccounts(1) });
  const report = checkReport(
    await play({ accounts: createAccounts(3), inputs: { 'org-id': simulator.orgId } }),
  );
  assert.equal(report.source, 'organization');
  const alone = checkReport(
    await play({ accounts: createAccounts(3), withFile: false, inputs: { 'org-id': simulator.orgId } }),
  );
  assert.equal(alone.accountsFile, null);
});

test('the report fits its schema: compared with a baseline, every kind of change', async () => {
  const before = await play({ accounts: createAccounts(6) });
  const files = Object.entries(before.files).map(([file, content]) => [`earlier/${file}`, content]);
  const accounts = createAccounts(5, 1, (index) => {
    if (index === 0) return { tokens: [createSimulatedToken('0-0'), createSimulatedToken('0-9')] };
    if (index === 1) return { tokens: [] };
    if (index === 2) return { tokens: [createSimulatedToken('2-0', { label: 'Other' })] };
    return index === 3 ? UNREAD : {};
  });
  const report = checkReport(
    await play({ accounts, workspace: Object.fromEntries(files), inputs: { baseline: 'earlier' } }),
  );
  for (const kind of CHANGES) assert.equal(report.changes[kind].total, 1, kind);
});

test('a field that is misspelt, missing or not known does not fit, at any depth', async () => {
  const run = await play(tolerate(SCENARIOS[1]?.[2] ?? {}));
  const good = run.files['report.json'] ?? '';
  const spoilt = [...new Set([...good.matchAll(/"(\w[\w-]*)":/g)].map(([, name = '']) => name))];
  assert.ok(spoilt.length > 60, `${spoilt.length} fields`);
  const accepted = spoilt.filter((name) => validate(JSON.parse(good.replace(`"${name}":`, `"${name}x":`))));
  assert.deepEqual(accepted, []);
});

test('the schema knows the inputs, the rules and the kinds of change there are', () => {
  const { inputs } = parseActionFile(readFileSync('action.yml', 'utf8'));
  const told = inputs.map(({ name }) => name).filter((name) => !['org-token', 'github-token'].includes(name));
  assert.deepEqual(schema.properties.settings.propertyNames.enum, [...told, 'limits']);
  assert.deepEqual(schema.$defs.finding.properties.rule.enum, RULES);
  assert.deepEqual(Object.keys(schema.properties.changes.properties), CHANGES);
});

test('every field is described', () => {
  const fields = listFields(schema);
  assert.ok(fields.length > 60);
  assert.deepEqual(
    fields.filter(([, holds, meaning]) => holds === '' || meaning === ''),
    [],
  );
});

/** A key that the simulator does not know is what that scenario is about. */
function tolerate(scenario: Play): Play {
  return { ...scenario, server: { tolerateViolations: true, ...scenario.server } };
}

function checkReport({ files, log }: { files: Record<string, string>; log: string }) {
  assert.ok(files['report.json'], log);
  const report = JSON.parse(files['report.json']);
  const fits: boolean = validate(report);
  assert.ok(fits, ajv.errorsText(validate.errors));
  return report;
}
