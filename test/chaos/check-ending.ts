import type { Evidence } from './evidence.ts';
import type { Plan } from './plan.ts';

/** The beginning of the headline, by result, from the best to the worst. */
const HEADLINES: Record<string, RegExp> = {
  clean: /(Clean: |Inventory: no limits set)/,
  findings: /[\d,]+ findings?: /,
  incomplete: /Incomplete: /,
  error: /Error: /,
};

/** Checks that there is one result, the same in every place, and no forbidden request. */
export function checkEnding({ plan, run, violations, exchanges }: Evidence): string[] {
  const { result = '' } = run.outputs;
  const isEarly = plan.file?.isBad ?? false;
  return [
    ...(result in HEADLINES ? [] : [`result is ${JSON.stringify(result)}`]),
    ...(isEarly ? [] : checkHeadlines(result, run)),
    ...(isEarly && exchanges.length > 0 ? [`${exchanges.length} requests, although the file is bad`] : []),
    ...(isEarly === (run.files['report.json'] === undefined) ? [] : ['report.json exists, or is missing']),
    ...violations.map((what) => `a forbidden request: ${what}`),
  ];
}

/** An error may have further lines about gaps, but no line may look like a better result. */
function checkHeadlines(result: string, { log, summary }: Evidence['run']): string[] {
  const lines = log.split('\n').map((line) => line.replace(/^::\w+::/, ''));
  const isShown = (name: string) => lines.some((line) => line.search(HEADLINES[name] ?? /^$/) === 0);
  const better = ['clean', 'findings'].filter((name) => name !== result && result !== 'clean');
  return [
    ...(isShown(result) ? [] : [`no headline of ${result} in the log`]),
    ...better.filter(isShown).map((name) => `a headline of ${name} in the log`),
    ...(HEADLINES[result]?.test(summary) ? [] : ['another result in the summary']),
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
