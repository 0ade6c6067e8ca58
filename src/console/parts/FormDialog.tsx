/** A question before something is done: a dialog with a form, which closes when it is done. */
import type { FormEvent, ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Action } from './Action.tsx';

export interface FormDialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  onSubmit: () => void;
  /** What the button that does it says. */
  does: string;
  look?: 'main' | 'danger';
  /** Why it cannot be done yet. */
  whyNot?: string | null;
  /** Why it was refused. */
  error?: string | null;
  children: ReactNode;
}

export function FormDialog(props: FormDialogProps) {
  const { title, isOpen, onClose, onSubmit, does, look = 'main', whyNot = null, error = null, children } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The Enter key submits a form whose button is still.
    if (whyNot === null) onSubmit();
  };
  return (
    <ModalOverlay className="overlay" isDismissable isOpen={isOpen} onOpenChange={(open) => open || onClose()}>
      <Modal className="modal">
        <Dialog className="card">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          <form onSubmit={submit}>
            {children}
            {error !== null && <p role="alert">{error}</p>}
            <div className="acts">
              <Action type="submit" look={look} whyNot={whyNot}>
                {does}
              </Action>
              <Action onPress={onClose}>Cancel</Action>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
