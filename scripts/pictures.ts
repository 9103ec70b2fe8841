// `npm run pictures -- [FOLDER]` renews the pictures of the README (docs/images): it audits the sample organization a
// week ago and now, and photographs the second job summary, rendered as GitHub does, and its report.
// It needs a font with emoji, such as the package fonts-noto-color-emoji.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { marked } from 'marked';
import type { Browser, Page } from 'puppeteer-core';
import { dateBack } from '../demo/date-back.ts';
import { startBrowser } from '../test/harness/browser.ts';
import { type Played, play } from '../test/harness/scenario.ts';
import { createOrganization, type SimulatedAccount } from '../test/simulator/organization.ts';
import { createSampleWeek } from '../test/simulator/sample-week.ts';

const WIDTH = 1012;
const LIMITS = { policy: 'recommended', 'max-tokens-per-account': '5' };
const TYPE = { type: 'webp', quality: 80 } as const;

const options = { help: { type: 'boolean' } } as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true });
if (values.help) console.log('Usage: npm run pictures -- [FOLDER], by default docs/images');
else await makePictures(positionals[0] ?? 'docs/images');

async function makePictures(folder: string): Promise<void> {
  const browser = await startBrowser();
  try {
    const { summary, files } = await auditTwice();
    await photograph(browser, join(folder, 'summary.webp'), renderSummaryPage(summary), 1150);
    await photograph(browser, join(folder, 'report.webp'), files['report.html'] ?? '', 1300);
  } finally {
    await browser.close();
  }
}

/** Audits the organization a week ago and now, and returns the second run. */
async function auditTwice(): Promise<Played> {
  const { before, after } = createSampleWeek(new Date());
  const { files } = await audit(before, {});
  const earlier = { ...files, 'report.json': dateBack(files['report.json'] ?? '') };
  const inFolder = Object.entries(earlier).map(([name, text]) => [`earlier/${name}`, text]);
  return audit(after, Object.fromEntries(inFolder));
}

function audit(accounts: SimulatedAccount[], workspace: Record<string, string>): Promise<Played> {
  const organization = createOrganization(accounts);
  const baseline = Object.keys(workspace).length > 0 ? { baseline: 'earlier' } : {};
  const inputs = { 'org-id': '8c6f1f7a-2b3d-4e5f-9a0b-1c2d3e4f5a6b', ...LIMITS, ...baseline };
  const server = { organizationApi: { scopes: ['read:tokens:admin', 'read:accounts:admin'] } };
  return play({ organization, withFile: false, workspace, inputs, server });
}

/** Renders a job summary as GitHub shows it: Markdown, style sheet and charts. */
function renderSummaryPage(summary: string): string {
  const styles = readFileSync('node_modules/github-markdown-css/github-markdown-light.css', 'utf8');
  const mermaid = readFileSync('node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js', 'utf8');
  const html = String(marked.parse(summary, { async: false, gfm: true })).replace(
    /<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g,
    '<pre class="mermaid">$1</pre>',
  );
  return `<!doctype html><meta charset="utf-8"><style>${styles} body { margin: 24px }</style>
<article class="markdown-body">${html}</article><script>${mermaid}</script><script>mermaid.initialize({ startOnLoad: true })</script>`;
}

async function photograph(browser: Browser, path: string, html: string, height: number): Promise<void> {
  const page = await openPage(browser, html);
  const picture = await page.screenshot({ ...TYPE, clip: { x: 0, y: 0, width: WIDTH, height } });
  writeFileSync(path, picture);
  await page.close();
  console.log(`${path}: ${Math.round(picture.length / 1000)} KB`);
}

async function openPage(browser: Browser, html: string): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width: WIDTH, height: 800 });
  await page.setContent(html, { waitUntil: 'load' });
  return page;
}
