import * as core from '@actions/core';
import type { Line } from '../report/log-lines.ts';
import { cut, escapeLog } from '../text/escape.ts';
import { createMask, type Mask } from '../text/mask.ts';

/** Longer annotations are hard to read in the list above the summary. */
const ANNOTATION_LENGTH = 299;

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
 * Creates a log that masks every line. Annotations exist on GitHub; elsewhere they are plain lines. The text of a long
 * annotation is a plain line as well.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function createLog(onGitHub: boolean, mask: Mask): Log {
  const clean = (line: string) => escapeLog(mask(line));
  const print = (line: string) => writeRaw(`${line}\n`);
  const annotate = (level: 'notice' | 'warning' | 'error', line: string) => {
    const text = clean(line);
    if (!onGitHub || text.length > ANNOTATION_LENGTH) print(`${level}: ${text}`);
    if (onGitHub) printCommand(level, cut(text, ANNOTATION_LENGTH));
  };
  const log: Log = {
    info: (line) => print(clean(line)),
    debug: (render) => {
      if (core.isDebug()) printCommand('debug', clean(render()));
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

const FIRST_PROGRESS_MS = 10_000;
const LAST_PROGRESS_MS = 300_000;
const TERMINAL_MS = 250;

/**
 * Logs `render(elapsedMs)` after ten seconds, then at intervals that double up to five minutes; on a terminal, updates one
 * line instead. Returns a function that ends it and returns the milliseconds since the start.
 */
export function startProgress(log: Log, render: (elapsedMs: number) => string): () => number {
  const startedAt = performance.now();
  const terminal = process.stdout;
  // Some runners give their steps a terminal, as act does, but their log is a file.
  const isLive = terminal.isTTY && process.env.GITHUB_ACTIONS !== 'true';
  const readElapsed = () => performance.now() - startedAt;
  const line = () => render(readElapsed());
  const show = isLive
    ? () => writeRaw(`\r\u001b[2K${escapeLog(line()).slice(0, Math.max(20, terminal.columns - 1))}`)
    : () => log.info(line());
  let waitMs = isLive ? TERMINAL_MS : FIRST_PROGRESS_MS;
  const showAndWait = () => {
    show();
    if (!isLive) waitMs = Math.min(2 * waitMs, LAST_PROGRESS_MS);
    timer = setTimeout(showAndWait, waitMs);
  };
  let timer = setTimeout(showAndWait, waitMs);
  return () => {
    clearTimeout(timer);
    if (isLive) writeRaw('\r\u001b[2K');
    return readElapsed();
  };
}

type Write = (text: string, done?: () => void) => boolean;

/** The function that `guardOutput` replaced. */
let writeUnguarded: Write | undefined;

/** Writes a text as it is, past the guard: the caller makes sure that no line of it is a command by accident. */
function writeRaw(text: string): void {
  if (writeUnguarded) writeUnguarded(text);
  else process.stdout.write(text);
}

/** Prints a workflow command whose data may be any text. https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions */
export function printCommand(command: string, data: string): void {
  const encoded = data.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  writeRaw(`::${command}::${encoded}\n`);
}

/** Folds the lines that are printed during `work` into a group. */
export async function foldLines<T>(title: string, work: () => Promise<T>): Promise<T> {
  printCommand('group', title);
  try {
    return await work();
  } finally {
    printCommand('endgroup', '');
  }
}

/**
 * Masks and escapes from now on all output that does not come from the log. `@actions/artifact` prints answers of a
 * gateway through its own `core.info`, also after the upload was given up.
 */
export function guardOutput(mask: Mask): void {
  const { stdout, stderr } = process;
  writeUnguarded = stdout.write.bind(stdout);
  const masks = [mask];
  const guarded = (chunk: string | Uint8Array, encoding?: unknown, callback?: () => void): boolean => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    for (const line of text.split(/[\r\n]+/)) if (line !== '') printForeignLine(line, masks);
    const done = typeof encoding === 'function' ? (encoding as () => void) : callback;
    return writeUnguarded?.('', done) ?? true;
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
