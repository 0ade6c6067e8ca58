/** Telephones on a page, to try the hotline without one. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { Switch } from 'react-aria-components';
import { useSearchParams } from 'wouter';
import { useAnswer } from '../answers.ts';
import type { Now, Person } from '../apiTypes.ts';
import { sayNumber } from '../parts/sayNumber.ts';
import { asDialled } from './asDialled.ts';
import { CallerPhone } from './CallerPhone.tsx';
import { DemoClock } from './DemoClock.tsx';
import { type Happening, idle } from './happenings.ts';
import { fallSilent, hasVoice, readAloud } from './readAloud.ts';
import { StaffPhone } from './StaffPhone.tsx';
import { useTelephones } from './useTelephones.ts';

/** Set aside for fiction, and nobody the directory knows. */
const stranger = '+16085550142';

interface Known {
  callers: { name: string; number: string }[];
  others: { name: string; number: string }[];
}

export function PhonesPage() {
  const [search, setSearch] = useSearchParams();
  const written = search.get('from') ?? stranger;
  const caller = asDialled(written);
  const setCaller = (number: string) => setSearch({ from: number }, { replace: true });
  const [aloud, setAloud] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const now = useAnswer<Now>('/now');
  const people = useAnswer<{ items: Person[] }>('/people', { fixed: true });
  const known = useAnswer<Known>('/telephones/known', { fixed: true });
  const { phones, problem } = useTelephones(useReader(aloud, caller));
  const staff = [
    ...(people.data?.items ?? []),
    ...(known.data?.others ?? []).map((one) => ({ ...one, phone: one.number })),
  ];
  const nameOf = (number: string) =>
    number === caller ? 'the caller' : (staff.find(({ phone }) => phone === number)?.name ?? sayNumber(number));
  const isQuiet = (number: string) => (phones.get(number) ?? idle).lines.length === 0;
  return (
    <>
      <h1>Phones</h1>
      <p>
        Dial the hotline as a caller and press keys as it says. When a technician is paged, their phone rings and gets
        texts here: answer it, press 1, and you are both connected. The case then stands under Now.
      </p>
      {now.data?.demo && <DemoClock zone={now.data.zone} />}
      {hasVoice() && (
        <Switch isSelected={aloud} onChange={setAloud} className="check">
          <span className="box" aria-hidden="true" /> Read aloud what the caller hears
        </Switch>
      )}
      <p role="alert" className="problem">
        {problem ?? sentence}
      </p>
      <div className="telephones">
        <CallerPhone
          number={caller}
          written={written}
          write={setCaller}
          callers={known.data?.callers ?? []}
          hotline={now.data?.hotline ?? ''}
          phone={phones.get(caller) ?? idle}
          refused={setSentence}
        />
        <div className="staff-phones">
          <h2>Technicians, leads and desks</h2>
          {[...staff]
            .sort((one, two) => Number(isQuiet(one.phone)) - Number(isQuiet(two.phone)))
            .map(({ name, phone }) => (
              <StaffPhone
                key={phone}
                name={name}
                number={phone}
                phone={phones.get(phone) ?? idle}
                nameOf={nameOf}
                refused={setSentence}
              />
            ))}
        </div>
      </div>
    </>
  );
}

/** Reads the caller's words aloud while that is wished. */
function useReader(aloud: boolean, caller: string) {
  const wish = useRef({ aloud, caller });
  useEffect(() => {
    wish.current = { aloud, caller };
    if (!aloud) fallSilent();
  }, [aloud, caller]);
  return useCallback((one: Happening) => {
    if (!wish.current.aloud || one.number !== wish.current.caller) return;
    // A key interrupts, as it does on the telephone.
    if (one.kind === 'presses' || one.kind === 'ends') fallSilent();
    if (one.kind === 'hears') readAloud(one.text);
  }, []);
}
