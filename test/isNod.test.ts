import { expect, test } from 'vitest';
import { isNod } from '../src/paging/isNod.ts';

const page = 'Help desk hotline: critical, AIMS: CS0000001. Reply 47 to accept, 47 no to pass.';

test.each([
  `Liked “${page}”`,
  `Loved "${page}"`,
  `Emphasized “${page}”`,
  `Removed a like from “${page}”`,
  `Reacted 🎉 to “${page}”`,
  `\u200a👍\u200b to “${page}”`,
  '👍',
  '👍🏽',
  '❤️',
  'ok',
  'OK.',
  ' Yes! ',
  'on it',
  'Thanks!',
])('"%s" is a reaction, or a word of agreement', (text) => {
  expect(isNod(text)).toBe(true);
});

test.each(['47', '47 no', 'ok, I am on my way', 'I liked it', 'no', 'who is this', '', '1', '*'])(
  '"%s" is not',
  (text) => {
    expect(isNod(text)).toBe(false);
  },
);
