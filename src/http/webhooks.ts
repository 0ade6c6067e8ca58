/** The carrier's requests: signature, parse, action, words. No decisions. */
import express, { type Request, type Response, type Router } from 'express';
import { answerCall } from '../actions/answerCall.ts';
import { applyNews, type NewsKind } from '../actions/applyNews.ts';
import { lookAtHold } from '../actions/lookAtHold.ts';
import { type Answer, takeTurn } from '../actions/takeTurn.ts';
import type { Reply } from '../domain/conversation.ts';
import { errorText } from '../domain/errorText.ts';
import { limits } from '../domain/limits.ts';
import { soundOf } from '../store/read/soundOf.ts';
import { type Edge, fieldsOf, idsOf, queryOf } from './edge.ts';
import { holdSound } from './holdSound.ts';
import { lifelineFor, lifelineRoutes, numberOf } from './lifeline.ts';
import { sendSound } from './sendSound.ts';
import { heedRefused, heedSigned } from './signatures.ts';
import { within } from './within.ts';

const hangUp: Reply = { say: [], then: { do: 'hangUp' } };

/** What only the carrier may ask for. */
const signedPaths = ['/voice', '/sms', '/outbox'];

export function webhooks(edge: Edge): Router {
  const router = express.Router();
  // A repeated key keeps its values and brackets mean nothing: the signature covers the names as they were sent.
  const form = { extended: false, limit: limits.requestBytes, parameterLimit: limits.formFields };
  router.use(signedPaths, express.urlencoded(form));
  router.use(signedPaths, (request, response, next) => {
    if (isSigned(edge, request)) {
      heedSigned(edge, request);
      const names = edge.carrier.misfits(fieldsOf(request));
      if (names.length > 0)
        edge.context.log.warn('fields do not fit and count as absent', {
          ...idsOf(edge, request),
          names: names.join(', '),
        });
      return next();
    }
    heedRefused(edge, request);
    response
      .status(403)
      .type('text/plain')
      .send('The signature does not fit this address; see PUBLIC_URL and TWILIO_AUTH_TOKEN.');
  });
  router.post('/voice', (request, response) =>
    speak(edge, request, response, async () =>
      render(edge, await answerCall(edge.context, edge.carrier.readCall(fieldsOf(request)))),
    ),
  );
  router.post('/voice/legs/:leg/turns/:n', (request, response) =>
    speak(edge, request, response, async () => {
      const event = edge.carrier.readEvent(fieldsOf(request), queryOf(request));
      const from = {
        callSid: edge.carrier.readCallSid(fieldsOf(request)),
        account: edge.carrier.readAccount(fieldsOf(request)),
      };
      const turn = { legId: String(request.params.leg), n: Number(request.params.n), event, from };
      const answer = await takeTurn(edge.context, turn);
      if (answer) return render(edge, answer);
      edge.context.log.error('a turn came for a leg that we do not know', idsOf(edge, request));
      return lifelineFor(edge, fieldsOf(request));
    }),
  );
  router.post('/voice/legs/:leg/hold/:tick', (request, response) => hold(edge, request, response));
  router.post('/voice/legs/:leg/recording', news(edge, 'recording', 'leg'));
  router.post('/voice/legs/:leg/transcript', news(edge, 'transcript', 'leg'));
  router.post('/outbox/:row/status', news(edge, 'attemptStatus', 'row'));
  router.post('/voice/status', news(edge, 'callStatus', null));
  router.post('/sms', news(edge, 'text', null));
  router.get('/voice/sounds/hold', (_request, response) => {
    response.set('cache-control', 'public, max-age=86400').type('audio/x-wav').send(holdSound);
  });
  router.get('/voice/recordings/:sid', (request, response) => play(edge, request, response));
  lifelineRoutes(edge, router);
  return router;
}

function isSigned({ carrier, publicUrl }: Edge, request: Request): boolean {
  return carrier.verify(request.header('x-twilio-signature'), `${publicUrl}${request.originalUrl}`, fieldsOf(request));
}

function render({ context, carrier }: Edge, answer: Answer): string {
  const { addresses } = context;
  const { legId, next } = answer;
  return carrier.render(answer.reply ?? hangUp, {
    turn: addresses.turn(legId, next),
    hold: addresses.hold(legId, 0),
    queue: legId,
    recording: addresses.recording(legId),
    transcript: addresses.transcript(legId),
    callerId: numberOf(context, answer.account),
    play: addresses.play,
  });
}

/** Whatever fails behind a voice request, the phone answers in words within five seconds (promise 6). */
async function speak(edge: Edge, request: Request, response: Response, words: () => Promise<string>): Promise<void> {
  const { clock, log, measures } = edge.context;
  const beganMs = clock.elapsedMs();
  let document: string;
  let whose: 'flow' | 'lifeline' = 'flow';
  try {
    document = await within(clock, limits.answerMilliseconds, words());
  } catch (error) {
    const ids = idsOf(edge, request);
    log.error('alarm: a call was served by the lifeline', { ...ids, error: errorText(error) });
    whose = 'lifeline';
    document = lifelineFor(edge, fieldsOf(request));
  }
  response.type('text/xml').send(document);
  measures.turn(clock.elapsedMs() - beganMs, whose);
}

/** A look of the hold. Where it fails, the caller is asked to wait and looked at again: a Dial is not allowed in here. */
async function hold(edge: Edge, request: Request, response: Response): Promise<void> {
  const { context, carrier } = edge;
  const legId = String(request.params.leg);
  const tick = Number(request.params.tick) || 0;
  const event = carrier.readEvent(fieldsOf(request), {});
  const urls = { next: context.addresses.hold(legId, tick + 1), sound: context.addresses.holdSound };
  let document: string;
  try {
    const keys = event.kind === 'keys' ? event.keys : '';
    const look = await within(context.clock, limits.answerMilliseconds, lookAtHold(context, legId, tick, keys));
    document = carrier.renderHold(look.say, look.leave, look.everySeconds, urls);
  } catch (error) {
    context.log.error('alarm: a look of the hold failed', { ...idsOf(edge, request), error: errorText(error) });
    const words = [{ say: 'Please stay on the line. We are still here.' }];
    document = carrier.renderHold(words, tick >= limits.holdLooks, 10, urls);
  }
  response.type('text/xml').send(document);
}

/** A look: the sound that a document of ours names. */
async function play({ context }: Edge, request: Request, response: Response): Promise<void> {
  const sid = String(request.params.sid);
  const kept = await soundOf(context.store.read, sid);
  if (kept) return sendSound(request, response, { sid, ...kept }, context.log);
  response.status(404).type('text/plain').send('There is no such recording in our keeping.');
}

/** Callbacks want no words. One that could not be kept is answered 503, so that the carrier shows and may repeat it. */
function news(edge: Edge, kind: NewsKind, param: 'leg' | 'row' | null) {
  return async (request: Request, response: Response): Promise<void> => {
    const about = param === null ? '' : String(request.params[param]);
    try {
      await applyNews(edge.context, { kind, about, path: request.path, fields: fieldsOf(request) });
      response.type('text/xml').send(edge.carrier.renderNothing());
    } catch (error) {
      const ids = idsOf(edge, request);
      edge.context.log.error('alarm: news of the carrier could not be kept', { ...ids, kind, error: errorText(error) });
      response.status(503).type('text/plain').send('The news could not be kept; please send it again.');
    }
  };
}
