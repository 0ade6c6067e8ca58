/** The browser's own voice (https://developer.mozilla.org/docs/Web/API/SpeechSynthesis); a browser without one stays silent. */

export function hasVoice(): boolean {
  return 'speechSynthesis' in window;
}

/** Says it after what is being said. */
export function readAloud(text: string): void {
  if (!hasVoice()) return;
  const words = new SpeechSynthesisUtterance(text);
  words.lang = 'en-US';
  window.speechSynthesis.speak(words);
}

export function fallSilent(): void {
  if (hasVoice()) window.speechSynthesis.cancel();
}
