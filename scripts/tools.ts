import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** This process's environment, its path ending with the folder where `go install` puts programs. */
export function createToolEnv(): NodeJS.ProcessEnv {
  const goBin = join(process.env.GOPATH ?? join(homedir(), 'go'), 'bin');
  return { ...process.env, PATH: [process.env.PATH, goBin].join(delimiter) };
}
