/** What a piece of work writes to stdout, which is kept from it meanwhile. */
export function captureStdout(work: () => void): string {
  const { write } = process.stdout;
  let text = '';
  process.stdout.write = (piece: string | Uint8Array) => {
    text += String(piece);
    return true;
  };
  try {
    work();
  } finally {
    process.stdout.write = write;
  }
  return text;
}

/**
 * The lines that the runner would take for a command: `::` after white space at a line's start, `##[` anywhere.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function findCommands(text: string): string[] {
  return text.split(/\r\n|\r|\n/).filter((line) => /^[\s\u0085]*::/.test(line) || line.includes('##['));
}
