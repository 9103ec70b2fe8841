import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaults } from '../../src/action.ts';

/** Creates the files and folders in `root` that a runner gives to a step. */
export async function prepareRunnerFiles(root: string, event: unknown): Promise<void> {
  await mkdir(join(root, 'temp'));
  for (const file of ['output', 'summary']) await writeFile(join(root, file), '');
  await writeFile(join(root, 'event.json'), JSON.stringify(event));
}

/** Creates the variables of a hosted runner that matter here. */
export function createRunnerEnv(root: string, workspace: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: join(root, 'temp'),
    GITHUB_OUTPUT: join(root, 'output'),
    GITHUB_STEP_SUMMARY: join(root, 'summary'),
    GITHUB_EVENT_PATH: join(root, 'event.json'),
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKFLOW: 'Token audit',
  };
}

/** Creates the variables of all declared inputs: like the runner, with defaults for those not given. */
export function createInputEnv(inputs: Record<string, string>, hasCsv: boolean): Record<string, string> {
  const given = { ...defaults, ...(hasCsv ? { 'accounts-csv': 'accounts.csv' } : {}), ...inputs };
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

/** Parses the file of `GITHUB_OUTPUT`: `name<<delimiter`, lines, `delimiter`. The last value of a name counts. */
export function parseOutputFile(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = '', , value = ''] of text.matchAll(/^(.+)<<(.+)\r?\n([\s\S]*?)\r?\n?\2\r?\n/gm))
    outputs[name] = value;
  return outputs;
}
