import { readFileSync } from 'node:fs';

/** Where this process runs. Off GitHub the rule about public repositories does not apply. */
export type RunContext = {
  onGitHub: boolean;
  isPublic: boolean;
  repository: string;
  workflow: string;
  runUrl: string;
  workspace: string;
  temp: string | undefined;
};

/**
 * Reads the runner's variables and the event's payload. On GitHub an unknown visibility counts as public.
 * https://docs.github.com/en/actions/reference/variables-reference
 */
export function readRunContext(env: NodeJS.ProcessEnv = process.env): RunContext {
  const onGitHub = env.GITHUB_ACTIONS === 'true';
  const repository = env.GITHUB_REPOSITORY ?? '';
  const server = env.GITHUB_SERVER_URL ?? 'https://github.com';
  return {
    onGitHub,
    isPublic: onGitHub && !isPrivate(readEvent(env.GITHUB_EVENT_PATH)),
    repository,
    workflow: env.GITHUB_WORKFLOW ?? '',
    runUrl: env.GITHUB_RUN_ID ? `${server}/${repository}/actions/runs/${env.GITHUB_RUN_ID}` : '',
    workspace: env.GITHUB_WORKSPACE || process.cwd(),
    temp: env.RUNNER_TEMP || undefined,
  };
}

function readEvent(path: string | undefined): unknown {
  try {
    return path ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  } catch {
    // A payload that cannot be read says nothing about visibility, and unknown counts as public.
    return undefined;
  }
}

/** `internal` repositories are private to their enterprise. */
function isPrivate(event: unknown): boolean {
  const { repository } = (event ?? {}) as { repository?: { private?: unknown; visibility?: unknown } };
  if (typeof repository?.visibility === 'string')
    return ['private', 'internal'].includes(repository.visibility);
  return repository?.private === true;
}
