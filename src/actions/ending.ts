import type { Verdict } from '../result/verdict.ts';
import type { Upload } from './artifact.ts';
import type { Log } from './log.ts';

/** Says how the run ended, in at most one annotation per warning and one for the verdict, and sets the exit code. */
export function endRun(log: Log, verdict: Verdict, upload: Upload): void {
  const { red, result, complete, headline, problems, warnings, notices } = verdict;
  if (upload.kind === 'uploaded') log.info(`Artifact: ${upload.url}`);
  if (upload.kind === 'unavailable') log.warning(upload.why);
  for (const warning of warnings) log.warning(warning);
  for (const notice of notices) log.notice(notice);
  const message = [`${headline}.`, ...problems].join(' ');
  if (red) log.error(message);
  else if (result === 'findings' || !complete) log.warning(message);
  else log.info(message);
  if (red) process.exitCode = 1;
}
