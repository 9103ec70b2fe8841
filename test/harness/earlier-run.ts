import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { CREDENTIAL_KINDS } from '../../src/atlassian/tokens.ts';
import type { AccountStatus, AuditRecord } from '../../src/audit/records.ts';
import { type Baseline, type BaselineFound, readBaselineFolder } from '../../src/baseline/baseline.ts';
import { createCsvFiles, readFilePaths } from '../../src/report/files.ts';

const ORG_ID = '3e1a5f2c-0d1b-4c55-9a51-0a4e8a3b7c11';

type StatusCounts = Record<AccountStatus, number>;

/** The fields of report.json that a baseline needs. Unread accounts are within the tolerance. */
export function createReport(given: Partial<StatusCounts>, tokens: number, credentials: object = {}) {
  const none = { checked: 0, 'not-managed': 0, failed: 0, skipped: 0, rejected: 0, unlisted: 0 };
  const statuses: StatusCounts = { ...none, ...given };
  const total = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  const unread = statuses.failed + statuses.skipped + statuses.rejected;
  return {
    schemaVersion: 1,
    startedAt: '2026-11-16T06:00:00.000Z',
    run: { url: 'https://github.com/example/audits/actions/runs/4700' },
    source: 'accounts',
    settings: { 'org-id': ORG_ID, 'max-tokens': '' },
    counts: {
      accounts: { total, ...statuses },
      tokens: { total: tokens, active: tokens },
      credentials,
      people: 0,
    },
    findings: { total: 0 },
    changes: null,
    completeness: { unread, allowed: unread },
    verdict: { result: 'clean', complete: unread === 0, comparable: true },
  };
}

/** Creates a folder that is removed after the tests. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'baseline-'));
  after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Writes a run's files with the writer of src/; `report` overrides fields of report.json. */
export async function writeRun(
  folder: string,
  records: Iterable<AuditRecord>,
  report: object = {},
): Promise<void> {
  const paths = await readFilePaths(folder, undefined);
  const files = createCsvFiles(paths, { baseline: undefined, include: CREDENTIAL_KINDS });
  const statuses: Partial<StatusCounts> = {};
  const credentials: Record<string, { total: number; complete: boolean }> = {};
  let tokens = 0;
  for (const record of records) {
    if (record.kind === 'token') tokens += 1;
    else if (record.kind === 'outcome') statuses[record.status] = (statuses[record.status] ?? 0) + 1;
    else {
      const { total } = credentials[record.credentialKind] ?? { total: 0 };
      credentials[record.credentialKind] = { total: total + 1, complete: true };
    }
    await files.write([
      record.kind === 'outcome'
        ? { ...record, active: 0 }
        : { ...record, active: true, idleSince: 0, brokenRules: [] },
    ]);
  }
  await files.close();
  writeFileSync(
    paths['report.json'],
    JSON.stringify({ ...createReport(statuses, tokens, credentials), ...report }),
  );
}

/** Reads a folder as a baseline. */
export function findRun(folder: string, orgId = '', mask = (text: string) => text): Promise<BaselineFound> {
  return readBaselineFolder(folder, { run: 'earlier', orgId, mask });
}

/** The baseline in a run's folder; throws when there is none. */
export async function readRun(folder: string): Promise<Baseline> {
  const found = await findRun(folder);
  if (found.kind !== 'read') throw new Error(found.why);
  return found.baseline;
}

/** Writes a run and reads it back. */
export async function createBaseline(records: Iterable<AuditRecord>, report: object = {}): Promise<Baseline> {
  const folder = mkdtempSync(join(tmpdir(), 'baseline-'));
  try {
    await writeRun(folder, records, report);
    return await readRun(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
