/** The browser's own ear, where it has one (https://developer.mozilla.org/docs/Web/API/SpeechRecognition). */

interface Ear {
  lang: string;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  abort(): void;
}

type MakesEars = new () => Ear;

function maker(): MakesEars | null {
  const { SpeechRecognition, webkitSpeechRecognition } = window as unknown as Record<string, MakesEars | undefined>;
  return SpeechRecognition ?? webkitSpeechRecognition ?? null;
}

export function hasEar(): boolean {
  return maker() !== null;
}

/**
 * Listens for one sentence.
 * @param heard is told of the words
 * @param over is told when it has ended, with words or without
 * @returns how to stop
 */
export function listenTo(heard: (text: string) => void, over: () => void): () => void {
  const Maker = maker();
  if (Maker === null) return () => {};
  const ear = new Maker();
  ear.lang = 'en-US';
  ear.onresult = ({ results }) => heard(Array.from(results, (result) => result[0]?.transcript ?? '').join(' '));
  ear.onend = over;
  ear.start();
  return () => ear.abort();
}
