import { useState } from 'react';
import { Checkbox, Input, Label, TextField } from 'react-aria-components';
import { Action } from '../parts/Action.tsx';
import { sayNumber } from '../parts/sayNumber.ts';
import type { Telephone } from './happenings.ts';
import { Keypad } from './Keypad.tsx';
import { Lines } from './Lines.tsx';
import { Speak } from './Speak.tsx';
import { use } from './useTelephones.ts';

export interface CallerPhoneProps {
  number: string;
  /** The number as it stands in the field. */
  written: string;
  write: (text: string) => void;
  /** Departments of the directory, whose numbers can be dialled from. */
  callers: readonly { name: string; number: string }[];
  hotline: string;
  phone: Telephone;
  refused: (sentence: string | null) => void;
}

/** The telephone of whoever calls the hotline. */
export function CallerPhone({ number, written, write, callers, hotline, phone, refused }: CallerPhoneProps) {
  const [withheld, setWithheld] = useState(false);
  const busy = phone.state !== 'idle';
  const act = (...words: Parameters<typeof use>) => void use(...words).then(refused);
  return (
    <section className={`telephone caller ${phone.state}`} aria-labelledby="caller-name">
      <h2 id="caller-name">The caller</h2>
      <div className="from">
        <TextField value={written} onChange={write} isDisabled={busy} type="tel">
          <Label>Calls from</Label>
          <Input list="callers" maxLength={24} />
        </TextField>
        <datalist id="callers">
          {callers.map((one) => (
            <option key={`${one.number} ${one.name}`} value={one.number}>
              {one.name}
            </option>
          ))}
        </datalist>
        <Checkbox isSelected={withheld} onChange={setWithheld} isDisabled={busy} className="check">
          <span className="box" aria-hidden="true" /> Number withheld
        </Checkbox>
      </div>
      <div className="acts">
        {phone.state === 'ringing' && (
          <Action look="main" onPress={() => act(number, 'answer')}>
            Answer the caller's phone
          </Action>
        )}
        {busy ? (
          <Action look="danger" onPress={() => act(number, 'hang-up')}>
            {phone.state === 'ringing' ? 'Decline' : 'Hang up'}
          </Action>
        ) : (
          <Action look="main" onPress={() => act(number, 'dial', { withheld })}>
            Dial the hotline, {sayNumber(hotline)}
          </Action>
        )}
      </div>
      <Lines of="the caller" lines={phone.lines} />
      <Keypad of="the caller" still={phone.state !== 'talking'} press={(keys) => act(number, 'press', { keys })} />
      <Speak
        label="The caller says"
        spoken
        action="Say"
        still={phone.state !== 'talking'}
        send={(text) => act(number, 'say', { text })}
      />
      <Speak label="The caller texts the hotline" action="Send" send={(body) => act(number, 'text', { body })} />
    </section>
  );
}
