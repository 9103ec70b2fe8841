import * as core from '@actions/core';
import { type Annotation, LINE_LENGTH } from '../result/verdict.ts';
import { cut, escapeLog } from '../text/escape.ts';
import { createMask, type Mask } from '../text/mask.ts';

/** Logs one line per call, which cannot carry a workflow command whatever text is in it. */
export type Log = Record<Annotation['level'], (line: string) => void> & {
  /** Renders and shows the line only when debug logging is on. */
  debug(render: () => string): void;
  lines(lines: readonly Annotation[]): void;
};

/** Writes to the real stdout, past the guard. The caller makes sure that no line is a command by accident. */
let writeRaw = (text: string, done?: () => void): boolean => process.stdout.write(text, done);

/** Creates a log that masks every line. Off GitHub, annotations are plain lines. A long one is a plain line as well. */
export function createLog(onGitHub: boolean, mask: Mask): Log {
  const clean = (line: string) => escapeLog(mask(line));
  const annotate = (level: 'notice' | 'warning' | 'error') => (line: string) => {
    const text = clean(line);
    if (!onGitHub || text.length > LINE_LENGTH) writeRaw(`${level}: ${text}\n`);
    if (onGitHub) printCommand(level, cut(text, LINE_LENGTH));
  };
  const log: Log = {
    info: (line) => writeRaw(`${clean(line)}\n`),
    debug: (render) => {
      if (core.isDebug()) printCommand('debug', clean(render()));
    },
    notice: annotate('notice'),
    warning: annotate('warning'),
    error: annotate('error'),
    lines: (lines) => {
      for (const { level, line } of lines) log[level](line);
    },
  };
  return log;
}

const FIRST_PROGRESS_MS = 10_000;
const LAST_PROGRESS_MS = 300_000;
const TERMINAL_MS = 250;
const CLEAR_LINE = '\r\u001b[2K';

/**
 * Logs `render(elapsedMs)` after ten seconds, then at intervals that double up to five minutes; on a terminal, updates one
 * line instead. Returns a function that ends it and returns the milliseconds since the start.
 */
export function startProgress(log: Log, render: (elapsedMs: number) => string): () => number {
  const startedAt = performance.now();
  const { stdout } = process;
  // Some runners give their steps a terminal, as act does, but their log is a file.
  const isLive = stdout.isTTY && process.env.GITHUB_ACTIONS !== 'true';
  let timer: NodeJS.Timeout;
  const showAfter = (waitMs: number) => {
    timer = setTimeout(() => {
      const line = render(performance.now() - startedAt);
      if (isLive) writeRaw(CLEAR_LINE + escapeLog(line).slice(0, Math.max(20, stdout.columns - 1)));
      else log.info(line);
      showAfter(isLive ? TERMINAL_MS : Math.min(2 * waitMs, LAST_PROGRESS_MS));
    }, waitMs);
  };
  showAfter(isLive ? TERMINAL_MS : FIRST_PROGRESS_MS);
  return () => {
    clearTimeout(timer);
    if (isLive) writeRaw(CLEAR_LINE);
    return performance.now() - startedAt;
  };
}

/** Prints a workflow command whose data may be any text. https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions */
export function printCommand(command: string, data: string): void {
  const encoded = data.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  writeRaw(`::${command}::${encoded}\n`);
}

/**
 * Masks and escapes from now on all output that does not come from the log. `@actions/artifact` prints answers of a
 * gateway through its own `core.info`, also after the upload was given up.
 */
export function guardOutput(mask: Mask): void {
  const { stdout, stderr } = process;
  writeRaw = stdout.write.bind(stdout);
  const masks = [mask];
  const guarded = (chunk: string | Uint8Array, encoding?: unknown, callback?: () => void): boolean => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    for (const line of text.split(/[\r\n]+/)) if (line !== '') printForeignLine(line, masks);
    const done = typeof encoding === 'function' ? (encoding as () => void) : callback;
    return writeRaw('', done);
  };
  stdout.write = guarded;
  stderr.write = guarded;
}

/** Prints a workflow command of a library as text. A command to mask a value applies to later lines. */
function printForeignLine(line: string, masks: Mask[]): void {
  const [, command, encoded = ''] = /^::([\w-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
  const data = encoded.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const clean = (text: string) => escapeLog(masks.reduce((masked, mask) => mask(masked), text));
  if (command === undefined) writeRaw(`${clean(line)}\n`);
  else if (command === 'add-mask') masks.push(createMask(data));
  else if (command !== 'debug') writeRaw(`${clean(`${command}: ${data}`)}\n`);
  else if (core.isDebug()) printCommand('debug', clean(data));
}
