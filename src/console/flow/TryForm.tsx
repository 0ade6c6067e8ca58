import { type FormEvent, useState } from 'react';
import { Checkbox, Input, Label, TextField } from 'react-aria-components';
import { Action } from '../parts/Action.tsx';

interface TryFormProps {
  /** As the address bar has them. */
  at: string;
  from: string | null;
  zone: string;
  begun: boolean;
  begin: (at: string, from: string | null) => void;
}

/** When somebody would call, and from which number. */
export function TryForm({ at, from, zone, begun, begin }: TryFormProps) {
  const [wall, setWall] = useState(at);
  const [number, setNumber] = useState(from ?? '');
  const [withheld, setWithheld] = useState(from === null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin(wall, withheld ? null : number.trim());
  };
  const whyNot =
    wall === '' ? 'Pick a day and a time first.' : !withheld && number.trim() === '' ? 'Write a number first.' : null;
  return (
    <form className="try-form" onSubmit={submit}>
      <TextField value={wall} onChange={setWall}>
        <Label>When ({zone})</Label>
        <Input type="datetime-local" />
      </TextField>
      <TextField value={number} onChange={setNumber} type="tel" isDisabled={withheld}>
        <Label>Calls from</Label>
        <Input maxLength={40} placeholder="608-555-0142" />
      </TextField>
      <Checkbox isSelected={withheld} onChange={setWithheld} className="check">
        <span className="box" aria-hidden="true" /> Number withheld
      </Checkbox>
      <Action type="submit" look="main" whyNot={whyNot}>
        {begun ? 'Call anew' : 'Call, as a try'}
      </Action>
    </form>
  );
}
