import { readFileSync } from 'node:fs';

const EVERY_MS = 20;

/**
 * Watches the most memory that a process ever held resident, in bytes, as Linux counts it (`VmHWM`); undefined where
 * there is no `/proc`. Returns what ends it. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
 */
export function watchPeakMemory(pid: number | undefined): () => number | undefined {
  let peak: number | undefined;
  const timer = setInterval(() => {
    peak = readPeak(pid) ?? peak;
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

/** A process that has ended and still has its entry tells nothing any more. */
function readPeak(pid: number | undefined): number | undefined {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}
