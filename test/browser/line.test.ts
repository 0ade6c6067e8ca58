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

pageStory('a proxy answers for a while instead of the service: the line is lost, and comes back', async (watch) => {
  const page = await watch.opens('/now', wide);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.route('**/api/changes', (route) => route.fulfill({ status: 502, body: 'Bad gateway' }));
  await watch.app.stop();
  await watch.starts();
  await page.getByText('Line lost: what you see may be old').waitFor();
  await page.unroute('**/api/changes');
  await page.getByText('Live', { exact: true }).waitFor();
  watch.complaints.length = 0;
});

pageStory('a session that is over is no page that looks live: the way to sign in is shown', async (watch) => {
  const page = await watch.opens('/now', wide);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.context().clearCookies();
  // Whatever changes next is asked for, and nobody is signed in any more.
  await watch.edits('directory.yaml', (text) => text.replace('name: Kim Lee', 'name: Kim B. Lee'));
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  watch.complaints.length = 0;
});

pageStory('an answer fails while the line stands: the page says that what it shows may be old', async (watch) => {
  const page = await watch.opens('/now', wide);
  await page.getByText('Live', { exact: true }).waitFor();
  const problem = { status: 500, json: { detail: 'The answer could not be made.' } };
  await page.route('**/api/now', (route) => route.fulfill(problem));
  await watch.edits('directory.yaml', (text) => text.replace('name: Kim Lee', 'name: Kim B. Lee'));
  await page.getByText('What you see may be old: The answer could not be made.').waitFor();
  await page.unroute('**/api/now');
  await watch.edits('directory.yaml', (text) => text.replace('name: Kim B. Lee', 'name: Kim Lee'));
  await page.getByText('Live', { exact: true }).waitFor();
  watch.complaints.length = 0;
});
