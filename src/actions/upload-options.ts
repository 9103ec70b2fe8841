/** What decides whether the files are uploaded. Without `showNames` nothing leaves this machine. */
export type UploadOptions = { uploadArtifact: boolean; showNames: boolean };

/** Why files stay here that could be uploaded, if they do. */
export function findSkipReason({ uploadArtifact, showNames }: UploadOptions): string | undefined {
  if (!uploadArtifact) return 'upload-artifact is false';
  return showNames ? undefined : 'the repository is public and allow-public is not set';
}

/** Why there is no artifact service to ask, if so, and what to do instead. */
export function findUnsupportedReason(): string | undefined {
  if (!URL.canParse(readServerUrl()))
    return 'GITHUB_SERVER_URL is not a URL, so nothing was uploaded: see what sets it.';
  if (isEnterpriseServer())
    return 'GitHub Enterprise Server does not take artifacts from this action: keep the files with a step that uses actions/upload-artifact@v3 with "if: always()".';
  if (process.env.ACTIONS_RUNTIME_TOKEN && process.env.ACTIONS_RESULTS_URL) return undefined;
  return 'There is no artifact service here, so nothing was uploaded; on GitHub, keep the files with a step that uses actions/upload-artifact.';
}

/** Whether this is a server of GitHub Enterprise, which the artifact client does not serve. Throws where it has no URL. */
export function isEnterpriseServer(): boolean {
  const { hostname } = new URL(readServerUrl());
  return !/^github\.com$|\.ghe\.com$|\.localhost$/i.test(hostname);
}

function readServerUrl(): string {
  return process.env.GITHUB_SERVER_URL || 'https://github.com';
}
