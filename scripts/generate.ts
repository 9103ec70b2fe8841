// `npm run generate` rewrites what is made from other files: src/action.ts and the tables in README.md from action.yml
// and package.json, src/report/page-assets.ts from script and style of the page, the workflows in docs/recipes.md from
// test/workflows, the fields in docs/report.md from the schema.
// With `--check` it writes nothing and exits 1 when something is out of date.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  type ActionFile,
  fillBlock,
  parseActionFile,
  renderActionModule,
  renderInputsTables,
  renderOutputsTable,
  renderTable,
} from './action-file.ts';
import { readWorkflows } from './examples.ts';
import { listFields, type Schema } from './report-fields.ts';

const action = parseActionFile(readFileSync('action.yml', 'utf8'));
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

update('src/action.ts', () => renderActionModule(action, version));
update('src/report/page-assets.ts', renderPageAssets);
update('README.md', (readme) => fillTables(readme, action));
update('docs/recipes.md', fillRecipes);
update('docs/report.md', fillFields);

function update(file: string, render: (current: string) => string): void {
  const current = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const wanted = render(current);
  if (wanted === current) return;
  if (process.argv.includes('--check')) {
    console.error(`${file} does not match what it is made from: run \`npm run generate\` and commit it.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, wanted);
    console.log(`wrote ${file}`);
  }
}

function fillTables(readme: string, action: ActionFile): string {
  const withInputs = fillOrWarn('README.md', readme, 'inputs', renderInputsTables(action));
  return fillOrWarn('README.md', withInputs, 'outputs', renderOutputsTable(action));
}

/** Script and style of the page as strings, the script compiled to JavaScript. */
function renderPageAssets(): string {
  const folder = 'src/report/browser';
  const output = mkdtempSync(join(tmpdir(), 'page-'));
  const options = `-p ${folder} --noEmit false --removeComments --outDir ${output}`;
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', ...options.split(' ')], {
    stdio: 'inherit',
  });
  const script = readFileSync(join(output, 'script.js'), 'utf8');
  rmSync(output, { recursive: true });
  return `// Generated from browser/ by \`npm run generate\`; do not edit.

/** The script of the page. */
export const SCRIPT = ${JSON.stringify(script)};

/** The style sheet of the page. */
export const STYLE = ${JSON.stringify(readFileSync(`${folder}/style.css`, 'utf8'))};
`;
}

/** Each workflow stands under its file's name. */
function fillRecipes(recipes: string): string {
  return readWorkflows().reduce((text, { file, text: workflow }) => {
    return fillOrWarn('docs/recipes.md', text, basename(file), `\`\`\`yaml\n${workflow}\`\`\``);
  }, recipes);
}

function fillFields(page: string): string {
  const schema = JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as Schema;
  const table = renderTable(['field', 'holds', 'meaning'], listFields(schema));
  return fillOrWarn('docs/report.md', page, 'fields', table);
}

function fillOrWarn(file: string, text: string, name: string, content: string): string {
  const filled = fillBlock(text, name, content);
  if (filled === undefined) console.warn(`${file} has no <!-- ${name} --> … <!-- /${name} -->: left out.`);
  return filled ?? text;
}
