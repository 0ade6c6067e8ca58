/** Before anybody is paged: the hotline's card, and a phone that is tried. */
import { expect } from 'vitest';
import { isWoken } from '../night/sayings.ts';
import { story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

const inDirectory = (text: string) =>
  text.replace('people:\n', 'people:\n  bo: { name: Bo Ray, phone: "+16085550150" }\n');

story(
  'who comes into the directory is sent the card once, whatever starts anew',
  async ({ night, kim, stranger: bo }) => {
    // The database is new, and nobody is texted for that.
    await night.passes(60);
    expect(kim.phone.texts).toEqual([]);
    night.edits('directory.yaml', inDirectory);
    await night.app.lookAtFiles();
    await bo.getsText(/Save our contact.*http:\/\/127\.0\.0\.1:\d+\/contact\.vcf/);
    await night.crashes();
    await night.starts();
    night.edits('directory.yaml', (text) => text.replace('Bo Ray', 'Bo Rayson'));
    await night.app.lookAtFiles();
    await night.passes(60);
    expect(bo.phone.texts).toHaveLength(1);
  },
);

story('who comes into the directory while the service is down is sent the card when it is back', async (scene) => {
  const { night, stranger: bo } = scene;
  await night.crashes();
  night.edits('directory.yaml', inDirectory);
  await night.starts();
  // The process that died is still taken for the one that reads the files.
  await night.passes(40);
  await night.app.lookAtFiles();
  await bo.getsText(/Save our contact/);
});

story(
  'the card is for anybody to fetch, and has every number we ring from',
  async ({ night, kim }) => {
    const response = await fetch(`${night.app.url}/contact.vcf`);
    expect(response.headers.get('content-type')).toMatch(/^text\/vcard/);
    const card = await response.text();
    expect(card).toMatch(/^BEGIN:VCARD\r\nVERSION:4\.0\r\nKIND:org\r\nFN:DoIT help desk hotline\r\n/);
    expect(card).toContain('TEL;VALUE=uri;TYPE="work,voice,text":tel:+16085550100\r\n');
    expect(card).toContain('tel:+16085550101\r\n');
    expect(card).toMatch(/END:VCARD\r\n$/);
    expect((await night.api('/people/kim/contact', {})).json).toEqual({ name: 'Kim Lee' });
    await kim.getsText(/contact\.vcf/);
  },
  { lines: 'twoNumbers' },
);

async function proofs(night: { api: (path: string) => Promise<{ json: never }> }, id: string) {
  const { items }: { items: { id: string; textProvenAt: string | null; ringProvenAt: string | null }[] } = (
    await night.api('/people')
  ).json;
  return items.find((one) => one.id === id);
}

async function hearsTest(phone: Telephone): Promise<void> {
  await phone.rings();
  await phone.answers();
  await phone.hears(/^This is a TEST of the help desk hotline for Kim Lee\. Press 1 if you hear this\./);
}

story('a phone is tried: a text and a ring marked TEST, and what they prove', async ({ night, kim }) => {
  expect(await proofs(night, 'kim')).toMatchObject({ textProvenAt: null, ringProvenAt: null });
  await night.api('/people/kim/test', {});
  await kim.getsText(/^TEST of the help desk hotline for Kim Lee: nothing has happened\. Reply 47/);
  await hearsTest(kim);
  await kim.presses('1');
  await kim.hears(/It is noted/);
  await kim.isHungUp();
  expect(await proofs(night, 'kim')).toMatchObject({ textProvenAt: null, ringProvenAt: expect.any(String) });
  await kim.texts('47');
  await kim.getsText(/^TEST: thank you/);
  expect((await proofs(night, 'kim'))?.textProvenAt).not.toBeNull();
  expect(await night.pages()).toEqual([]);
  expect((await night.api('/people/nobody/test', {})).status).toBe(404);
});

story('a voicemail proves nothing', async ({ night, kim }) => {
  kim.behaves({ behaviour: 'voicemail', afterSeconds: 5, recordsSeconds: 60 });
  await night.api('/people/kim/test', {});
  await isWoken(kim, /^TEST/);
  await kim.hears(/Press 1 if you hear this/);
  await kim.isHungUp(120);
  expect(await proofs(night, 'kim')).toMatchObject({ textProvenAt: null, ringProvenAt: null });
});
