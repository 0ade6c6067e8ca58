import { type FormEvent, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';

interface SpeakProps {
  label: string;
  action: string;
  still?: boolean;
  send: (text: string) => void;
}

/** One line to type: words for a call, or a text message. */
export function Speak({ label, action, still = false, send }: SpeakProps) {
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
      <Button type="submit" className="button plain" isDisabled={still || text.trim() === ''}>
        {action}
      </Button>
    </form>
  );
}
