import { open } from 'node:fs/promises';

/** A file that grows. `append` and `close` reject with what the file system said. */
type TextFile = { append(text: string): Promise<void>; close(): Promise<void> };

/** So many characters go to the disk together, */
const BATCH = 16 * 1024;
/** or those of so long: after that they are there even if the process is killed. */
const LONGEST_WAIT_MS = 1000;

/** Creates the file, which must not be there yet. */
export function createTextFile(path: string): TextFile {
  const opened = open(path, 'wx');
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  let failure: Error | undefined;
  let written = use(async () => {});

  async function use(act: (file: Awaited<typeof opened>) => Promise<void>): Promise<void> {
    try {
      await act(await opened);
    } catch (cause) {
      failure ??= new Error(`${path} could not be written: make room, or give another output-dir`, { cause });
    }
  }

  function writeWaiting(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const text = waiting;
    waiting = '';
    written = written.then(() => use((file) => file.appendFile(text)));
    return written;
  }

  return {
    async append(text) {
      waiting += text;
      if (waiting.length >= BATCH) await writeWaiting();
      else timer ??= setTimeout(writeWaiting, LONGEST_WAIT_MS);
      if (failure) throw failure;
    },
    async close() {
      await writeWaiting();
      await use((file) => file.close());
      if (failure) throw failure;
    },
  };
}
