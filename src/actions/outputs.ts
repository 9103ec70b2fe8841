import { appendFileSync } from 'node:fs';
import * as core from '@actions/core';
import { outputNames } from '../action.ts';
import type { Outputs } from '../report/output-values.ts';

/**
 * Sets every output of action.yml; one that is not given becomes the empty string. Off GitHub there is nobody to
 * read them, and nothing happens.
 */
export function writeOutputs(outputs: Outputs): void {
  if (!process.env.GITHUB_OUTPUT && process.env.GITHUB_ACTIONS !== 'true') return;
  if (!process.env.GITHUB_OUTPUT) throw new Error('GITHUB_OUTPUT is not set');
  for (const name of outputNames) core.setOutput(name, String(outputs[name] ?? ''));
}

/** Adds to the job summary, if there is one. The text must be within GitHub's limit. */
export function writeJobSummary(text: string): void {
  const path = process.env.GITHUB_STEP_SUMMARY;
  if (path) appendFileSync(path, text);
}
