// Compares a run of argv[3] tokens with the baseline in the folder argv[2], then prints what it found and the most
// memory that this process ever held.

import { createComparison } from '../../src/baseline/comparison.ts';
import { readRun } from './earlier-run.ts';
import { createOutcome, NOW } from './entries.ts';
import { createManyTokens } from './many-tokens.ts';

const [folder = '', count = ''] = process.argv.slice(2);
const baseline = await readRun(folder);
const comparison = createComparison({ baseline, wholeOrganization: false, redacted: false, now: NOW });
let changed = 0;
for (const token of createManyTokens(Number(count), 1)) {
  for (const { change } of comparison.compare(token)) if (change === 'changed') changed += 1;
  comparison.compare(createOutcome('checked', { account: token.account }));
}
const unseen = comparison.finish({ isWhole: true }).length;
const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ changed, unseen, peakBytes }));
