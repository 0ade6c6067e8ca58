/** Every address we give the carrier, in one place. They carry our ids, so that news finds its row whatever comes first. */
export interface Addresses {
  voice: string;
  fallback: string;
  status: string;
  sms: string;
  turn(leg: string, n: number): string;
  hold(leg: string, tick: number): string;
  recording(leg: string): string;
  transcript(leg: string): string;
  outboxStatus(row: string): string;
  play(recording: string): string;
  /** The chime of the hold line. */
  holdSound: string;
  lifelineAfter: string;
  lifelineScreen: string;
  lifelineRecorded: string;
  lifelineDone: string;
  /** The hotline's card. */
  contact: string;
}

/** @param publicUrl the address the carrier signs and calls back, without a slash at the end */
export function addressesAt(publicUrl: string): Addresses {
  return {
    voice: `${publicUrl}/voice`,
    fallback: `${publicUrl}/voice/fallback`,
    status: `${publicUrl}/voice/status`,
    sms: `${publicUrl}/sms`,
    turn: (leg, n) => `${publicUrl}/voice/legs/${leg}/turns/${n}`,
    hold: (leg, tick) => `${publicUrl}/voice/legs/${leg}/hold/${tick}`,
    recording: (leg) => `${publicUrl}/voice/legs/${leg}/recording`,
    transcript: (leg) => `${publicUrl}/voice/legs/${leg}/transcript`,
    outboxStatus: (row) => `${publicUrl}/outbox/${row}/status`,
    play: (recording) => `${publicUrl}/voice/recordings/${recording}`,
    holdSound: `${publicUrl}/voice/sounds/hold`,
    lifelineAfter: `${publicUrl}/voice/lifeline/after`,
    lifelineScreen: `${publicUrl}/voice/lifeline/screen`,
    lifelineRecorded: `${publicUrl}/voice/lifeline/recorded`,
    lifelineDone: `${publicUrl}/voice/lifeline/done`,
    contact: `${publicUrl}/contact.vcf`,
  };
}
