/** One of a few: the browser's own list, which every phone and screen reader knows. */
import { useId } from 'react';

export interface ChooseProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** The value and its name, in order. */
  options: readonly (readonly [value: string, name: string])[];
}

export function Choose({ label, value, onChange, options }: ChooseProps) {
  const id = useId();
  return (
    <div className="choose">
      <label className="react-aria-Label" htmlFor={id}>
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
