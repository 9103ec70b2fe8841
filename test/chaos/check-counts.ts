import { bare, countTexts, type Evidence } from './evidence.ts';
import { recount } from './recount.ts';

/** The outputs, the Tokens column and findings.csv say what a recount of the files says. */
export function checkCounts(evidence: Evidence): string[] {
  const { run, accounts, output, findings } = evidence;
  const counted = recount(evidence);
  const expected = {
    'accounts-total': counted.total,
    'accounts-checked': counted.checked,
    'accounts-failed': counted.unread,
    'accounts-not-managed': counted.notManaged,
    'accounts-with-tokens': counted.withTokens,
    'tokens-total': counted.tokens,
    'tokens-active': counted.active,
    'findings-total': counted.findings.length,
  };
  const unknown = Object.keys(expected).every((name) => run.outputs[name] === '');
  const wrong = Object.entries(expected).filter(([name, count]) => run.outputs[name] !== String(count));
  const tokensOf = countTexts(output.map((row) => bare(row['Account ID'] ?? '')));
  const odd = accounts.filter(
    (row) => Number(row.Tokens) !== (tokensOf.get(bare(row['Account ID'] ?? '')) ?? 0),
  );
  const told = findings.map((row) => JSON.stringify([row.Rule, bare(row['Account ID'] ?? '')])).sort();
  const due = counted.findings.map((finding) => JSON.stringify(finding)).sort();
  return [
    // After an error of the audit no number is known.
    ...(unknown && run.outputs.result === 'error' ? [] : wrong).map(
      ([name, count]) => `${name} is ${run.outputs[name]}, counted ${count}`,
    ),
    ...odd.map((row) => `${row['Account ID']}: Tokens is ${row.Tokens}`),
    ...(told.join() === due.join() ? [] : [`findings.csv holds ${told}, due are ${due}`]),
  ];
}
