import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatMegabytes, type Measurement } from '../measurement.ts';
import { runAction } from '../processes/action.ts';
import { withSimulator } from '../processes/simulator.ts';

const ACCOUNTS = 200_000;
/** For so many accounts; a quick run, of fewer, is to take no more. */
const ACCOUNTS_BYTES = 150e6 + 300 * ACCOUNTS;
const ORGANIZATION_BYTES = 400e6;
const COMPARISON_BYTES = 300e6;
const TOKENS_AN_ACCOUNT = 5;

/** Limits of days that every token of the simulated organization breaks. */
const LIMITS = { 'max-age-days': '1', 'max-idle-days': '1', 'max-lifetime-days': '1', 'max-new-tokens': '0' };

/** The most memory resident in an audit account by account. */
export async function measureAccountsMemory(quick: boolean): Promise<Measurement[]> {
  const accounts = quick ? ACCOUNTS / 20 : ACCOUNTS;
  const plan = { accounts, tokens: accounts, latencyMs: 0 };
  const { result } = await withSimulator(plan, (simulator) => runAction({ simulator, accounts }));
  return [judge(`memory, ${accounts} accounts one by one`, result.peakBytes, ACCOUNTS_BYTES)];
}

/** The most memory resident in an audit of the organization-wide list. */
export async function measureOrganizationMemory(quick: boolean): Promise<Measurement[]> {
  const tokens = quick ? 50_000 : 1_000_000;
  const plan = { accounts: tokens / TOKENS_AN_ACCOUNT, tokens, latencyMs: 0 };
  const { result } = await withSimulator(plan, (simulator) =>
    runAction({ simulator, inputs: { 'org-id': simulator.orgId } }),
  );
  return [judge(`memory, ${tokens} tokens organization-wide`, result.peakBytes, ORGANIZATION_BYTES)];
}

/** The most memory resident when every token is judged by limits and compared with a baseline of as many. */
export async function measureComparisonMemory(quick: boolean): Promise<Measurement[]> {
  const tokens = quick ? 10_000 : 200_000;
  const plan = { accounts: tokens / TOKENS_AN_ACCOUNT, tokens, latencyMs: 0 };
  const folder = await mkdtemp(join(tmpdir(), 'token-audit-baseline-'));
  try {
    const { result } = await withSimulator(plan, async (simulator) => {
      const inputs = { 'org-id': simulator.orgId, 'warn-only': 'true' };
      await runAction({ simulator, inputs, keepFilesIn: folder });
      return runAction({
        simulator,
        inputs: { ...inputs, ...LIMITS, baseline: folder, 'artifact-name': 'second' },
      });
    });
    if (result.outputs['new-tokens'] !== '0') throw new Error('It was not compared with the baseline');
    return [
      judge(`memory, ${tokens} tokens judged and compared with as many`, result.peakBytes, COMPARISON_BYTES),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

function judge(promise: string, bytes: number | undefined, limit: number): Measurement {
  return {
    promise,
    measured: bytes === undefined ? 'not measured: only Linux tells it' : formatMegabytes(bytes),
    target: `≤ ${formatMegabytes(limit)}`,
    peer: '',
    ok: bytes === undefined ? undefined : bytes <= limit,
  };
}
