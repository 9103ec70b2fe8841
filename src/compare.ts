import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { escapeCell } from './escape.ts';
import { findBaseline } from './github/earlier-runs.ts';
import { readGithubToken } from './github/inputs.ts';
import { type Comparison, createComparison } from './policy/baseline.ts';
import { type BaselineFound, readBaseline } from './policy/baseline-file.ts';
import { redactComparison } from './policy/redact.ts';
import type { Run } from './run.ts';

/**
 * Reads what the run is to be compared with, if anything: the folder that `baseline` names, or with `auto` the files
 * of the newest usable earlier run. Never rejects: an audit without a baseline is one all the same.
 */
export async function loadBaseline(run: Run, cancel: AbortSignal): Promise<BaselineFound | undefined> {
  const { inputs, context, subject } = run;
  if (inputs.baseline === undefined) return undefined;
  const orgId = subject.kind === 'organization' ? subject.orgId : undefined;
  if (inputs.baseline !== 'auto')
    return readFrom(resolve(context.workspace, inputs.baseline), inputs.baseline, orgId);
  const folder = await mkdtemp(join(context.temp ?? tmpdir(), 'token-audit-baseline-'));
  try {
    const { artifactName } = inputs;
    const found = await findBaseline({
      context,
      githubToken: readGithubToken(),
      artifactName,
      folder,
      cancel,
    });
    return found.kind === 'found' ? await readFrom(found.folder, found.run, orgId) : found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `where` is what people know the folder by. */
async function readFrom(folder: string, where: string, orgId: string | undefined): Promise<BaselineFound> {
  const found = await readBaseline(folder, orgId);
  return found.kind === 'none' ? { ...found, why: `${where}: ${found.why}` } : found;
}

/** The comparison with what was loaded, if anything was. */
export function createRunComparison({ baseline, conceal, subject, inputs }: Run): Comparison | undefined {
  if (baseline?.kind !== 'read') return undefined;
  const comparison = createComparison(baseline.baseline, {
    renderCell: (text) => escapeCell(conceal(text)),
    everybody: subject.kind === 'organization',
  });
  return inputs.redact ? redactComparison(comparison) : comparison;
}
