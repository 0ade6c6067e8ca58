/** A whole file of a rota is refused: it is no calendar, is cut off, or has more in it than the limits allow. */
export class RotaRefused extends Error {
  override name = 'RotaRefused';
  /** Name of the file. */
  readonly file: string;
  /** From 1; 0 when it concerns the whole file. */
  readonly line: number;

  /** @param message a sentence with the remedy */
  constructor(file: string, line: number, message: string) {
    super(message);
    this.file = file;
    this.line = line;
  }
}
