import * as core from '@actions/core';
import { createMask } from '../text/mask.ts';
import type { RunContext } from './context.ts';

/** The key as it was given, unchecked. */
export function readOrgToken(): string {
  return core.getInput('org-token', { trimWhitespace: false });
}

/** The token that finds an earlier run; '' where none is given. */
export function readGithubToken(): string {
  return core.getInput('github-token');
}

/** Has the runner mask the secrets. Elsewhere this would print them: it is a command that only the runner swallows. */
export function maskSecretsInLog(context: RunContext): void {
  if (context.onGitHub) for (const secret of readSecrets()) if (secret !== '') core.setSecret(secret);
}

/** Takes the key and the GitHub token out of whatever leaves this process. */
export function createSecretsMask(): (text: string) => string {
  return createMask(...readSecrets());
}

function readSecrets(): string[] {
  return [readOrgToken().trim(), readGithubToken()];
}
