import * as core from '@actions/core';
import { createMask, type Mask } from '../text/mask.ts';
import type { RunContext } from './context.ts';
import { printCommand } from './log.ts';

/** Real keys are far longer. A shorter text could not be masked: it would be found in innocent words. */
export const SHORTEST_KEY = 16;

/** Returns the key as it was given, unchecked. */
export function readOrgToken(): string {
  return core.getInput('org-token', { trimWhitespace: false });
}

/** Returns the token that finds earlier runs; '' when it is not given. */
export function readGithubToken(): string {
  return core.getInput('github-token');
}

/** Returns the key without white space around it. Throws when it is missing or malformed, and never shows it. */
export function parseOrgToken(text: string): string {
  const token = text.trim();
  const flaw = findFlaw(token);
  if (flaw) throw new Error(`org-token: ${flaw}`);
  return token;
}

function findFlaw(token: string): string | undefined {
  if (token === '')
    return `not given. Give the organization API key as a secret: org-token: \${{ secrets.ATLASSIAN_ORG_TOKEN }}. Secrets are empty in runs that a fork or Dependabot started, and in a repository that does not have the secret.`;
  if (/^ATATT/.test(token))
    return 'begins with ATATT, so it is the API token of a user, which cannot read the tokens of others. Make an organization API key at admin.atlassian.com → Settings → API keys → Create API key, and give that';
  if (/^bearer\s/i.test(token)) return 'starts with "Bearer": give the key alone';
  if (/\s/.test(token))
    return 'has a space or a line break inside the key: copy it again, whole and in one line';
  if (/[^\x21-\x7e]/.test(token))
    return 'has a character that no key contains: copy it again from where it was made';
  if (token.length < SHORTEST_KEY)
    return `has only ${token.length} characters, fewer than any organization API key: copy it again, whole`;
  return undefined;
}

/** Has the runner mask the secrets. Elsewhere the command would print them, since only the runner swallows it. */
export function maskSecretsInLog({ onGitHub }: RunContext): void {
  if (onGitHub) for (const secret of readSecrets()) if (secret !== '') printCommand('add-mask', secret);
}

/** Creates the mask for `org-token` and `github-token`. */
export function createSecretsMask(): Mask {
  return createMask(...readSecrets());
}

function readSecrets(): string[] {
  return [readOrgToken().trim(), readGithubToken()];
}
