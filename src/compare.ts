import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findBaseline } from './actions/previous-runs.ts';
import { readGithubToken } from './actions/secrets.ts';
import { isActive } from './atlassian/tokens.ts';
import type { AuditRecord } from './audit/records.ts';
import { type BaselineFound, readBaseline } from './baseline/baseline.ts';
import { type Change, createComparison } from './baseline/comparison.ts';
import { REDACTED } from './baseline/token-cells.ts';
import type { TokenCount } from './policy/finding.ts';
import type { Run } from './run.ts';
import { describeCauses } from './text/errors.ts';
import { escapeCell } from './text/escape.ts';

/**
 * Reads what the run is to be compared with, if anything: the folder that `baseline` names, or with `auto` the files
 * of the newest usable earlier run. Never rejects: an audit without a baseline is one all the same.
 */
export async function loadBaseline(run: Run, cancel: AbortSignal): Promise<BaselineFound | undefined> {
  const { inputs, context } = run;
  if (inputs.baseline === undefined) return undefined;
  const { orgId } = inputs;
  if (inputs.baseline !== 'auto')
    return readFrom(resolve(context.workspace, inputs.baseline), inputs.baseline, orgId);
  try {
    return await findAndRead(run, cancel);
  } catch (error) {
    return { kind: 'none', why: describeCauses(error) };
  }
}

async function findAndRead({ inputs, context }: Run, cancel: AbortSignal) {
  const { artifactName, orgId } = inputs;
  const folder = await mkdtemp(join(context.temp ?? tmpdir(), 'token-audit-baseline-'));
  try {
    const search = { context, githubToken: readGithubToken(), artifactName, folder, cancel };
    const found = await findBaseline(search);
    return found.kind === 'found' ? await readFrom(found.folder, found.run, orgId, found.run) : found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `where` is what people know the folder by; `run` is its address where GitHub told it and not only the files. */
async function readFrom(folder: string, where: string, orgId: string, run?: string): Promise<BaselineFound> {
  const found = await readBaseline(folder, orgId);
  if (found.kind === 'none') return { ...found, why: `${where}: ${found.why}` };
  return { ...found, baseline: { ...found.baseline, run: run ?? found.baseline.run } };
}

/** A comparison, record by record. */
type RunComparison = {
  compare(record: AuditRecord): Change[];
  newTokens(): TokenCount;
  finish(found: { isWhole: boolean }): Change[];
};

/** The comparison with what was loaded, if anything was. */
export function createRunComparison(run: Run): RunComparison | undefined {
  const { baseline, mask, target, inputs, totals } = run;
  if (baseline?.kind !== 'read') return undefined;
  const comparison = createComparison(baseline.baseline, {
    renderCell: (text) => escapeCell(mask(text)),
    everybody: target.kind === 'organization',
    redacted: inputs.redact,
  });
  const newTokens = { tokens: 0, active: 0 };
  return {
    compare(record) {
      if (record.kind === 'outcome') {
        comparison.noteOutcome(record);
        return [];
      }
      const { token } = record;
      const shown = inputs.redact && token.label !== '' ? { ...token, label: REDACTED } : token;
      const change = comparison.compareToken({ ...record, token: shown });
      if (change?.change === 'new') {
        newTokens.tokens += 1;
        if (isActive(token, totals.now)) newTokens.active += 1;
      }
      return change ? [change] : [];
    },
    newTokens: () => newTokens,
    finish: ({ isWhole }) => [...comparison.finish(isWhole)],
  };
}
