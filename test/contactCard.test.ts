import { expect, test } from 'vitest';
import { contactCard } from '../src/domain/contactCard.ts';

test('a long name is escaped and folded as RFC 6350 wants it, and no letter is cut', () => {
  const name = `the Help, desk; of \\ ${'Ω'.repeat(90)}`;
  const card = contactCard(name, ['+16085550100']);
  for (const line of card.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const unfolded = card.replaceAll('\r\n ', '');
  expect(unfolded).toContain(`\r\nFN:Help\\, desk\\; of \\\\ ${'Ω'.repeat(90)}\r\n`);
  expect(unfolded).toContain('\r\nTEL;VALUE=uri;TYPE="work,voice,text":tel:+16085550100\r\n');
});
