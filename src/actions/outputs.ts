import { appendFileSync } from 'node:fs';
import * as core from '@actions/core';
import { outputNames } from '../action.ts';
import type { Outputs } from '../report/output-values.ts';

/** Sets every output of action.yml; unknown ones become the empty string. Does nothing off GitHub. */
export function writeOutputs(outputs: Outputs): void {
  if (!process.env.GITHUB_OUTPUT && process.env.GITHUB_ACTIONS !== 'true') return;
  if (!process.env.GITHUB_OUTPUT) throw new Error('GITHUB_OUTPUT is not set');
  for (const name of outputNames) core.setOutput(name, String(outputs[name] ?? ''));
}

/** Appends to the job summary, if there is one. The text must be within GitHub's limit. */
export function writeJobSummary(text: string): void {
  const path = process.env.GITHUB_STEP_SUMMARY;
  if (path) appendFileSync(path, text);
}
