import * as core from '@actions/core';
import type { Line } from '../report/log-lines.ts';
import { cut, escapeLog } from '../text/escape.ts';
import type { RunContext } from './context.ts';
import { createSecretsMask } from './secrets.ts';

/** GitHub refuses annotations of more than 4,096 characters. */
const ANNOTATION_LENGTH = 4000;

const ANNOTATIONS = { notice: core.notice, warning: core.warning, error: core.error };

/** Logs one line per call, which cannot carry a workflow command whatever text is in it. */
export type Log = {
  info(line: string): void;
  /** Renders and shows the line only when debug logging is on. */
  debug(render: () => string): void;
  notice(line: string): void;
  warning(line: string): void;
  error(line: string): void;
  /** Logs each line at its own level. */
  lines(lines: readonly Line[]): void;
};

/**
 * Creates a log that masks every line. Annotations exist on GitHub; elsewhere they are plain lines.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function createLog(onGitHub: boolean, mask: (text: string) => string): Log {
  const clean = (line: string) => escapeLog(mask(line));
  const annotate = (level: keyof typeof ANNOTATIONS, line: string) =>
    onGitHub
      ? ANNOTATIONS[level](cut(clean(line), ANNOTATION_LENGTH))
      : core.info(`${level}: ${clean(line)}`);
  const log: Log = {
    info: (line) => core.info(clean(line)),
    debug: (render) => {
      if (core.isDebug()) core.debug(clean(render()));
    },
    notice: (line) => annotate('notice', line),
    warning: (line) => annotate('warning', line),
    error: (line) => annotate('error', line),
    lines: (lines) => {
      for (const { level, line } of lines) log[level](line);
    },
  };
  return log;
}

/** Creates the log of this run, which masks its secrets. */
export function createRunLog({ onGitHub }: RunContext): Log {
  return createLog(onGitHub, createSecretsMask());
}

const PROGRESS_MS = 10_000;
const TERMINAL_MS = 250;

/**
 * Logs `render(elapsedMs)` every ten seconds; on a terminal, updates one line instead. Returns a function that ends it.
 */
export function startProgress(log: Log, render: (elapsedMs: number) => string): () => void {
  const startedAt = performance.now();
  const terminal = process.stdout;
  // Some runners give their steps a terminal, as act does, but their log is a file.
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
