import { failRun } from './actions/ending.ts';
import { main } from './main.ts';

// The audit and its files do not depend on a reader of the log.
process.stdout.on('error', () => {});

// An error outside the awaited promise must end the run red, too.
process.on('uncaughtException', (error) => {
  failRun(error, 'the run broke off');
  endProcess();
});

try {
  await main();
} catch (error) {
  failRun(error);
}
endProcess();

/** Ends the process once the log is written. An upload that timed out may still hold a socket. */
function endProcess(): void {
  process.stdout.write('', () => process.exit());
}
