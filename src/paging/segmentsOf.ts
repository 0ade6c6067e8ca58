import { SegmentedMessage } from 'sms-segments-calculator';

/**
 * How many segments the carrier makes of a text; it sends and charges each as a message of its own.
 * @returns at least 1; a text of other letters than GSM-7 is counted as the UCS-2 that it becomes
 */
export function segmentsOf(text: string): number {
  return new SegmentedMessage(text).segmentsCount;
}
