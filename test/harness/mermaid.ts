import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';

/** A text or bar and its visible place, in pixels. */
export type Box = { text: string; left: number; top: number; right: number; bottom: number; color: string };

/** A chart as Mermaid draws it. */
export type Drawing = { ground: Box; texts: Box[]; bars: Box[] };

const MERMAID = fileURLToPath(import.meta.resolve('@mermaid-js/tiny'));

/** Opens a page of this width in pixels, in which Mermaid draws with this theme. */
export async function openMermaid(browser: Browser, theme: string, width: number): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width, height: 800 });
  await page.setContent(
    '<!doctype html><meta charset="utf-8"><body style="margin: 0"><pre style="margin: 0"></pre>',
  );
  await page.addScriptTag({ path: MERMAID });
  const options = { startOnLoad: false, securityLevel: 'strict', theme };
  await page.evaluate(`mermaid.initialize(${JSON.stringify(options)})`);
  return page;
}

/** Draws a source with Mermaid; throws Mermaid's error if it is invalid. */
export async function drawChart(page: Page, source: string): Promise<Drawing> {
  await page.evaluate(`(async () => {
    const drawn = await mermaid.render('chart', ${JSON.stringify(source)});
    document.querySelector('pre').innerHTML = drawn.svg;
  })()`);
  const [ground] = await measure(page, '#chart .background');
  if (!ground) throw new Error('Mermaid drew nothing');
  return {
    ground,
    texts: await measure(page, '#chart text'),
    bars: await measure(page, '#chart .plot rect'),
  };
}

function measure(page: Page, selector: string): Promise<Box[]> {
  return page.$$eval(selector, (elements) =>
    elements.map((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return {
        text: element.textContent ?? '',
        left,
        top,
        right,
        bottom,
        color: element.getAttribute('fill') ?? '',
      };
    }),
  );
}
