/** The lifeline's documents and addresses: no database, no decisions, the last known on-call phones (promise 6). */
import type { Router } from 'express';
import type { Context } from '../actions/context.ts';
import { onCallFor, personOf } from '../actions/people.ts';
import { limits } from '../domain/limits.ts';
import type { FormFields } from '../domain/ports.ts';
import { type Edge, fieldsOf, idsOf, queryOf } from './edge.ts';

/** Nobody can look now whether the case was taken on this very call, so the words are true of both. */
const forTechnician =
  'This is the help desk hotline with a critical page for you, but our system has a fault. If you have already taken the case, please call the caller at the number in our text; otherwise we will ring you again. Good-bye.';

/** What a phone hears when our own rooms failed: a caller is connected or recorded, a technician is told. */
export function lifelineFor({ context, carrier }: Edge, fields: FormFields): string {
  if (String(fields.Direction ?? '').startsWith('outbound')) return carrier.renderSay(forTechnician);
  const call = carrier.readCall(fields);
  context.lifeline.append({
    at: context.clock.now(),
    callSid: call.sid,
    account: call.account,
    from: call.from,
    recording: null,
    screened: false,
  });
  const { lifelineAfter: after, lifelineScreen: screen } = context.addresses;
  return carrier.renderLifeline(lastKnownPhones(context), { after, screen, callerId: numberOf(context, call.account) });
}

/** A number of ours on this account: the carrier lets an account show no other (Twilio, <Dial> callerId). */
export function numberOf({ lines, hotlineNumber }: Context, account: string | null): string {
  return lines.find((line) => line.account === account)?.number ?? hotlineNumber;
}

/** Whoever is on call by the rotas in memory, then the leads; never the caller's own choice. */
function lastKnownPhones({ inForce, clock }: Context): string[] {
  const { directory } = inForce;
  const onCall = Object.keys(directory.teams).flatMap((team) => onCallFor(inForce, team, clock.now()).people);
  const ids = [...new Set(onCall.length > 0 ? onCall : directory.leads)];
  return ids.flatMap((id) => personOf(directory, id)?.phone ?? []).slice(0, limits.lifelinePhones);
}

/** Asks for the key, and after its last time hangs up: a voicemail that says nothing must not keep the caller waiting. */
function screen({ context, carrier }: Edge, asked: number): string {
  if (asked >= limits.lifelineAsks) return carrier.renderSay('Good-bye.');
  const words = 'Help desk hotline. A caller with a critical problem is on the line. Press 1 to talk.';
  return carrier.renderScreen(words, `${context.addresses.lifelineScreen}?from=ask&asked=${asked + 1}`);
}

export function lifelineRoutes(edge: Edge, router: Router): void {
  const { context, carrier } = edge;
  const { addresses } = context;
  router.post('/voice/fallback', (request, response) => {
    const code = Number(fieldsOf(request).ErrorCode) || 0;
    context.log.error('alarm: the carrier asked the fallback', { ...idsOf(edge, request), code });
    response.type('text/xml').send(lifelineFor(edge, fieldsOf(request)));
  });
  // Pressed 1 on a screened phone: an empty document lets the carrier connect the two.
  router.post('/voice/lifeline/screen', (request, response) => {
    const event = carrier.readEvent(fieldsOf(request), queryOf(request));
    const accepted = event.kind === 'keys' && event.keys === '1';
    response.type('text/xml').send(accepted ? carrier.renderNothing() : screen(edge, Number(request.query.asked) || 0));
  });
  router.post('/voice/lifeline/after', (request, response) => {
    const event = carrier.readEvent(fieldsOf(request), { from: 'dial' });
    if (event.kind === 'dialled' && event.outcome === 'talked') {
      const call = carrier.readCall(fieldsOf(request));
      context.lifeline.append({
        at: context.clock.now(),
        callSid: call.sid,
        account: call.account,
        from: call.from,
        recording: null,
        screened: true,
      });
      return void response.type('text/xml').send(carrier.renderSay('Thank you for calling. Good-bye.'));
    }
    const urls = { recorded: addresses.lifelineRecorded, done: addresses.lifelineDone };
    response.type('text/xml').send(carrier.renderLifelineRecording(urls));
  });
  router.post('/voice/lifeline/recorded', (request, response) => {
    const news = carrier.readCallback('recording', fieldsOf(request));
    if (news?.about === 'recording' && news.status === 'completed')
      context.lifeline.append({
        at: context.clock.now(),
        callSid: news.callSid,
        account: news.account,
        from: '',
        recording: news.recording,
        screened: false,
      });
    context.wake();
    response.type('text/xml').send(carrier.renderNothing());
  });
  router.post('/voice/lifeline/done', (_request, response) => {
    const closing =
      'Thank you. A technician will be told as soon as possible. If nobody calls you within the hour, please call again. Good-bye.';
    response.type('text/xml').send(carrier.renderSay(closing));
  });
}
