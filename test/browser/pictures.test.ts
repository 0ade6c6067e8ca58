/** The pictures of docs, made from the running program: npm run pictures. */
import { mkdirSync } from 'node:fs';
import { callsAtNight, takesTheCase } from './sayings.ts';
import { narrow, pageStory, wide } from './watch.ts';

const folder = 'docs/pictures';

if (process.env.NIGHTDESK_PICTURES)
  pageStory('the pictures', async (watch) => {
    mkdirSync(folder, { recursive: true });
    const page = await watch.opens('/phones', wide);
    await page.getByRole('heading', { name: 'Phones', exact: true }).waitFor();
    await callsAtNight(page);
    await page.getByRole('button', { name: "Answer Kim Lee's phone" }).waitFor();
    await page.screenshot({ path: `${folder}/phones.png` });
    await takesTheCase(page, 'Kim Lee');
    await page.goto('/now');
    await page.getByText('AIMS was taken by Kim Lee').waitFor();
    await page.locator('.chart svg').first().waitFor();
    await page.screenshot({ path: `${folder}/now.png` });
    await page.goto('/flow?at=2026-11-26T02:00&from=608-555-0142&turns=1,1,record:20:key,hold');
    await page.getByText('We are calling').waitFor();
    await page.locator('.sheet svg').waitFor();
    await page.screenshot({ path: `${folder}/flow.png`, fullPage: true });
    const dark = await watch.opens('/now', { ...narrow, dark: true });
    await dark.getByText('AIMS was taken by Kim Lee').waitFor();
    await dark.locator('.chart svg').first().waitFor();
    await dark.screenshot({ path: `${folder}/now-narrow-dark.png`, fullPage: true });
  });
