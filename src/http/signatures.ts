/**
 * Refused signatures, and which of them are a fault of ours. An account's sid is no secret, so a request that names ours
 * proves nothing. What proves that the carrier itself was refused is its signature for another address, which nobody can
 * make without the token; or, where no address fits, that the carrier knows the call of which it speaks.
 */
import type { Request } from 'express';
import type { Context } from '../actions/context.ts';
import type { Instant } from '../domain/conversation.ts';
import { boundText } from '../domain/errorText.ts';
import { outsideLimits } from '../domain/outsideLimits.ts';
import { signedVariants } from '../domain/signedVariants.ts';
import { urlDifference } from '../domain/urlDifference.ts';
import { type Edge, fieldsOf, idsOf } from './edge.ts';

/** What is refused now, by account and kind of address; in memory, since each process hears of it by itself. */
interface Standing {
  refused: Map<string, { at: Instant; what: 'address' | 'token' }>;
  alarmedAt: Map<string, Instant>;
  lines: Allowance;
  variants: Allowance;
  questions: Allowance;
}

/** So much within a time, counted from its first use. */
interface Allowance {
  since: Instant;
  used: number;
}

const standings = new WeakMap<Context, Standing>();

function standingOf(context: Context): Standing {
  const none = (): Allowance => ({ since: Number.NEGATIVE_INFINITY, used: 0 });
  const fresh = { refused: new Map(), alarmedAt: new Map(), lines: none(), variants: none(), questions: none() };
  const standing = standings.get(context) ?? fresh;
  standings.set(context, standing);
  return standing;
}

/** @returns how much was used within this minute, this time included */
function use(allowance: Allowance, now: Instant): number {
  if (now - allowance.since >= outsideLimits.refusalSeconds * 1000) {
    allowance.since = now;
    allowance.used = 0;
  }
  allowance.used += 1;
  return allowance.used;
}

/** The addresses that are set one by one: a good signature for one says nothing of another. */
const kinds = ['/voice/status', '/voice/fallback', '/voice/lifeline', '/voice/legs', '/voice', '/sms', '/outbox'];

/** Of which account, and at which address: a good signature of one account says nothing of another's. */
function keyOf({ carrier }: Edge, request: Request): string {
  return `${carrier.readAccount(fieldsOf(request))} ${kindOf(request)}`;
}

function kindOf(request: Request): string {
  const path = `${request.baseUrl}${request.path}`;
  return kinds.find((kind) => path === kind || path.startsWith(`${kind}/`)) ?? 'other';
}

/** A request was signed for exactly our address: what was wrong with this kind of address is over. */
export function heedSigned(edge: Edge, request: Request): void {
  standingOf(edge.context).refused.delete(keyOf(edge, request));
}

/** A request was refused. Whoever sent it learns nothing from here, and is not waited for. */
export function heedRefused(edge: Edge, request: Request): void {
  const { context, carrier } = edge;
  const standing = standingOf(context);
  const now = context.clock.now();
  const lines = use(standing.lines, now);
  if (lines <= outsideLimits.refusalLines)
    context.log.warn('a request without a valid signature was refused', {
      ...idsOf(edge, request),
      ...(lines === outsideLimits.refusalLines && { furtherOnesAreNotLoggedForSeconds: outsideLimits.refusalSeconds }),
    });
  const account = carrier.readAccount(fieldsOf(request));
  if (!context.lines.some((line) => line.account === account)) return;
  // The carrier signs whatever it sends, so what is not signed proves nothing, and uses up nothing.
  if (!request.header('x-twilio-signature')) return;
  // The work that a stranger can make us do has its limits, too.
  if (Object.keys(fieldsOf(request)).length > outsideLimits.refusalFields) return;
  if (use(standing.variants, now) > outsideLimits.variantsTried) return;
  const signed = provenVariant(edge, request);
  if (signed !== null) blame(edge, request, 'address', signed);
  else if (speaksOfACall(edge, request) && use(standing.questions, now) <= outsideLimits.tokenQuestions)
    void isOfCarrier(edge, request, account).then((isSo) => {
      if (isSo) blame(edge, request, 'token', null);
    });
}

/** @returns the address for which the carrier signed this request */
function provenVariant({ carrier, publicUrl }: Edge, request: Request): string | null {
  const signature = request.header('x-twilio-signature');
  if (!signature) return null;
  const arrived = {
    path: request.originalUrl,
    host: request.header('host') ?? '',
    forwardedHost: (request.header('x-forwarded-host') ?? '').split(',')[0]?.trim() ?? '',
    forwardedPrefix: (request.header('x-forwarded-prefix') ?? '').replace(/\/+$/, ''),
  };
  const fields = fieldsOf(request);
  return signedVariants(publicUrl, arrived).find((url) => carrier.verify(signature, url, fields)) ?? null;
}

const callSid = /^CA[0-9a-f]{32}$/i;
const textSid = /^(SM|MM)[0-9a-f]{32}$/i;

function speaksOfACall({ carrier }: Edge, request: Request): boolean {
  const fields = fieldsOf(request);
  return callSid.test(carrier.readCallSid(fields)) || textSid.test(carrier.readText(fields).sid);
}

/** Has the carrier itself such a call or text, and a new one? Nobody else knows its sid. */
async function isOfCarrier({ carrier, context }: Edge, request: Request, account: string): Promise<boolean> {
  const fields = fieldsOf(request);
  const [call, text] = [carrier.readCallSid(fields), carrier.readText(fields).sid];
  try {
    const seen = callSid.test(call)
      ? await carrier.fetchCall(account, call)
      : textSid.test(text)
        ? await carrier.fetchText(account, text)
        : null;
    return seen !== null && context.clock.now() - seen.createdAt <= outsideLimits.newCallSeconds * 1000;
  } catch {
    return false;
  }
}

function blame(edge: Edge, request: Request, what: 'address' | 'token', signed: string | null): void {
  const { context, publicUrl } = edge;
  const { refused, alarmedAt } = standingOf(context);
  const now = context.clock.now();
  const key = keyOf(edge, request);
  refused.set(key, { at: now, what });
  if (now - (alarmedAt.get(key) ?? Number.NEGATIVE_INFINITY) < outsideLimits.sameRefusalSeconds * 1000) return;
  alarmedAt.set(key, now);
  const ids = idsOf(edge, request);
  if (signed === null) context.log.error('alarm: the carrier signs with a token that is not ours', ids);
  else
    context.log.error('alarm: the carrier signs another address than ours', {
      ...ids,
      signed: boundText(signed),
      differs: boundText(urlDifference(`${publicUrl}${request.originalUrl}`, signed) ?? ''),
    });
}

/** The part of /readyz: red from a proven refusal until a good signature for that kind of address, or for an hour. */
export function signaturePart(context: Context): { ok: boolean; why: string } {
  const { refused } = standingOf(context);
  const now = context.clock.now();
  for (const [key, { at, what }] of refused) {
    const kind = key.slice(key.indexOf(' ') + 1);
    const seconds = Math.round((now - at) / 1000);
    if (seconds <= outsideLimits.signatureRedSeconds)
      return {
        ok: false,
        why: `The carrier was refused at ${kind} ${seconds} s ago: it signs ${what === 'address' ? 'another address than ours' : 'with another token than ours'}. The log says more.`,
      };
  }
  return { ok: true, why: 'No request of the carrier is refused.' };
}
