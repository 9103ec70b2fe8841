// Compares a run of argv[3] tokens with the baseline in the folder argv[2], then prints the differences and its peak
// memory.

import { readBaseline } from '../../src/baseline/baseline.ts';
import { createComparison } from '../../src/baseline/comparison.ts';
import { escapeCell } from '../../src/text/escape.ts';
import { createOutcome } from './entries.ts';
import { createManyTokens } from './many-tokens.ts';

const [folder = '', count = ''] = process.argv.slice(2);
const found = await readBaseline(folder);
if (found.kind === 'none') throw new Error(found.why);
const comparison = createComparison(found.baseline, { renderCell: escapeCell, everybody: false });
let changed = 0;
for (const token of createManyTokens(Number(count), 1)) {
  if (comparison.compareToken(token)?.change === 'changed') changed += 1;
  comparison.noteOutcome(createOutcome('checked', { account: token.account }));
}
const unseen = [...comparison.finish(true)].length;
const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ changed, unseen, peakBytes }));
