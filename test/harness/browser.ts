import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Finds the path of a browser: CHROME_PATH, or the usual places; `undefined` without one. */
function findBrowser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env.CHROME_PATH ?? '', ...found, ...PLACES].find(isExecutable);
}

/** The `skip` option of a test that needs a browser. */
export const skipWithoutBrowser: string | false =
  findBrowser() === undefined &&
  'SKIPPED: no Chromium or Chrome found, so the pages were not checked. Install one, or set CHROME_PATH.';

/** Starts a browser with an empty profile. The caller closes it. */
export function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('There is no browser: ask skipWithoutBrowser first');
  // Root, as in containers, cannot set up the sandbox. The pages are our own.
  return puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return path !== '';
  } catch {
    return false;
  }
}
