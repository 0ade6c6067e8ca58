import type { Call } from './call.ts';
import type { Fields, Office } from './office.ts';
import { callFields } from './reportStatus.ts';
import { rules } from './rules.ts';
import type { Ask } from './runCall.ts';

export interface Recording {
  sid: string;
  callSid: string;
  seconds: number;
  /** The words spoken: what a transcription would say. */
  text: string;
  at: number;
  /** Its sound can be fetched. */
  ready: boolean;
}

export interface NewRecording {
  seconds: number;
  text: string;
  callback: Ask | null;
  transcribeCallback: Ask | null;
}

/** What callers have said into <Record>. */
export class Recordings {
  readonly #kept = new Map<string, Recording>();
  /** Their sids. */
  readonly #transcriptions = new Set<string>();
  readonly #office: Office;

  constructor(office: Office) {
    this.#office = office;
  }

  find(sid: string): Recording | undefined {
    return this.#kept.get(sid);
  }

  /** Forgets a recording, or a transcription. @returns false when there is none of this sid */
  remove(sid: string): boolean {
    return this.#kept.delete(sid) || this.#transcriptions.delete(sid);
  }

  of(callSid: string): Recording[] {
    return [...this.#kept.values()].filter((recording) => recording.callSid === callSid);
  }

  /** RecordingUrl: without a suffix it is a WAV. */
  address(recording: Recording): string {
    return `${this.#office.url()}/2010-04-01/Accounts/${this.#office.accountSid}/Recordings/${recording.sid}`;
  }

  /**
   * Keeps a recording. Its sound and its status callback come a second after the action, its transcription later still
   * and only between 2 and 120 seconds. Source: https://www.twilio.com/docs/voice/twiml/record
   */
  add(call: Call, made: NewRecording): Recording {
    const office = this.#office;
    const { seconds, text } = made;
    const recording: Recording = {
      sid: office.newSid('RE'),
      callSid: call.sid,
      seconds,
      text,
      at: office.clock.now(),
      ready: false,
    };
    this.#kept.set(recording.sid, recording);
    office.clock.after(rules.untilRecorded, () => {
      recording.ready = true;
      if (made.callback) this.#tell(call, recording.sid, 'completed', made.callback, recording);
    });
    const transcribed = seconds > rules.transcribeOverSeconds && seconds < rules.transcribeUnderSeconds;
    const { transcribeCallback } = made;
    if (transcribeCallback && transcribed) {
      office.clock.after(rules.untilRecorded + rules.untilTranscribed, () =>
        this.#transcribe(call, recording, transcribeCallback),
      );
    }
    return recording;
  }

  /** Tells that a recording held nothing. */
  tellAbsent(call: Call, callback: Ask): void {
    const sid = this.#office.newSid('RE');
    this.#office.clock.after(rules.untilRecorded, () => this.#tell(call, sid, 'absent', callback, null));
  }

  #tell(call: Call, sid: string, status: string, callback: Ask, recording: Recording | null): void {
    const fields: Fields = {
      AccountSid: this.#office.accountSid,
      CallSid: call.sid,
      RecordingSid: sid,
      RecordingStatus: status,
      RecordingChannels: '1',
      RecordingSource: 'RecordVerb',
    };
    if (recording) {
      fields.RecordingUrl = this.address(recording);
      fields.RecordingDuration = String(recording.seconds);
    }
    this.#send('recording', callback, fields);
  }

  #transcribe(call: Call, recording: Recording, callback: Ask): void {
    const sid = this.#office.newSid('TR');
    this.#transcriptions.add(sid);
    this.#send('transcription', callback, {
      ...callFields(this.#office, call),
      TranscriptionSid: sid,
      TranscriptionText: recording.text,
      TranscriptionStatus: 'completed',
      TranscriptionUrl: `${this.address(recording)}/Transcriptions/${sid}`,
      RecordingSid: recording.sid,
      RecordingUrl: this.address(recording),
    });
  }

  #send(kind: 'recording' | 'transcription', callback: Ask, fields: Fields): void {
    const office = this.#office;
    const webhook = { kind, url: callback.url, method: callback.method, fields };
    const send = () => office.start('a callback', async () => void (await office.post(webhook)));
    const delay = office.faults.delayOf(webhook);
    if (delay > 0) office.clock.after(delay, send);
    else send();
  }
}

const RATE = 8_000;

/** A WAV of so many seconds: 8 kHz, 8 bit, one channel, a quiet tone. */
export function wav(seconds: number): Buffer {
  const samples = seconds * RATE;
  const file = Buffer.alloc(44 + samples);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples, 40);
  for (let i = 0; i < samples; i += 1) file[44 + i] = 128 + (i % 20 < 10 ? 8 : -8);
  return file;
}
