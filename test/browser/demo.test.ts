/** The demo: its clock can be run forward. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { chromiumPath, launchChromium } from './chromium.ts';
import { callsAtNight } from './sayings.ts';

test.skipIf(chromiumPath === null)(
  'nobody answers, the clock is run forward: the same phone rings again, then the lead is rung',
  async () => {
    const env = { ...process.env, PORT: '0', EXCHANGE_PORT: '0', SCHEDULES_DIR: 'test/night/schedules' };
    const service = spawn(process.execPath, ['dist/demo.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const browser = await launchChromium();
    try {
      let output = '';
      for await (const part of service.stdout) {
        output += String(part);
        if (output.includes('/sign-in/')) break;
      }
      const url = /http:\S+\/sign-in\/\S+/.exec(output)?.[0] ?? '';
      const page = await browser.newPage();
      await page.goto(url);
      await page.getByRole('heading', { name: 'The clock of the demo' }).waitFor();
      const forward = page.getByRole('button', { name: 'Run forward until a phone rings' });
      const kim = page.getByRole('region', { name: "Kim Lee's phone" });
      const pat = page.getByRole('region', { name: "Pat Moss's phone" });
      await callsAtNight(page);
      await kim.getByText('rings', { exact: true }).first().waitFor();
      for (let leaps = 0; leaps < 6 && (await pat.getByRole('log').count()) === 0; leaps += 1) {
        await forward.click();
        await page.getByRole('status').filter({ hasText: 'Running forward' }).waitFor({ state: 'detached' });
      }
      await pat.getByRole('button', { name: "Answer Pat Moss's phone" }).waitFor();
      expect(await kim.getByText('The call has ended').count()).toBeGreaterThanOrEqual(2);
    } finally {
      await browser.close();
      service.kill('SIGTERM');
      await once(service, 'exit');
    }
  },
);
