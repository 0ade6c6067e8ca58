/** A fault of one event: where, and a clause that says what and how to put it right. */
export class EventFault extends Error {
  override name = 'EventFault';
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}
