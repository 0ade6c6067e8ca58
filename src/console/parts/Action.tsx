import { useState } from 'react';
import { Button, type ButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components';

export interface ActionProps extends Omit<ButtonProps, 'isDisabled'> {
  /** Why it cannot be done now; null or absent: it can. */
  whyNot?: string | null | undefined;
  look?: 'plain' | 'main' | 'danger';
}

/** A button. One that cannot be pressed stays in place, is reached by keyboard, and says why: to who points at it, and to who presses it. */
export function Action({ whyNot, look = 'plain', onPress, children, ...rest }: ActionProps) {
  const [saysWhy, setSaysWhy] = useState(false);
  const still = Boolean(whyNot);
  // The same elements in both states: a button that becomes still while it has the focus keeps it.
  return (
    <TooltipTrigger
      delay={200}
      isDisabled={!still}
      isOpen={still && saysWhy}
      onOpenChange={setSaysWhy}
      shouldCloseOnPress={false}
    >
      <Button
        {...rest}
        {...(still ? { 'aria-disabled': 'true', type: 'button' } : {})}
        className={`button ${look} ${still ? 'still' : ''}`}
        onPress={(press) => (still ? setSaysWhy(true) : onPress?.(press))}
      >
        {children}
      </Button>
      {still && <Tooltip className="tooltip">{whyNot}</Tooltip>}
    </TooltipTrigger>
  );
}
