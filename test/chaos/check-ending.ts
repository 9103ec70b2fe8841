import type { Evidence } from './evidence.ts';
import type { Plan } from './plan.ts';

const RESULTS = ['clean', 'findings', 'incomplete', 'error'];
const HEADLINE = /(Clean|Findings|Incomplete|Error): [\d ]+ of [\d ]+ accounts? read/g;

/** Checks that there is one result, the same in every place, and no forbidden request. */
export function checkEnding({ plan, run, violations, exchanges }: Evidence): string[] {
  const { result = '' } = run.outputs;
  const headlines = run.log.match(HEADLINE) ?? [];
  const isEarly = plan.file?.isBad ?? false;
  const report = run.files['report.json'];
  return [
    ...(RESULTS.includes(result) ? [] : [`result is ${JSON.stringify(result)}`]),
    ...(headlines.length === (isEarly ? 0 : 1) ? [] : [`${headlines.length} verdicts in the log`]),
    ...(headlines.every((line) => line.toLowerCase().startsWith(`${result}:`))
      ? []
      : [`${headlines} in the log`]),
    ...(run.summary.toLowerCase().includes(result) ? [] : ['another result in the summary']),
    ...(isEarly && exchanges.length > 0 ? [`${exchanges.length} requests, though the file is bad`] : []),
    ...(isEarly === (report === undefined) ? [] : ['report.json exists, or is missing']),
    ...violations.map((what) => `a forbidden request: ${what}`),
  ];
}

/** Whether the upload was due and nothing prevented it. */
function isUploadSure({ inputs, isPublic, server, outage, file }: Plan): boolean {
  const isDue = inputs['upload-artifact'] === 'true' && !isPublic && !file?.isBad;
  return isDue && !outage && (server.artifactService ?? 'ok') === 'ok';
}

/** Checks that the artifact equals the files, that `artifact-id` names it, and that a public run shows no account. */
export function checkUpload({ plan, run, artifacts }: Evidence): string[] {
  const [artifact] = artifacts;
  const id = run.outputs['artifact-id'];
  const shown = `${run.log}${run.summary}${JSON.stringify(run.outputs)}`;
  const leaked = plan.accounts.filter(({ id, email = '' }) => shown.includes(id) || shown.includes(email));
  return [
    ...(id && artifacts.every((upload) => upload.id !== id) ? [`artifact ${id} is not there`] : []),
    ...(isUploadSure(plan) && !id ? ['no artifact, though the service works'] : []),
    ...(artifact && plan.isPublic ? ['an artifact of a public repository'] : []),
    ...(artifact && artifact.files.get('output.csv')?.toString() !== run.files['output.csv']
      ? ['another output.csv in the artifact']
      : []),
    ...(plan.isPublic ? leaked.map(({ id }) => `${id} is shown in public`) : []),
  ];
}
