import { failRun } from './actions/failure.ts';
import { main } from './main.ts';

// Whoever reads the log may go; the audit and its files do not depend on it.
process.stdout.on('error', () => {});

// What breaks outside the promise that is awaited below must not pass for a run that went well.
process.on('uncaughtException', (error) => {
  failRun(error);
  endProcess();
});

try {
  await main();
} catch (error) {
  failRun(error);
}
endProcess();

/** An upload that was given up may still hold a socket; what was printed must be out before the end. */
function endProcess(): void {
  process.stdout.write('', () => process.exit());
}
