/**
 * What the durable turn is compared with, as a process of its own: Express, the form, the signature check and constant
 * TwiML. It keeps nothing. The words and addresses are as long as those of the real answers.
 */
import { createServer } from 'node:http';
import express from 'express';
import twilio from 'twilio';
import { account } from './account.js';
import { serveParent } from './serveParent.js';

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
const address = server.address();
const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
const { greeting, message } = documents(`${url}/voice/legs/call_${'0'.repeat(24)}/turns`);

const app = express();
app.disable('x-powered-by');
app.use(express.urlencoded({ extended: false, limit: 100_000, parameterLimit: 500 }));
app.use((request, response, next) => {
  const signature = request.header('x-twilio-signature') ?? '';
  if (twilio.validateRequest(account.token, signature, `${url}${request.originalUrl}`, request.body)) return next();
  response.status(403).end();
});
app.post('/voice', (_request, response) => void response.type('text/xml').send(greeting));
app.post('/voice/legs/:leg/turns/:n', (_request, response) => void response.type('text/xml').send(message));
server.on('request', app);

serveParent(url, async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(() => resolve(null)));
});

/** The two answers, rendered once. @param {string} turns where the turns of a leg begin */
function documents(turns) {
  const asks = new twilio.twiml.VoiceResponse();
  const gather = asks.gather({
    input: ['dtmf'],
    numDigits: 1,
    finishOnKey: '',
    timeout: 5,
    actionOnEmptyResult: true,
    action: `${turns}/1?from=ask`,
  });
  gather.say('You have reached the help desk hotline. The help desk is closed now.');
  gather.say(
    'For a password, NetID sign-in or your own personal computer, press 3. Otherwise: is this a critical work stoppage?',
  );
  asks.redirect(`${turns}/1?from=ask`);
  const records = new twilio.twiml.VoiceResponse();
  records.say(
    'We have opened a case for the next business day. After the tone, please say your name and what it is about.',
  );
  records.record({ action: `${turns}/2?from=record`, maxLength: 110, timeout: 5, playBeep: true, transcribe: true });
  records.redirect(`${turns}/2?from=record`);
  return { greeting: asks.toString(), message: records.toString() };
}
