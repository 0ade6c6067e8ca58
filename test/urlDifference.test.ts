import { expect, test } from 'vitest';
import { urlDifference } from '../src/domain/urlDifference.ts';

const wanted = 'https://hotline.example.org/voice';

test.each([
  ['the same', wanted, null],
  ['settings of the connection behind it', `${wanted}#rc=2&rp=all`, null],
  ['the port that goes without saying', 'https://hotline.example.org:443/voice', null],
  ['nothing', '', 'it is empty'],
  ['no address', 'hotline', 'it is no address'],
  ['http', 'http://hotline.example.org/voice', 'http instead of https'],
  ['a slash at the end', `${wanted}/`, 'a slash too many at the end'],
  ['two slashes', 'https://hotline.example.org//voice', 'two slashes where one belongs'],
  ['another port', 'https://hotline.example.org:8443/voice', 'port 8443 instead of none'],
  ['another host', 'https://www.example.org/voice', 'the host www.example.org instead of hotline.example.org'],
  ['another path', 'https://hotline.example.org/sms', 'the path /sms instead of /voice'],
  ['capitals in the path', 'https://hotline.example.org/Voice', 'capital letters in the path'],
  ['capitals in the host', 'https://Hotline.example.org/voice', expect.stringMatching(/written differently: capital/)],
  ['a query', `${wanted}?a=1`, 'the query ?a=1 instead of none'],
  ['a user', 'https://a:b@hotline.example.org/voice', 'it names a user'],
  ['two things', 'http://other.example.org/voice', expect.stringMatching(/^http .*, the host other/)],
])('says of %s what is different', (_what, found, told) => {
  expect(urlDifference(wanted, found)).toEqual(told);
});

test('names a slash that is missing', () => {
  expect(urlDifference(`${wanted}/`, wanted)).toBe('the slash at the end is missing');
});
