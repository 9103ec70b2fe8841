import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a script in a Node of its own and returns what it printed; rejects when it fails. */
export async function readNodeOutput(args: readonly string[]): Promise<string> {
  return (await run(process.execPath, args)).stdout;
}

/** How long a Node that does nothing takes from before its start to its end, in milliseconds. */
export async function measureEmptyNode(): Promise<number> {
  const startedAt = performance.now();
  await readNodeOutput(['-e', '0']);
  return performance.now() - startedAt;
}
