/** The sound of the hold line: a soft chime, so that whoever waits hears that the line is alive. Two seconds of WAV. */

const rate = 8_000;
const seconds = 2;
const bytesPerSample = 2;

/** A note from `at` on, which fades away within a second and a half. */
function note(hertz: number, at: number, time: number): number {
  const since = time - at;
  return since < 0 ? 0 : 0.12 * Math.sin(2 * Math.PI * hertz * since) * Math.exp(-3 * since);
}

function chime(): Buffer {
  const samples = rate * seconds;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples * bytesPerSample, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * bytesPerSample, 28);
  header.writeUInt16LE(bytesPerSample, 32);
  header.writeUInt16LE(bytesPerSample * 8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples * bytesPerSample, 40);
  const sound = Buffer.alloc(samples * bytesPerSample);
  for (let i = 0; i < samples; i += 1) {
    const time = i / rate;
    sound.writeInt16LE(Math.round(32_767 * (note(523, 0, time) + note(659, 0.4, time))), i * bytesPerSample);
  }
  return Buffer.concat([header, sound]);
}

export const holdSound: Buffer = chime();
