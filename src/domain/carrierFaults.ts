/**
 * What a carrier's error number means for whoever was to be reached, and for us (Twilio: error and warning dictionary).
 * A refusal condemns what it refuses and nothing more (promise 4): a landline may still be rung, an account that is
 * suspended says nothing about the person.
 */
export interface CarrierFault {
  /**
   * texts, calls: that way to this address, for good. address: both. number: the number of ours that it was sent from.
   * account: our own account. nothing: this one try.
   */
  condemns: 'texts' | 'calls' | 'address' | 'number' | 'account' | 'nothing';
  /** May the same be asked again with hope? */
  retryable: boolean;
  /** Must the operator see it at once? */
  loggable: boolean;
  /** For the operator: what it is and what to do. */
  sentence: string;
}

const texts = (sentence: string): CarrierFault => ({ condemns: 'texts', retryable: false, loggable: false, sentence });
const calls = (sentence: string): CarrierFault => ({ condemns: 'calls', retryable: false, loggable: false, sentence });
const account = (sentence: string): CarrierFault => ({
  condemns: 'account',
  retryable: false,
  loggable: true,
  sentence,
});
const number = (sentence: string): CarrierFault => ({ condemns: 'number', retryable: false, loggable: true, sentence });
const later = (sentence: string): CarrierFault => ({ condemns: 'nothing', retryable: true, loggable: false, sentence });
const once = (sentence: string): CarrierFault => ({ condemns: 'nothing', retryable: false, loggable: false, sentence });

const faults: Readonly<Record<number, CarrierFault>> = {
  21610: texts('The person has sent STOP to the hotline; only START from that phone lifts it.'),
  21614: texts('The number cannot receive texts; it may still be rung.'),
  21408: texts('The account may not text that country; allow it in the geographic permissions.'),
  30006: texts('The number is a landline or cannot receive texts; it may still be rung.'),
  21215: calls('The account may not ring that country; allow it in the geographic permissions.'),
  13227: calls('The account may not ring that number; allow it in the geographic permissions.'),
  21216: calls('The account may not ring that number, which the carrier has blocked.'),
  21217: calls('The number does not look like one that can be rung; correct it in the directory.'),
  21211: {
    condemns: 'address',
    retryable: false,
    loggable: false,
    sentence: 'The number is none; correct it in the directory.',
  },
  20003: account('The carrier does not accept the account and token; check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.'),
  10001: account('The account is not active; see to it at the carrier.'),
  21219: account('A trial account reaches verified numbers only; upgrade it.'),
  21608: account('A trial account texts verified numbers only; upgrade it.'),
  30034: account('Texts from this number are blocked until its 10DLC registration is complete.'),
  30035: account('The 10DLC registration of this number is still being set up.'),
  30032: account('The toll-free number is not verified, so its texts are blocked.'),
  21606: number('Our number cannot send texts; use one that can.'),
  30007: number('A network has filtered the text as spam; see to the registration of our number.'),
  20429: later('The carrier asks us to be slower.'),
  10004: later('The account has too many calls at once.'),
  14107: later('Too many texts to that number in a short time.'),
  21611: later("The carrier's queue of texts from our number is full."),
  30001: later("The text waited too long in the carrier's queue."),
  30022: later('Our number has reached its rate of texts.'),
  30003: once('The phone is switched off or out of reach.'),
  30005: once('The number is not in service.'),
  30008: once('The text was not delivered, and the network does not say why.'),
  21220: once('The call had ended already.'),
  20404: once('The carrier does not know it any more.'),
  30004: once('The network or the person blocks texts from our number.'),
};

/** Faults after which the same is tried once more from another number of ours, if there is one. */
const otherNumber: readonly number[] = [21606, 30007, 30034];
/** Faults after which it is tried over another account of ours, if there is one. */
const otherAccount: readonly number[] = [20003, 10001];

/** What to change when the same is tried again after this fault; null: nothing would help. */
export function tryOther(code: number | null): 'number' | 'account' | null {
  if (code === null) return null;
  if (otherNumber.includes(code)) return 'number';
  return otherAccount.includes(code) ? 'account' : null;
}

/** Of a number we do not know nobody can say that it may wait. */
const unknownFault: CarrierFault = {
  condemns: 'nothing',
  retryable: false,
  loggable: true,
  sentence: 'The carrier refused it; see its error number.',
};

/** @param code the carrier's error number, or null when there was none */
export function faultOf(code: number | null): CarrierFault {
  return (code !== null && Object.hasOwn(faults, code) ? faults[code] : undefined) ?? unknownFault;
}
