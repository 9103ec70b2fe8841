import { execFileSync, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const BUNDLE = fileURLToPath(new URL('../dist/index.js', import.meta.url));
/** Variables of a runner, and those that hold the inputs of `npm start`. */
const NOT_PASSED = /^(GITHUB|ACTIONS|RUNNER|INPUT|ORG_TOKEN|API_URL|ORG_ID)/;

/** Runs dist/index.js as on a laptop, even inside a workflow. */
export async function runBundle(
  inputs: Record<string, string>,
  mode: 'show the log' | 'keep the log',
): Promise<{ exitCode: number; log: string }> {
  const own = Object.entries(process.env).filter(([name]) => !NOT_PASSED.test(name));
  const given = Object.entries({ ...inputs, 'upload-artifact': 'false' });
  const env = Object.fromEntries([
    ...own,
    ...given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  ]);
  const output = mode === 'keep the log' ? 'pipe' : 'inherit';
  const child = spawn(findNode(), [BUNDLE], { env, stdio: ['ignore', output, output] });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  const logs = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : ''));
  return { log: (await Promise.all(logs)).join(''), exitCode: await ended };
}

/** Returns the path of the Node that started npm when it is 24 or newer; otherwise of the Node that runs this. */
export function findNode(): string {
  const installed = process.env.npm_node_execpath;
  if (!installed) return process.execPath;
  const version = execFileSync(installed, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)/.exec(version)?.[1]) >= 24 ? installed : process.execPath;
}
