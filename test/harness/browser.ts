import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser's path: that of CHROME_PATH, or where systems keep one; `undefined` where there is none. */
function findBrowser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env.CHROME_PATH ?? '', ...found, ...PLACES].find(isExecutable);
}

/** For the `skip` of a test that needs a browser: false where there is one, else loud words. */
export const skipWithoutBrowser: string | false =
  findBrowser() === undefined &&
  'SKIPPED: no Chromium or Chrome was found, so what people see was not checked. Install one, or set CHROME_PATH.';

/** Starts a browser of its own, with nothing of anybody's in it. Who starts it closes it. */
export function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('There is no browser: ask skipWithoutBrowser first');
  // The sandbox cannot be set up by root, as in containers; what is opened here is our own.
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
