import type { Flow, Step, TriedTurn } from '../apiTypes.ts';
import { Action } from '../parts/Action.tsx';
import { Speak } from '../phones/Speak.tsx';

interface TryActsProps {
  awaits: string;
  /** Where the call stands, once its flow is known. */
  step: Step | undefined;
  does: (turn: TriedTurn) => void;
}

/** What the caller may do now. */
export function TryActs({ awaits, step, does }: TryActsProps) {
  const act = (name: string, turn: TriedTurn) => (
    <Action key={name} onPress={() => does(turn)}>
      {name}
    </Action>
  );
  const hangUp = (
    <Action look="danger" onPress={() => does('hangUp')}>
      Hang up
    </Action>
  );
  const press = (typed: string) => {
    const keys = keysIn(typed);
    if (keys !== '') does({ press: keys });
  };
  if (awaits === 'record')
    return (
      <fieldset className="acts" aria-label="What the caller does">
        {act('Leave a message, then a key', { record: 20, endsBy: 'key' })}
        {act('Leave a message, then silence', { record: 20, endsBy: 'silence' })}
        {act('Leave a message and hang up', { record: 20, endsBy: 'hangUp' })}
        {act('Press a key at once', { press: '1' })}
        {act('Say nothing', 'silence')}
        {hangUp}
      </fieldset>
    );
  if (awaits === 'wait')
    return (
      <fieldset className="acts" aria-label="What the caller does">
        {act('Stay on hold', 'hold')}
        {act('Press star', { press: '*' })}
        {act('Be connected', 'talk')}
        {act('Wait to the end', 'silence')}
        {hangUp}
      </fieldset>
    );
  if (awaits === 'dial' || awaits === 'join')
    return (
      <fieldset className="acts" aria-label="What the caller does">
        {act('It is answered, and they talk', 'talk')}
        {act('Nobody answers', 'silence')}
        {hangUp}
      </fieldset>
    );
  return (
    <>
      <fieldset className="acts" aria-label="What the caller does">
        {keysOf(step).map(({ key, to }) => act(`Press ${key}: ${to}`, { press: key }))}
        {act(awaits === 'comeBack' ? 'Go on' : 'Say nothing', 'silence')}
        {hangUp}
      </fieldset>
      {awaits === 'ask' && (
        <div className="typed">
          <Speak label="Press other keys" action="Press" send={press} />
          <Speak label="Say instead" action="Say" send={(say) => does({ say: say.slice(0, 200) })} />
        </div>
      )}
    </>
  );
}

function keysOf(step: Flow['steps'][number] | undefined) {
  return (step?.ways ?? []).flatMap(({ label, to }) => {
    const key = /^press (.+)$/.exec(label)?.[1];
    return key === undefined ? [] : [{ key, to }];
  });
}

/** A number as it is pressed: without what only separates. */
function keysIn(typed: string): string {
  return typed.replace(/[^0-9*#]/g, '').slice(0, 20);
}
