import { readFileSync } from 'node:fs';
import type { JsonObject } from '../text/json.ts';

/** Where this process runs. Off GitHub the rule about public repositories does not apply. */
export type RunContext = ReturnType<typeof readRunContext>;

/** Reads the runner's variables and the event. https://docs.github.com/en/actions/reference/variables-reference */
export function readRunContext(env: NodeJS.ProcessEnv = process.env) {
  const onGitHub = env.GITHUB_ACTIONS === 'true';
  const repository = env.GITHUB_REPOSITORY ?? '';
  const serverUrl = env.GITHUB_SERVER_URL || 'https://github.com';
  return {
    onGitHub,
    isPublic: onGitHub && !isPrivate(env.GITHUB_EVENT_PATH),
    repository,
    workflow: env.GITHUB_WORKFLOW ?? '',
    runUrl: env.GITHUB_RUN_ID ? `${serverUrl}/${repository}/actions/runs/${env.GITHUB_RUN_ID}` : '',
    runId: env.GITHUB_RUN_ID ?? '',
    /** File name of the workflow; empty when it is not one of this repository. */
    workflowFile: parseWorkflowFile(env.GITHUB_WORKFLOW_REF, repository),
    /** Empty in a run for a pull request or a tag. */
    branch: parseBranch(env),
    commit: env.GITHUB_SHA ?? '',
    serverUrl,
    githubApiUrl: env.GITHUB_API_URL || 'https://api.github.com',
    workspace: env.GITHUB_WORKSPACE || process.cwd(),
    temp: env.RUNNER_TEMP || undefined,
  };
}

/** Returns whether this is GitHub Enterprise Server, which `@actions/artifact` does not support. Throws without a URL. */
export function isEnterpriseServer({ serverUrl }: RunContext): boolean {
  return !/^github\.com$|\.ghe\.com$|\.localhost$/i.test(new URL(serverUrl).hostname);
}

/** Takes the file from `owner/repository/.github/workflows/file.yml@refs/heads/branch`. */
function parseWorkflowFile(ref: string | undefined, repository: string): string {
  const [, home, file] = /^([^/]+\/[^/]+)\/\.github\/workflows\/([^/]+\.ya?ml)@/.exec(ref ?? '') ?? [];
  return file && home?.toLowerCase() === repository.toLowerCase() ? file : '';
}

/** Returns the branch. A pull request's ref names a merge commit that GitHub made; a tag can have a branch's name. */
function parseBranch({ GITHUB_REF: ref = '', GITHUB_REF_NAME: name = '' }: NodeJS.ProcessEnv): string {
  if (ref === '') return name;
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : '';
}

function isPrivate(eventPath = ''): boolean {
  try {
    const { repository }: { repository: JsonObject } = JSON.parse(readFileSync(eventPath, 'utf8'));
    const visibility = repository.visibility ?? (repository.private === true && 'private');
    return visibility === 'private' || visibility === 'internal';
  } catch {
    // Without a payload the visibility is unknown, and unknown counts as public.
    return false;
  }
}
