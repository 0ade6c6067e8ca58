/** The hotline's card for the phones of technicians, for anybody to fetch: its number is public, and it names nobody. */
import express, { type Router } from 'express';
import type { Context } from '../actions/context.ts';
import { contactCard } from '../domain/contactCard.ts';

export function contact(context: Context): Router {
  const router = express.Router();
  router.get('/contact.vcf', (_request, response) => {
    const numbers = [...new Set(context.lines.map(({ number }) => number))];
    const card = contactCard(context.inForce.directory.hotline.name, numbers);
    response.setHeader('Content-Disposition', 'attachment; filename="contact.vcf"');
    response.type('text/vcard').send(card);
  });
  return router;
}
