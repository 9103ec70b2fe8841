import { failRun } from './github/failure.ts';
import { main } from './main.ts';

// What breaks outside the promise that is awaited below must not pass for a run that went well.
process.on('uncaughtException', (error) => {
  failRun(error);
  process.exit(1);
});

try {
  await main();
} catch (error) {
  failRun(error);
}
