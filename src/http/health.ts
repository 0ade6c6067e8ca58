/** Alive, and ready: every part proven to work just now. */
import express, { type Router } from 'express';
import type { Context } from '../actions/context.ts';
import { proveWrite } from '../actions/proveWrite.ts';
import { errorText } from '../domain/errorText.ts';
import { limits } from '../domain/limits.ts';
import { outsideLimits } from '../domain/outsideLimits.ts';
import type { Carrier } from '../domain/ports.ts';
import { currentRevision } from '../store/read/currentRevision.ts';
import { keepAnswer } from './keepAnswer.ts';
import { lifeboatPart } from './lifeboatRoutes.ts';
import { signaturePart } from './signatures.ts';
import { within } from './within.ts';

export interface Health {
  context: Context;
  carrier: Carrier;
  /** When the dispatcher last completed a tick. */
  lastTickAt(): number | null;
  /** Address of the local exchange, or null. */
  exchangeUrl: string | null;
}

type Part = { ok: boolean; why: string };

export function health(options: Health): Router {
  const { context, carrier } = options;
  const router = express.Router();
  // Anybody may ask: what costs the account's quota or a write is done once for all who do.
  const reached = keepAnswer(context.clock, outsideLimits.pingKeptSeconds, () => ping(options));
  const write = keepAnswer(context.clock, outsideLimits.proofKeptSeconds, () => written(context));
  const lifeline = keepAnswer(context.clock, outsideLimits.proofKeptSeconds, () => lifelineKept(context));
  router.get('/healthz', (_request, response) => void response.json({ alive: true }));
  router.get('/readyz', async (_request, response) => {
    const parts = {
      database: await database(context),
      write: await write(),
      lifeline: await lifeline(),
      dispatcher: dispatcher(options),
      carrier: await reached(),
      signature: signaturePart(context),
      lifeboat: await lifeboat(context),
    };
    const ready = Object.values(parts).every((part) => part.ok);
    const note = carrier.name === 'exchange' ? 'Local exchange: no real phone will ring.' : 'Real telephones.';
    response.status(ready ? 200 : 503).json({
      ready,
      carrier: carrier.name,
      note,
      hotline: context.hotlineNumber,
      exchange: options.exchangeUrl,
      parts,
    });
  });
  return router;
}

async function lifeboat(context: Context): Promise<Part> {
  let part: Part = { ok: true, why: '' };
  const asked = await attempt(context, async () => {
    part = await lifeboatPart(context);
    return part.why;
  });
  return { ok: asked.ok && part.ok, why: asked.why };
}

async function database(context: Context): Promise<Part> {
  return attempt(context, async () => {
    const revision = await currentRevision(context.store.read);
    return `Read revision ${revision}.`;
  });
}

async function written(context: Context): Promise<Part> {
  return attempt(context, async () => {
    await proveWrite(context);
    return 'A row was committed.';
  });
}

async function lifelineKept(context: Context): Promise<Part> {
  return attempt(context, async () => {
    context.lifeline.prove();
    return 'Its file can be written.';
  });
}

function dispatcher({ context, lastTickAt }: Health): Part {
  const last = lastTickAt();
  if (last === null) return { ok: false, why: 'No tick has completed yet.' };
  const ageSeconds = Math.round((context.clock.now() - last) / 1000);
  return { ok: ageSeconds <= limits.tickAgeSeconds, why: `The last tick completed ${ageSeconds} s ago.` };
}

async function ping({ context, carrier }: Health): Promise<Part> {
  return attempt(context, async () => {
    const accounts = new Set(context.lines.map((line) => line.account));
    await Promise.all([...accounts].map((account) => carrier.ping(account)));
    return 'Every account answered.';
  });
}

async function attempt(context: Context, work: () => Promise<string>): Promise<Part> {
  try {
    return { ok: true, why: await within(context.clock, limits.answerMilliseconds, work()) };
  } catch (error) {
    return { ok: false, why: errorText(error) };
  }
}
