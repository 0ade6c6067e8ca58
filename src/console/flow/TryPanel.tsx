import { useEffect } from 'react';
import { useAnswer } from '../answers.ts';
import type { Flow, Now, TriedTurn } from '../apiTypes.ts';
import { Action } from '../parts/Action.tsx';
import { instantOf, wallAt } from '../rotas/zoneTimes.ts';
import { serviceNow } from '../ticking.ts';
import { TryActs } from './TryActs.tsx';
import { TryForm } from './TryForm.tsx';
import { TryScenario } from './TryScenario.tsx';
import { TrySpoken } from './TrySpoken.tsx';
import { TryWoken } from './TryWoken.tsx';
import { readTurns, writeTurns } from './turnsInAddress.ts';
import { useTry } from './useTry.ts';

export interface TryPanelProps {
  now: Now;
  search: URLSearchParams;
  change: (values: Readonly<Record<string, string | null>>) => void;
  linkTo: (flow: string, step: string) => string;
  /** Is told which steps the try has come to. */
  came: (steps: readonly { flow: string; step: string }[]) => void;
}

/** A call that nobody makes: an instant, a caller, keys; what would be said, and who would be woken. */
export function TryPanel({ now, search, change, linkTo, came }: TryPanelProps) {
  const { zone } = now;
  const written = search.get('turns');
  const wall = search.get('at') ?? wallAt(serviceNow(), zone);
  const from = search.get('from');
  const at = instantOf(wall, zone);
  const turns = readTurns(written ?? '');
  const wish = written === null || at === null ? null : { at: new Date(at).toISOString(), from, turns };
  const { data: tried, error, isFetching } = useTry(wish);
  const shown = wish === null ? undefined : tried;
  const last = shown?.turns.at(-1);
  const flow = useAnswer<Flow>(`/flows/${encodeURIComponent(last?.flow ?? 'hotline')}`, {
    fixed: true,
    enabled: last !== undefined,
  });
  useEffect(() => came(shown?.turns.flatMap(({ through }) => through) ?? []), [shown, came]);
  const does = (turn: TriedTurn) => change({ turns: writeTurns([...turns, turn]) });
  const step = flow.data?.steps.find((one) => one.name === last?.step);
  return (
    <section className="try" aria-labelledby="try">
      <h2 id="try">Try a call</h2>
      <p className="dim">
        Nothing is written and no phone rings, whatever you do here. Cases that are open now are not looked at: it is a
        caller who has none.
      </p>
      <TryForm
        key={`${search.get('at')} ${from}`}
        at={wall}
        from={from}
        zone={zone}
        begun={wish !== null}
        begin={(chosen, number) => change({ at: chosen, from: number, turns: '' })}
      />
      {error && <p role="alert">{error.message}</p>}
      {shown && !error && (
        <div className="try-halves" aria-busy={isFetching}>
          <TrySpoken tried={shown} linkTo={linkTo}>
            <TryActs awaits={last?.awaits ?? ''} step={step} does={does} />
          </TrySpoken>
          <div>
            <div className="acts">
              <Action
                whyNot={turns.length === 0 ? 'Nothing has been done yet.' : null}
                onPress={() => change({ turns: writeTurns(turns.slice(0, -1)) })}
              >
                Take the last one back
              </Action>
              <Action onPress={() => change({ at: null, from: null, turns: null })}>End the try</Action>
            </div>
            <TryWoken tried={shown} zone={zone} />
            <TryScenario scenarios={shown.scenarios} />
          </div>
        </div>
      )}
    </section>
  );
}
