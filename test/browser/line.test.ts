/** The page says when what it shows may be old. */
import { pageStory, wide } from './watch.ts';

pageStory(
  'the service stops: the page says that the line is lost, and goes on when it has started again',
  async (watch) => {
    const page = await watch.opens('/now', wide);
    await page.getByText('Live', { exact: true }).waitFor();
    await watch.app.stop();
    await page.getByText('Line lost: what you see may be old').waitFor();
    await watch.starts();
    await page.getByText('Live', { exact: true }).waitFor();
    // The browser notes each question that nobody answered.
    watch.complaints.length = 0;
  },
);
