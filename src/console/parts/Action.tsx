import { Button, type ButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components';

export interface ActionProps extends Omit<ButtonProps, 'isDisabled'> {
  /** Why it cannot be done now; null or absent: it can. */
  whyNot?: string | null | undefined;
  look?: 'plain' | 'main' | 'danger';
}

/** A button. One that cannot be pressed stays in place, is reached by keyboard, and says why. */
export function Action({ whyNot, look = 'plain', onPress, children, ...rest }: ActionProps) {
  if (!whyNot)
    return (
      <Button {...rest} className={`button ${look}`} {...(onPress ? { onPress } : {})}>
        {children}
      </Button>
    );
  return (
    <TooltipTrigger delay={200}>
      <Button {...rest} className={`button ${look} still`} aria-disabled="true" onPress={() => {}}>
        {children}
      </Button>
      <Tooltip className="tooltip">{whyNot}</Tooltip>
    </TooltipTrigger>
  );
}
