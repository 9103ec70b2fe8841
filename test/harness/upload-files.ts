import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { UploadedArtifact } from '../simulator/artifact-store.ts';
import { createOrganization } from '../simulator/organization.ts';
import { startSimulator } from '../simulator/simulator.ts';

const CLIENT = `
  import { readdirSync } from 'node:fs';
  import { DefaultArtifactClient } from '@actions/artifact';
  const [folder] = process.argv.slice(1);
  const files = readdirSync(folder).map((name) => folder + '/' + name);
  await new DefaultArtifactClient().uploadArtifact('token-audit', files, folder);
`;

/** Uploads files with the toolkit's own client and returns the artifact "token-audit". */
export async function uploadFiles(files: Record<string, string>): Promise<UploadedArtifact> {
  const folder = await mkdtemp(join(tmpdir(), 'upload-'));
  const simulator = await startSimulator({ organization: createOrganization([]) });
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    const env = { ...process.env, GITHUB_SERVER_URL: '', ...simulator.artifactEnv };
    const args = ['--input-type=module', '-e', CLIENT, folder];
    await promisify(execFile)(process.execPath, args, { env, cwd: import.meta.dirname });
    const [artifact] = simulator.artifacts;
    if (!artifact) throw new Error('Nothing was uploaded');
    return artifact;
  } finally {
    await simulator.close();
    await rm(folder, { recursive: true });
  }
}
