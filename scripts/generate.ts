// `npm run generate` rewrites what is made from action.yml and package.json: src/action.ts and the tables in
// README.md. With `--check` it writes nothing and exits 1 when something is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  type ActionFile,
  fillBlock,
  parseActionFile,
  renderActionModule,
  renderInputsTable,
  renderOutputsTable,
} from './action-file.ts';

const action = parseActionFile(readFileSync('action.yml', 'utf8'));
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

update('src/action.ts', () => renderActionModule(action, version));
update('README.md', (readme) => fillTables(readme, action));

function update(file: string, render: (current: string) => string): void {
  const current = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const wanted = render(current);
  if (wanted === current) return;
  if (process.argv.includes('--check')) {
    console.error(
      `${file} does not match action.yml and package.json: run \`npm run generate\` and commit it.`,
    );
    process.exitCode = 1;
  } else {
    writeFileSync(file, wanted);
    console.log(`wrote ${file}`);
  }
}

function fillTables(readme: string, action: ActionFile): string {
  const withInputs = fillOrWarn(readme, 'inputs', renderInputsTable(action));
  return fillOrWarn(withInputs, 'outputs', renderOutputsTable(action));
}

function fillOrWarn(readme: string, name: string, table: string): string {
  const filled = fillBlock(readme, name, table);
  if (filled === undefined)
    console.warn(`README.md has no <!-- ${name} --> … <!-- /${name} -->: table left out.`);
  return filled ?? readme;
}
