import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findProblems, gatherEvidence, runSeed } from '../chaos/chaos.ts';
import type { Evidence } from '../chaos/evidence.ts';
import { createPlan, describePlan, type Plan } from '../chaos/plan.ts';
import { createAccounts, renderCsv } from '../harness/scenario.ts';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

// With more than two at once, a busy machine would cause time-outs.
test('chaos', { concurrency: 2 }, async (context) => {
  const runs = SEEDS.map((seed) =>
    context.test(
      `seed ${seed}: the run ends, each account is a row, no token is lost, the verdict is right`,
      async () => {
        const { evidence, problems } = await runSeed(seed);
        assert.deepEqual(problems, [], `npm run chaos -- --seed ${seed}\n${evidence.run.log}`);
      },
    ),
  );
  await Promise.all(runs);
});

test('a seed always gives the same plan, and two seeds give different ones', () => {
  const plans = SEEDS.map((seed) => JSON.stringify(createPlan(seed)));
  assert.deepEqual(
    plans,
    SEEDS.map((seed) => JSON.stringify(createPlan(seed))),
  );
  assert.equal(new Set(SEEDS.map((seed) => describePlan(createPlan(seed)))).size, SEEDS.length);
});

/** Evidence that a wrong program would leave. */
const FORGERIES: [string, (evidence: Evidence) => Partial<Evidence>, RegExp][] = [
  ['a process that had to be killed', () => ({ killed: true }), /had not ended/],
  ['a token that is lost', ({ output }) => ({ output: output.slice(1) }), /sent 1 times, 0 rows/],
  [
    'a token that is listed twice',
    ({ output }) => ({ output: [...output, ...output.slice(0, 1)] }),
    /2 rows/,
  ],
  ['a token that was never sent', (evidence) => ({ exchanges: evidence.exchanges.slice(1) }), /sent 0 times/],
  ['an account that is lost', ({ accounts }) => ({ accounts: accounts.slice(1) }), /: 0 rows/],
  ['an account with two rows', ({ accounts }) => ({ accounts: [...accounts, ...accounts] }), /: 2 rows/],
  [
    'a cut answer that was taken for a complete one',
    ({ exchanges }) => ({ exchanges: exchanges.map((exchange) => ({ ...exchange, whole: false })) }),
    /no whole list of tokens was sent/,
  ],
  [
    'an account given up too early',
    (evidence) => ({ accounts: withStatus(evidence, 'failed') }),
    /final answer/,
  ],
  [
    'unread accounts and yet clean',
    (evidence) => ({ accounts: withStatus(evidence, 'skipped') }),
    /deserved error/,
  ],
  ['a finding that is hidden', withLimit, /deserved findings/],
  ['a wrong count', (evidence) => withOutput(evidence, 'tokens-total', '9'), /tokens-total is 9, counted 8/],
  ['a wrong result', (evidence) => withOutput(evidence, 'result', 'findings'), /deserved clean/],
  ['a wrong exit code', ({ run }) => ({ run: { ...run, exitCode: 1 } }), /exit code 1 with clean/],
  ['an artifact that is not there', () => ({ artifacts: [] }), /is not there/],
];

test('the checks pass a correct run and catch each forgery', async () => {
  const evidence = await gatherEvidence(createCalmPlan());
  assert.deepEqual(findProblems(evidence), []);
  for (const [name, forge, problem] of FORGERIES)
    assert.match(findProblems({ ...evidence, ...forge(evidence) }).join('\n'), problem, name);
});

/** Four accounts with two tokens each, and no faults. */
function createCalmPlan(): Plan {
  const accounts = createAccounts(4, 2);
  const ids = accounts.map(({ id }) => id);
  const content = Buffer.from(renderCsv(accounts));
  return {
    ...{ seed: 0, accounts, source: 'accounts', env: {}, isPublic: false, server: {}, boundMs: 30_000 },
    ...{ limitFileBlocks: undefined, burst: undefined, outage: undefined },
    file: { content, ids, rejected: 0, isBad: false, shape: 'export' },
    inputs: { 'upload-artifact': 'true' },
  };
}

function withStatus({ accounts }: Evidence, status: string): Record<string, string>[] {
  return accounts.map((row) => ({ ...row, Status: status }));
}

function withOutput({ run }: Evidence, name: string, value: string): Partial<Evidence> {
  return { run: { ...run, outputs: { ...run.outputs, [name]: value } } };
}

function withLimit({ plan }: Evidence): Partial<Evidence> {
  return { plan: { ...plan, inputs: { ...plan.inputs, 'max-tokens': '7' } } };
}
