/** `npm run link`: a link that signs an admin in once, in a browser on the machine of the service. */
import { linkAnswer } from '../domain/sessionApi.ts';
import { ask, readable } from './ask.ts';

await ask('npm run link', async ({ post }) => {
  const { url, until } = await post('/links', linkAnswer);
  process.stdout.write(`${url}\nOpen it in a browser on this machine; it works once, until ${readable(until)}.\n`);
});
