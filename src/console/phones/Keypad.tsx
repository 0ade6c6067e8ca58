import type { KeyboardEvent } from 'react';
import { Button } from 'react-aria-components';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
const names: Readonly<Record<string, string>> = { '*': 'star', '#': 'pound' };

/** The keys of a telephone; while one of them has the focus, digits may also be typed. */
export function Keypad({ of, still, press }: { of: string; still: boolean; press: (key: string) => void }) {
  const typed = (event: KeyboardEvent) => {
    const key = keys.find((one) => one === event.key);
    if (key !== undefined && !still) press(key);
  };
  return (
    <fieldset className="keypad" aria-label={`Keys of ${of}`} onKeyDown={typed}>
      {keys.map((key) => (
        <Button
          key={key}
          className="key"
          isDisabled={still}
          aria-label={`Press ${names[key] ?? key}`}
          onPress={() => press(key)}
        >
          {key}
        </Button>
      ))}
    </fieldset>
  );
}
