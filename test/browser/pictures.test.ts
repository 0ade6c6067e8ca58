/** The pictures of docs, made from the running program: npm run pictures. */
import { mkdirSync, readFileSync } from 'node:fs';
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
    await page
      .getByRole('region', { name: 'What is said' })
      .getByText(/We are calling Kim Lee now/)
      .waitFor();
    await page.locator('.sheet svg').waitFor();
    await page.screenshot({ path: `${folder}/flow.png`, fullPage: true });
    const dark = await watch.opens('/now', { ...narrow, dark: true });
    await dark.getByText('AIMS was taken by Kim Lee').waitFor();
    await dark.locator('.chart svg').first().waitFor();
    await dark.screenshot({ path: `${folder}/now-narrow-dark.png`, fullPage: true });
  });

/** The example that everybody begins with, with Kim beside Sam on one night; and a change that opens gaps. */
const beside =
  'BEGIN:VEVENT\nUID:beside\nDTSTAMP:20260101T000000Z\nDTSTART;TZID=America/Chicago:20261128T180000\nDTEND;TZID=America/Chicago:20261129T070000\nSUMMARY:Kim Lee\nEND:VEVENT\nEND:VCALENDAR';

if (process.env.NIGHTDESK_PICTURES)
  pageStory('the pictures of the rotas', async (watch) => {
    mkdirSync(folder, { recursive: true });
    // The rota that is in force calls Sam so; without the alias the directory would be held back.
    const example = (name: string) =>
      readFileSync(`schedules/${name}`, 'utf8').replace('aliases: [Sam]', 'aliases: [Sam, Sammy]');
    for (const name of ['hours.yaml', 'holidays.ics', 'directory.yaml', 'ds.ics'])
      await watch.edits(name, () => example(name));
    await watch.edits('aims.ics', () => example('aims.ics').replace('END:VCALENDAR', beside));
    await watch.edits('aims.ics', (text) => text.replace('20250127T080000', '20250124T170000'));
    const page = await watch.opens('/rotas?view=timeline&from=2026-11-20&days=14', wide);
    await page.getByRole('img', { name: /^Timeline/ }).waitFor();
    await page.screenshot({ path: `${folder}/rotas.png` });
    await page.goto('/rotas?view=month&team=aims&month=2026-12');
    await page
      .getByRole('link', { name: /Sam Diaz/ })
      .first()
      .waitFor();
    await page.screenshot({ path: `${folder}/rotas-month.png` });
    const dark = await watch.opens('/rotas?view=changes', { ...wide, dark: true });
    await dark.getByRole('row', { name: /new: DTEND.*20250124T170000/ }).waitFor();
    await dark.screenshot({ path: `${folder}/rotas-held-dark.png` });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto('/rotas?view=explain&team=aims&at=2026-11-21T08:00:00Z');
    await page.getByRole('heading', { name: 'Why nobody else' }).waitFor();
    await page.screenshot({ path: `${folder}/rotas-explain-narrow.png` });
  });
