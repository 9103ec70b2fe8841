import * as core from '@actions/core';
import { cut, escapeLog } from '../text/escape.ts';
import type { RunContext } from './context.ts';
import { createSecretsMask } from './secrets.ts';

/** Longer annotations are refused: 4,096 characters are the limit. */
const ANNOTATION_LENGTH = 4000;

const ANNOTATIONS = { notice: core.notice, warning: core.warning, error: core.error };

/** The run's log. Each call is one line, which cannot carry a workflow command whatever text is in it. */
export type Log = {
  info(line: string): void;
  /** Shown only when debug logging is on; a function, so that nothing is rendered otherwise. */
  debug(render: () => string): void;
  notice(line: string): void;
  warning(line: string): void;
  error(line: string): void;
};

/**
 * Annotations are GitHub's; elsewhere the same lines are plain. `mask` takes secrets out of every line.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function createLog(onGitHub: boolean, mask: (text: string) => string): Log {
  const clean = (line: string) => escapeLog(mask(line));
  const annotate = (level: keyof typeof ANNOTATIONS, line: string) =>
    onGitHub
      ? ANNOTATIONS[level](cut(clean(line), ANNOTATION_LENGTH))
      : core.info(`${level}: ${clean(line)}`);
  return {
    info: (line) => core.info(clean(line)),
    debug: (render) => {
      if (core.isDebug()) core.debug(clean(render()));
    },
    notice: (line) => annotate('notice', line),
    warning: (line) => annotate('warning', line),
    error: (line) => annotate('error', line),
  };
}

/** The log of this run, with the key taken out of every line. */
export function createRunLog(context: RunContext): Log {
  return createLog(context.onGitHub, createSecretsMask());
}

const PROGRESS_MS = 10_000;
const TERMINAL_MS = 250;

/**
 * Shows what `render` makes of the milliseconds since now, every ten seconds, on a terminal in one line that updates
 * itself. Returns what ends it.
 */
export function startProgress(log: Log, render: (elapsedMs: number) => string): () => void {
  const startedAt = performance.now();
  const terminal = process.stdout;
  // A runner's log is none, even where a runner gives its steps a terminal, as act does.
  const isLive = terminal.isTTY && process.env.GITHUB_ACTIONS !== 'true';
  const line = () => render(performance.now() - startedAt);
  const show = isLive
    ? () => terminal.write(`\r\u001b[2K${escapeLog(line()).slice(0, Math.max(20, terminal.columns - 1))}`)
    : () => log.info(line());
  const timer = setInterval(show, isLive ? TERMINAL_MS : PROGRESS_MS);
  return () => {
    clearInterval(timer);
    if (isLive) terminal.write('\r\u001b[2K');
  };
}
