import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Action } from '../parts/Action.tsx';

export interface ConfirmProps {
  title: string;
  text: string;
  yes: string;
  onYes: () => void;
  onNo: () => void;
}

/** Asks once more before something that cannot be taken back by a click. Escape is "no". */
export function Confirm({ title, text, yes, onYes, onNo }: ConfirmProps) {
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onNo()}>
      <Modal className="modal">
        <Dialog role="alertdialog" className="card">
          <Heading slot="title">{title}</Heading>
          <p>{text}</p>
          <div className="acts">
            <Action look="main" onPress={onYes}>
              {yes}
            </Action>
            <Action autoFocus onPress={onNo}>
              Not now
            </Action>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
