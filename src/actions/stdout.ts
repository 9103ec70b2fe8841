import * as core from '@actions/core';
import { escapeLog } from '../text/escape.ts';
import { createMask, type Mask } from '../text/mask.ts';

type Write = (text: string, done?: () => void) => boolean;

/** The function that `guardOutput` replaced. */
let writeUnguarded: Write | undefined;

/** Writes a text to stdout as it is. The caller makes sure that no line of it is a command by accident. */
export function writeRaw(text: string): void {
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
 * From now on masks and escapes whatever anything but the log writes to stdout or stderr. `@actions/artifact` prints what
 * a gateway answered through its own `core.info`, also after the upload was given up.
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

/** Prints a command of somebody else as text, and masks in later lines what one wants masked. */
function printForeignLine(line: string, masks: Mask[]): void {
  const [, command, encoded = ''] = /^::([\w-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
  const data = encoded.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const clean = (text: string) => escapeLog(masks.reduce((masked, mask) => mask(masked), text));
  if (command === undefined) writeRaw(`${clean(line)}\n`);
  else if (command === 'add-mask') masks.push(createMask(data));
  else if (command !== 'debug') writeRaw(`${clean(`${command}: ${data}`)}\n`);
  else if (core.isDebug()) printCommand('debug', clean(data));
}
