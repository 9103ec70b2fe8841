// `npm run pictures` makes the README's pictures anew: it audits the sample organization twice, a week apart, and
// photographs the second run's job summary, rendered as GitHub renders it, and its report.
import { readFileSync, writeFileSync } from 'node:fs';
import { marked } from 'marked';
import type { Browser, Page } from 'puppeteer-core';
import { startBrowser } from '../test/harness/browser.ts';
import { type Played, play } from '../test/harness/scenario.ts';
import { createOrganization, type SimulatedAccount } from '../test/simulator/organization.ts';
import { createSampleJoiners } from '../test/simulator/sample-joiners.ts';
import { createSampleOrganization } from '../test/simulator/sample-organization.ts';

const WIDTH = 1012;
const LIMITS = {
  'max-tokens-per-account': '8',
  'max-idle-days': '180',
  'max-lifetime-days': '366',
  'expires-within-days': '7',
};
const TYPE = { type: 'webp', quality: 80 } as const;

const browser = await startBrowser();
try {
  const { summary, files } = await auditTwice();
  await photograph(browser, 'docs/images/summary.webp', renderSummaryPage(summary), 1150);
  await photograph(browser, 'docs/images/report.webp', files['report.html'] ?? '', 1300);
} finally {
  await browser.close();
}

/** The second of two runs. The joiners came in between, and with them their tokens; some tokens went. */
async function auditTwice(): Promise<Played> {
  const now = new Date();
  const { accounts } = createSampleOrganization(now);
  const before = await audit(accounts, {});
  const leavers = accounts.map((account, index) => (index % 60 === 7 ? { ...account, tokens: [] } : account));
  const earlier = Object.entries(before.files).map(([name, text]) => [`earlier/${name}`, text]);
  return audit([...leavers, ...createSampleJoiners(now)], Object.fromEntries(earlier));
}

function audit(accounts: SimulatedAccount[], workspace: Record<string, string>): Promise<Played> {
  const organization = createOrganization(accounts);
  const baseline = Object.keys(workspace).length > 0 ? { baseline: 'earlier' } : {};
  const inputs = { 'org-id': '8c6f1f7a-2b3d-4e5f-9a0b-1c2d3e4f5a6b', ...LIMITS, ...baseline };
  return play({ organization, withFile: false, workspace, inputs });
}

/** A job summary as GitHub shows it: its Markdown, its style sheet, its charts. */
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
