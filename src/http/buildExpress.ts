/** Everything that listens for us, in the order in which it is asked. */
import express, { type Express } from 'express';
import type { Carrier } from '../domain/ports.ts';
import { answerFault } from './answerFault.ts';
import { api } from './api.ts';
import { browserHeaders } from './browserHeaders.ts';
import { consoleFiles } from './consoleFiles.ts';
import { contact } from './contact.ts';
import type { Metrics } from './createMetrics.ts';
import type { DemoControl } from './demo.ts';
import type { Door } from './door.ts';
import { elsewhere } from './elsewhere.ts';
import { health } from './health.ts';
import { nonces } from './nonces.ts';
import type { Alarm } from './recentAlarms.ts';
import { signIn } from './signIn.ts';
import { webhooks } from './webhooks.ts';

export interface Served {
  door: Door;
  carrier: Carrier;
  /** Of the local exchange, or null. */
  exchangeUrl: string | null;
  /** Addresses of proxies whose word about whom they ask for is believed. */
  trustProxy: readonly string[];
  metrics: Metrics;
  /** The demo's clock, or null. */
  demo: DemoControl | null;
  /** Of this process, newest first. */
  alarms: readonly Alarm[];
  /** When the dispatcher last completed a tick. */
  lastTickAt(): number | null;
}

export function buildExpress(served: Served): Express {
  const { door, carrier, trustProxy, exchangeUrl, demo, metrics, alarms, lastTickAt } = served;
  const { context, publicUrl } = door;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', [...trustProxy]);
  app.use(health({ context, carrier, lastTickAt, exchangeUrl }));
  app.use(metrics.router({ context, carrier: carrier.name, lastTickAt }));
  app.use(webhooks({ context, carrier, publicUrl }));
  // From here on browsers ask: what is above is the carrier's, and stays as it was.
  app.use(browserHeaders(publicUrl.startsWith('https:')));
  app.use('/api', api({ door, carrier: carrier.name, exchangeUrl, demo, alarms }));
  app.use(signIn(door));
  app.use(nonces(context));
  app.use(contact(context));
  app.use(consoleFiles());
  app.use(elsewhere());
  // On the application itself: an error passes over every router behind the one it came from.
  app.use(answerFault(context.log));
  return app;
}
