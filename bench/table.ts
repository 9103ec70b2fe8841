import type { Measurement } from './measurement.ts';

const HEADINGS = ['Promise', 'Measured', 'Target', 'Peer', ''];

/** The measurements as a table of plain text. */
export function renderTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ promise, measured, target, peer, ok }) => [
    promise,
    measured,
    target,
    peer,
    renderOk(ok),
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(...[heading, ...rows.map((row) => row[column] ?? '')].map((cell) => cell.length)),
  );
  const renderRow = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [renderRow(HEADINGS), rule.trimEnd(), ...rows.map(renderRow)].join('\n');
}

/** The promises that were measured and not kept. */
export function listMissed(measurements: readonly Measurement[]): string[] {
  return measurements.filter(({ ok }) => ok === false).map(({ promise }) => promise);
}

/** What the measurements come to, in one line. */
export function renderVerdict(measurements: readonly Measurement[]): string {
  const missed = listMissed(measurements);
  const unmeasured = measurements.filter(({ ok }) => ok === undefined).length;
  const kept = measurements.length - missed.length - unmeasured;
  const rest = unmeasured > 0 ? `, ${unmeasured} not measured` : '';
  const names = missed.length > 0 ? `: ${missed.join('; ')}` : '';
  return `${kept} kept${rest}, ${missed.length} missed${names}`;
}

function renderOk(ok: boolean | undefined): string {
  if (ok === undefined) return 'not measured';
  return ok ? 'kept' : 'MISSED';
}
