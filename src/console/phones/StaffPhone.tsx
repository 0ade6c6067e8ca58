import { Action } from '../parts/Action.tsx';
import { sayNumber } from '../parts/sayNumber.ts';
import type { Telephone } from './happenings.ts';
import { Keypad } from './Keypad.tsx';
import { Lines } from './Lines.tsx';
import { Speak } from './Speak.tsx';
import { use } from './useTelephones.ts';

export interface StaffPhoneProps {
  name: string;
  number: string;
  phone: Telephone;
  nameOf: (number: string) => string;
  refused: (sentence: string | null) => void;
}

/** The telephone of somebody of the directory. One that does nothing is small. */
export function StaffPhone({ name, number, phone, nameOf, refused }: StaffPhoneProps) {
  const act = (...words: Parameters<typeof use>) => void use(...words).then(refused);
  const state =
    phone.state === 'talking' && phone.with !== null ? `talks with ${nameOf(phone.with)}` : says[phone.state];
  return (
    <section className={`telephone staff ${phone.state}`} aria-label={`${name}'s phone`}>
      <h3>
        {name} <span className="number">{sayNumber(number)}</span> <span className="state">{state}</span>
      </h3>
      <div className="acts">
        {phone.state === 'ringing' && (
          <>
            <Action look="main" onPress={() => act(number, 'answer')}>
              {`Answer ${name}'s phone`}
            </Action>
            <Action onPress={() => act(number, 'hang-up')}>Decline</Action>
          </>
        )}
        {(phone.state === 'talking' || phone.state === 'dialling') && (
          <Action look="danger" onPress={() => act(number, 'hang-up')}>
            Hang up
          </Action>
        )}
      </div>
      {phone.lines.length > 0 && <Lines of={name} lines={phone.lines} />}
      {phone.state === 'talking' && (
        <>
          <Keypad of={name} still={false} press={(keys) => act(number, 'press', { keys })} />
          <Speak label={`${name} says`} action="Say" send={(text) => act(number, 'say', { text })} />
        </>
      )}
      <details>
        <summary>{phone.state === 'idle' ? 'Text or ring the hotline' : 'Text the hotline'}</summary>
        <Speak label={`${name} texts the hotline`} action="Send" send={(body) => act(number, 'text', { body })} />
        {phone.state === 'idle' && <Action onPress={() => act(number, 'dial')}>{`Dial the hotline as ${name}`}</Action>}
      </details>
    </section>
  );
}

const says = { idle: '', dialling: 'dials', ringing: 'rings', talking: 'is on the line' } as const;
