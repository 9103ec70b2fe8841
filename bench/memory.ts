import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAction } from './action.ts';
import { type Measurement, report } from './measurement.ts';
import { withSimulator } from './simulator.ts';

const MOST_BYTES = { accounts: 600e6, comparison: 600e6, organization: 1e9 };
const TOKENS_AN_ACCOUNT = 5;

/** Limits that every token of the simulated organization exceeds, so that 36,000 people must act. */
const LIMITS = { 'max-age-days': '1', 'max-idle-days': '1', 'max-lifetime-days': '1' };

/** Measures the peak of an audit account by account. */
export async function measureAccountsMemory(quick: boolean): Promise<Measurement[]> {
  const accounts = quick ? 10_000 : 200_000;
  const plan = { accounts, tokens: accounts, latencyMs: 0 };
  const { result } = await withSimulator(plan, (simulator) => runAction({ simulator, accounts }));
  return [judge(`memory, ${accounts} accounts one by one`, result.peakBytes, MOST_BYTES.accounts)];
}

/** Measures the peak of a comparison with a baseline of as many tokens; where every token breaks limits, it is reported. */
export async function measureComparisonMemory(quick: boolean): Promise<Measurement[]> {
  const tokens = quick ? 10_000 : 200_000;
  const plan = { accounts: tokens / TOKENS_AN_ACCOUNT, tokens, latencyMs: 0 };
  const folder = await mkdtemp(join(tmpdir(), 'token-audit-baseline-'));
  try {
    const { result } = await withSimulator(plan, async (simulator) => {
      const inputs = { 'org-id': simulator.orgId, 'warn-only': 'true' };
      await runAction({ simulator, inputs, keepFilesIn: folder });
      const compared = { ...inputs, 'max-new-tokens': '0', baseline: folder, 'artifact-name': 'second' };
      const plain = await runAction({ simulator, inputs: compared });
      const broken = { ...compared, ...LIMITS, 'artifact-name': 'third' };
      return [plain, await runAction({ simulator, inputs: broken })];
    });
    if (result.some(({ outputs }) => outputs['new-tokens'] !== '0'))
      throw new Error('It was not compared with the baseline');
    const [plain, broken] = result.map(({ peakBytes }) => peakBytes);
    return [
      judge(`memory, ${tokens} tokens compared with as many`, plain, MOST_BYTES.comparison),
      report('the same, every token breaking three limits', formatMegabytes(broken)),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Measures the peak of an organization-wide audit. */
export async function measureOrganizationMemory(quick: boolean): Promise<Measurement[]> {
  const tokens = quick ? 50_000 : 1_000_000;
  const plan = { accounts: tokens / TOKENS_AN_ACCOUNT, tokens, latencyMs: 0 };
  const { result } = await withSimulator(plan, (simulator) =>
    runAction({ simulator, inputs: { 'org-id': simulator.orgId } }),
  );
  return [judge(`memory, ${tokens} tokens organization-wide`, result.peakBytes, MOST_BYTES.organization)];
}

function judge(promise: string, bytes: number | undefined, most: number): Measurement {
  return {
    promise,
    measured: formatMegabytes(bytes),
    target: `≤ ${most / 1e6} MB`,
    peer: '',
    ok: bytes === undefined ? undefined : bytes <= most,
  };
}

function formatMegabytes(bytes: number | undefined): string {
  return bytes === undefined ? 'not measured: only Linux tells it' : `${Math.round(bytes / 1e6)} MB`;
}
