import { type FormEvent, useRef, useState } from 'react';
import { Button, Input, Label, TextField, ToggleButton } from 'react-aria-components';
import { hasEar, listenTo } from './listenTo.ts';

interface SpeakProps {
  /** May be spoken into the microphone, where the browser has an ear. */
  spoken?: boolean;
  label: string;
  action: string;
  still?: boolean;
  send: (text: string) => void;
}

/** One line to type: words for a call, or a text message. */
export function Speak({ label, action, still = false, spoken = false, send }: SpeakProps) {
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    send(text.trim());
    setText('');
  };
  return (
    <form className="speak" onSubmit={submit}>
      <TextField value={text} onChange={setText} isDisabled={still}>
        <Label>{label}</Label>
        <Input maxLength={600} />
      </TextField>
      {spoken && hasEar() && <Ear still={still} heard={setText} />}
      <Button type="submit" className="button plain" isDisabled={still || text.trim() === ''}>
        {action}
      </Button>
    </form>
  );
}

function Ear({ still, heard }: { still: boolean; heard: (text: string) => void }) {
  const [listening, setListening] = useState(false);
  const stop = useRef(() => {});
  const change = (on: boolean) => {
    setListening(on);
    if (on) stop.current = listenTo(heard, () => setListening(false));
    else stop.current();
  };
  return (
    <ToggleButton className="button plain" isSelected={listening} onChange={change} isDisabled={still}>
      {listening ? 'Listening …' : 'Speak'}
    </ToggleButton>
  );
}
