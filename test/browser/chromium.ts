/** An installed Chromium: nothing is downloaded. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
];

/** Where it is: CHROMIUM, or where systems put it; null where there is none. */
export const chromiumPath: string | null =
  [process.env.CHROMIUM ?? '', ...places].find((path) => path !== '' && existsSync(path)) ?? null;

if (chromiumPath === null) {
  const sentence = 'No Chromium is installed (apt-get install chromium, or CHROMIUM=/path/to/it)';
  if (process.env.CI) throw new Error(`${sentence}: the stories of the page have to run here.`);
  console.warn(`\n*** ${sentence}: EVERY STORY OF THE PAGE IS SKIPPED. ***\n`);
}

/** @throws Error when there is no Chromium */
export function launchChromium(): Promise<Browser> {
  if (chromiumPath === null) throw new Error('No Chromium is installed.');
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  const args = [
    ...quiet,
    '--disable-component-update',
    '--disable-sync',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  return chromium.launch({ executablePath: chromiumPath, args });
}
