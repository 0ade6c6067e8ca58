import { writePhone } from '../domain/phone.ts';

/** What the desk pastes into its own system. */
export interface DeskBlock {
  number: string;
  priority: string;
  opened: string;
  department: string | null;
  callBackNumber: string | null;
  takenBy: string | null;
  expectation: string | null;
  transcript: string | null;
}

/** The block as plain text: its service, category and subcategory are those of the desk's own system. */
export function deskBlock(block: DeskBlock): string {
  return [
    `Hotline case: ${block.number}`,
    'Service: DoIT Departmental Support',
    'Category: Service Inquiry',
    'Subcategory: Unclassified',
    `Priority: ${block.priority}`,
    `Opened: ${block.opened}`,
    `Department: ${block.department ?? 'not known; see the recording'}`,
    `Call back: ${block.callBackNumber ? writePhone(block.callBackNumber) : 'number withheld'}`,
    `Taken by: ${block.takenBy ?? 'nobody yet'}`,
    `The caller was told: ${block.expectation ?? 'nothing yet'}`,
    `What was said: ${block.transcript ?? 'no transcript; listen to the recording'}`,
  ].join('\n');
}
