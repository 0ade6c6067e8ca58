/** A newcomer tries the hotline on the page, without a telephone. */
import { expect } from 'vitest';
import { callsAtNight, takesTheCase } from './sayings.ts';
import { expectAccessible, narrow, pageStory, wide } from './watch.ts';

const looks = [
  ['on a wide, light page', wide],
  ['on a narrow, dark page', { ...narrow, dark: true }],
] as const;

for (const [where, look] of looks)
  pageStory(
    `a newcomer dials, the technician's phone rings in the page, accepts, and is connected ${where}`,
    async (watch) => {
      const page = await watch.opens('/', look);
      await page.waitForURL('**/phones');
      await page.getByRole('heading', { name: 'Phones', exact: true }).waitFor();
      await expectAccessible(page);
      await callsAtNight(page);
      await expectAccessible(page);
      await takesTheCase(page, 'Kim Lee');
      await expectAccessible(page);
      await page.getByRole('link', { name: 'Now' }).click();
      await page.getByRole('heading', { name: 'Now', exact: true }).waitFor();
      await page.getByText('AIMS was taken by Kim Lee').waitFor();
      await page.getByRole('link', { name: 'CS0000001' }).first().waitFor();
      await expectAccessible(page);
      expect(await page.getByText('Live', { exact: true }).count()).toBe(1);
    },
  );
